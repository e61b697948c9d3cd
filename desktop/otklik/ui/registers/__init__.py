"""Several registers on one computer: the list of them, and a window of its own for each."""
