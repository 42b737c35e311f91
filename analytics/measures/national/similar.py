"""The figures of similar councils, for every latest figure at once."""

import polars as pl

from analytics.evidence.national import with_places
from analytics.measures.national.context import Context
from analytics.measures.national.numbers import Numbered
from analytics.measures.series import RETURN

FIGURE = "_figure"
_THEIRS = (*RETURN, "_document", "value", "_places", "unit")


def asked(latest: pl.DataFrame) -> pl.DataFrame:
    """The numbers by which figures to set beside a latest figure are found: `_figure` is that of its series."""
    return latest.select(pl.col("_series").alias(FIGURE), "_area", "_measure", "_cell")


def for_the_same_period(figures: Numbered, of: pl.DataFrame, context: Context) -> dict[int, pl.DataFrame]:
    """By list, the figures of the councils on it for the period of each figure `asked`: one row a figure of theirs.

    Columns: _figure, _area (whose figure it is set beside), _cell, document, value, _places, locator, unit and row.
    """
    some = _with_value(figures.rows, of, "_cell")
    found = {}
    for model in context.models:
        theirs = _beside_each(figures, of, context, model).select(
            FIGURE, "_area", "_cell", figures.at(pl.col("_neighbour"))
        )
        same = theirs.join(some.lazy().select("_at", *_THEIRS), on="_at").drop("_at")
        found[model] = _each_return_once(same, some)
    return found


def for_any_period(figures: Numbered, of: pl.DataFrame, context: Context, model: int) -> pl.DataFrame:
    """The same of one list for every period, whichever the figure asked about is for."""
    some = _with_value(figures.rows, of, "_measure")
    theirs = _beside_each(figures, of, context, model).select(FIGURE, "_area", figures.series(pl.col("_neighbour")))
    return _each_return_once(
        theirs.join(some.lazy().select("_series", "_cell", *_THEIRS), on="_series").drop("_series"), some
    )


def _beside_each(figures: Numbered, of: pl.DataFrame, context: Context, model: int) -> pl.LazyFrame:
    areas = figures.areas.lazy()
    pairs = (
        context.neighbours.lazy()
        .filter(pl.col("model") == model)
        .join(areas, on="area")
        .join(areas.select(pl.col("area").alias("neighbour"), pl.col("_area").alias("_neighbour")), on="neighbour")
        .select("_area", "_neighbour")
    )
    return of.lazy().join(pairs, on="_area")


def _with_value(rows: pl.DataFrame, of: pl.DataFrame, by: str) -> pl.DataFrame:
    return with_places(
        rows.lazy().join(of.lazy().select(by), on=by, how="semi").filter(pl.col("value").is_not_null())
    ).collect(engine="in-memory")


def _each_return_once(theirs: pl.LazyFrame, of: pl.DataFrame) -> pl.DataFrame:
    """A joint return is one figure for two councils; counted twice it would weigh twice."""
    shared = of.select(pl.struct("_cell", *RETURN).is_duplicated().any()).item()
    once = theirs.unique([FIGURE, "_cell", *RETURN]) if shared else theirs
    return once.collect(engine="in-memory")
