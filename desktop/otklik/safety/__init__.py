"""What keeps it: keys, backup, restore."""
