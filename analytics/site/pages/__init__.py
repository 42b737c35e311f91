"""The pages of the site: which views each shows, and in which order."""
