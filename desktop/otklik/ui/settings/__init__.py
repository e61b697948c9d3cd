"""Settings: the operator's profile, calendar, reminders, backups, keys, look."""
