"""Enquiry: what deserves a question, and how to ask it."""
