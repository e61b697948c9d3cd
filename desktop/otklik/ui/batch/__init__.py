"""Many letters at once: the bar, what is done with all of them, and what became of each."""
