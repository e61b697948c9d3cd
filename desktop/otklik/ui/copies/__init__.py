"""Copies in the window: how they stand, the keeper that makes them, and the last one before closing."""
