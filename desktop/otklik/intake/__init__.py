"""What comes in: letters as files, and the guess of what is asked."""
