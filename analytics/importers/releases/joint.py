"""Joint returns that a file does not call so: one figure for several councils, printed beside the first of them.

Until 2022 the department's file on the workforce printed what two councils returned together beside one of them, and
"z", not applicable, beside the other. Read as it stands, it would be a figure of the one council alone.
"""

from collections.abc import Collection, Sequence

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.importers.releases.cells import number


def shared_out(
    frame: pl.DataFrame, groups: Sequence[Sequence[str]], values: Collection[str], catalogue: Catalogue
) -> pl.DataFrame:
    """`frame` with the rows of a joint return once for each of its councils, and a `place_note` that says so.

    `frame` has `area`, `year` and `place_note`. `groups` are the councils' ids, first the one beside which the figure
    is printed. They are of one return in a year in which none of the others has a number in a column of `values`.
    """
    numbers = pl.any_horizontal([number(name).is_not_null() for name in values])
    for first, *others in groups:
        theirs = frame.filter(pl.col("area").is_in(others), numbers)["year"].unique()
        joint = frame.filter((pl.col("area") == first) & ~pl.col("year").is_in(theirs.implode()) & numbers)
        if joint.is_empty():
            continue
        names = " and ".join(catalogue.area_name(area) for area in (first, *others))
        note = pl.lit(f"Joint return: one figure for {names} together.").alias("place_note")
        given = [joint.with_columns(pl.lit(area).alias("area"), note) for area in (first, *others)]
        replaced = pl.col("area").is_in([first, *others]) & pl.col("year").is_in(joint["year"].unique().implode())
        frame = pl.concat([frame.filter(~replaced), *given])
    return frame
