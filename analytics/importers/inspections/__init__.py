"""Ofsted's inspection outcomes of local authorities' children's services, as rows of ratings."""

from analytics.importers.inspections.importer import InspectionsImporter

__all__ = ["InspectionsImporter"]
