"""A letter that comes in: dropped or pasted, looked at beside the form, registered."""
