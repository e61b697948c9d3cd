"""Reports and lists as files: charts and tables as PDF/A, spreadsheets."""
