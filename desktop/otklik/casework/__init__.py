"""What is done: one module per act of the clerk. An act is one transaction, its journal line included."""
