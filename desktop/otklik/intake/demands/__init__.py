"""What a letter asks: kinds of demands, claims, terms, people, and what a request lacks."""
