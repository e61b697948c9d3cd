"""The user's own texts of letters: the list, the editor with its page, the differences from ours."""
