"""Reading: a file, whatever it is called, becomes tables of text or is refused in words."""

from analytics.importers.reading.headers import under_header
from analytics.importers.reading.limits import DEFAULT, Limits
from analytics.importers.reading.reading import read_tables
from analytics.importers.reading.unreadable import Unreadable

__all__ = ["DEFAULT", "Limits", "Unreadable", "read_tables", "under_header"]
