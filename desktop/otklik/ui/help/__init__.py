"""Help inside: the panel beside the page, its window, the links that lead to it, and the guide."""
