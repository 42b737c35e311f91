"""Screening: what is wrong with a data file of "explore education statistics", all of it at once."""

from analytics.importers.screening.screening import Screening, screen

__all__ = ["Screening", "screen"]
