"""What the figures say: pure functions over frames, one rule a function."""
