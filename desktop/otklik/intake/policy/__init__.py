"""What an operator's own privacy policy says, value by value, each with the words it was read from."""
