"""The operator's own policy beside his profile: what it says, what would be taken over, where it contradicts the law."""
