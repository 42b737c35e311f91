"""Every measure of every authority from the national releases, one indicator at a time."""
