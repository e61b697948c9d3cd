"""What is known: the encrypted file, migrations, cases, people, letters, attachments, journal, search."""
