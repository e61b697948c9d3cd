"""What is sent: templates, merge fields, declension, page layout, PDF/A."""
