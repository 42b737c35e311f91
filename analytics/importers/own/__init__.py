"""A council's own figures: the tidy layout, its importer, and bringing other layouts into it."""

from analytics.importers.own.importer import OwnFiguresImporter
from analytics.importers.own.layout import Layout, LayoutUnreadable, layout_from, load_layout
from analytics.importers.own.preview import Preview, preview
from analytics.importers.own.suggesting import suggest
from analytics.importers.own.tidied import TidiedTable
from analytics.importers.own.tidying import tidy

__all__ = [
    "Layout",
    "LayoutUnreadable",
    "OwnFiguresImporter",
    "Preview",
    "TidiedTable",
    "layout_from",
    "load_layout",
    "preview",
    "suggest",
    "tidy",
]
