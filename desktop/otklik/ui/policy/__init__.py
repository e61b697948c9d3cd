"""The operator's own policy beside his profile: its words, what is taken over, where it contradicts the law."""
