"""Papers besides letters: the act, the journal, the folder for an inspection, blanks."""
