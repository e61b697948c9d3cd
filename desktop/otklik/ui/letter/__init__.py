"""Letters on screen: the list, the editor with its live page, what is done with an issued letter."""
