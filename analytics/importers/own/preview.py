"""What a layout makes of a file, before anything is taken."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.problem import Problem
from analytics.importers.importer import Refused
from analytics.importers.own.columns import FIELDS
from analytics.importers.own.importer import problems_of
from analytics.importers.own.layout import Layout
from analytics.importers.own.placing import lacking
from analytics.importers.own.tidying import as_far_as_it_goes
from analytics.importers.table import Table

_SHOWN = 20
_NONE: tuple[Problem, ...] = ()


@dataclass(frozen=True, eq=False)
class Preview:
    """The first 20 figures of a file as the layout reads them, how many there are, and what is wrong or odd.

    `rows` has `row` and `at`, where each figure stands in the file, and the columns of the tidy layout as text.
    With `problems` the file would be refused; `warnings` and `left_out` are for a person to look at.
    """

    rows: pl.DataFrame
    figures: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    left_out: tuple[str, ...]


def preview(table: Table, layout: Layout, catalogue: Catalogue, day: date | None = None) -> Preview:
    """What a layout makes of a file. `day` is the day by which the figures are known, by default today.

    It refuses nothing: a layout that does not fit gives no rows, and problems that say what would fit.
    """
    try:
        made = as_far_as_it_goes(table, layout, catalogue)
    except Refused as refused:
        empty = pl.DataFrame(schema={"row": pl.Int64, "at": pl.String} | dict.fromkeys(FIELDS, pl.String))
        return Preview(empty, 0, (*lacking(table.shown_as, layout), *refused.problems), (), ())
    problems, warnings = lacking(table.shown_as, layout), _NONE
    if not problems:
        problems, warnings = problems_of(made, catalogue, day or date.today())
    rows = pl.concat([made.places.head(_SHOWN), made.frame.head(_SHOWN)], how="horizontal")
    return Preview(rows, made.frame.height, problems, warnings, made.left_out)
