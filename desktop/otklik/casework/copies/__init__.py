"""Copies of the register: where, when and how they are made, how they stand, and what comes back from them."""
