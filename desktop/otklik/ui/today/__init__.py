"""The first page: what burns today."""
