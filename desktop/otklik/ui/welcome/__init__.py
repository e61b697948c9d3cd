"""The first window: make a register, open one, look at the demonstration."""
