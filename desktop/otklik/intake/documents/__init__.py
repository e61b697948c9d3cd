"""The text of documents: plain, Markdown, HTML, Word, PDF."""
