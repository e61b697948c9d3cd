"""Papers besides letters: what goes on the envelope, the act, the journal, the folder for an inspection."""
