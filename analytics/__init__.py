"""Evidence, measures, cells and the surfaces made from them. See CONTRIBUTING.md for the map."""
