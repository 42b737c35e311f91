"""A table together with what its reader had to decide."""

from dataclasses import dataclass

from analytics.evidence.problem import Problem
from analytics.importers.table import Table


@dataclass(frozen=True, eq=False)
class TableAsRead(Table):
    """A table, and `remarks` on what was odd in the file: another encoding, two columns of one name.

    `header` is the header as it stands in the file; it differs from the frame's columns where names were made
    distinct, and is empty where the first row was not taken for a header.
    """

    remarks: tuple[Problem, ...] = ()
    header: tuple[str, ...] = ()
