"""The rules that find what deserves a question, a family a module."""
