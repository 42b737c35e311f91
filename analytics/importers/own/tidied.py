"""A table brought into the tidy layout, which remembers where in its file each figure stood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from analytics.importers.table import Table


@dataclass(frozen=True, eq=False)
class TidiedTable(Table):
    """A tidy table made from a file of another layout. `frame` has the fields of the tidy layout, all text.

    `places` says of each row of the frame from which `row` of the file it came and under which heading (`at`) its
    figure stands. `headings` gives for a field the heading that it was read from: "" where that is the figure's own,
    and no entry where the layout says it for the whole file. `left_out` is what was not taken, one sentence each.
    """

    places: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"row": pl.Int64, "at": pl.String}))
    headings: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
