"""The lock: what closes the window to others, and what opens it again."""
