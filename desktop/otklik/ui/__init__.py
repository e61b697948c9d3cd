"""What is seen: windows, panels, item models, background tasks, theme."""
