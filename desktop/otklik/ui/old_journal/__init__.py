"""The page that brings in the journal kept before this program: a file, its columns, what becomes of each row."""
