"""Papers for the post: envelopes, labels, the forms 107, 103 and 119, and tracking numbers."""
