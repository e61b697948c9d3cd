"""What can be read of a damaged register, page by page, put into a new one."""
