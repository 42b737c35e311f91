"""The pages: each a form and the views of its cells."""
