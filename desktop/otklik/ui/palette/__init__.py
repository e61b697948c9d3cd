"""Everything that can be done, by name and by key: the palette (Ctrl+K) and the list of keys (F1)."""
