"""Реестр: the table of cases, its columns, views and search."""
