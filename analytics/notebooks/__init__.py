"""What people look at and keep: cells, and the views they render to."""
