"""What is known: published documents as typed frames, every value with its source and place."""
