"""A case on screen: the panel with its sections, its term, its acts, and the form a new one begins with."""
