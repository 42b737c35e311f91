"""The Local Authority Interactive Tool (LAIT): DfE's compilation of about 430 measures of every authority."""

from analytics.importers.lait.importer import LaitImporter

__all__ = ["LaitImporter"]
