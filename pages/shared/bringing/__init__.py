"""Bringing figures in: looking at files, keeping them, saying what unknown ones are, and what is kept."""
