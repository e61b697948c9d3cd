"""The reports: figures with charts, papers, the journal of all acts; files with them."""
