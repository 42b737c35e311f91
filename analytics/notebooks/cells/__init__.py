"""The cells: one module a kind, each a small model and the function that renders it."""
