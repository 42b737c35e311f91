"""Importers: published data files and a council's own, turned into evidence."""
