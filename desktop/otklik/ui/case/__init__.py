"""A case on screen: the panel with its sections, its term and its acts."""
