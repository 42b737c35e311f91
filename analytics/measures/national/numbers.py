"""Numbers that stand for what a figure is of: one number is put in order and matched far faster than eight texts."""

from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from analytics.evidence.release_rows import BY_INDICATOR

_MEASURE = ("indicator", "dimension", "member")
_PERIOD = ("period_end", "period_start", "period_kind")


@dataclass(frozen=True, eq=False)
class Numbered:
    """Figures with numbers for what they are of, each in the order of what it stands for.

    Columns of `rows` beside those of the evidence: `_area`; `_document`; `_measure`; `_cell`, for the measure and
    period; `_series`, for the area and measure; and `_at`, for the area, measure and period. `measures`,
    `cells` and `releases` are how many of them there are in all.
    """

    rows: pl.DataFrame
    measures: int
    cells: int
    releases: int

    @cached_property
    def areas(self) -> pl.DataFrame:
        """The areas that have a figure: area, _area."""
        return self.rows.select("_area", "area").unique("_area")

    @cached_property
    def documents(self) -> pl.DataFrame:
        """The releases that have a figure: document, _document."""
        return self.rows.select("document", "_document").unique("_document")

    @cached_property
    def periods(self) -> pl.DataFrame:
        """One row a cell: _cell, period, period_kind, period_start, period_end."""
        first = pl.col("_cell").ne_missing(pl.col("_cell").shift())
        return self.rows.filter(first).select(
            "_cell", "_measure", "period", "period_kind", "period_start", "period_end"
        )

    def series(self, area: pl.Expr) -> pl.Expr:
        """The number of an area's series of the measure of a row's `_measure`."""
        return (area.cast(pl.UInt64) * (self.measures + 1) + pl.col("_measure")).alias("_series")

    def at(self, area: pl.Expr) -> pl.Expr:
        """The number of an area's figure for the measure and period of a row's `_cell`."""
        return (area.cast(pl.UInt64) * (self.cells + 1) + pl.col("_cell")).alias("_at")


def numbered(rows: pl.DataFrame) -> Numbered:
    """The figures of whole indicators with their numbers. Those in the order of the releases need no sorting."""
    found = _with_numbers(rows)
    if not _in_order(found):
        found = _with_numbers(rows.sort(*BY_INDICATOR[:-2], "row"))
    measures, cells = found.select(pl.col("_measure", "_cell").last().fill_null(0)).row(0)
    told = Numbered(found, measures, cells, found["document"].n_unique())
    return replace(told, rows=found.with_columns(told.series(pl.col("_area")), told.at(pl.col("_area"))))


def _with_numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """The figures with numbers that are right where the figures are in order."""
    measure, period = _differs(*_MEASURE), _differs(*_PERIOD)
    return rows.with_columns(
        _place_in_order(rows, "area").alias("_area"),
        _place_in_order(rows, "document").alias("_document"),
        measure.cum_sum().alias("_measure"),
        (measure | period).cum_sum().alias("_cell"),
    )


def _place_in_order(rows: pl.DataFrame, name: str) -> pl.Expr:
    texts = pl.Enum(rows.select(pl.col(name).unique().cast(pl.String).sort()).to_series())
    return pl.col(name).cast(texts).to_physical().cast(pl.UInt32)


def _in_order(found: pl.DataFrame) -> bool:
    """Whether measures and periods stand in order, each in one place, and in each its areas, releases and lines."""
    cells = found.filter(_differs("_cell")).select(*_MEASURE, *_PERIOD)
    line = (pl.col("_cell").cast(pl.UInt64) * (2**16) + pl.col("_area")) * (2**16) + pl.col("_document")
    later = (line > line.shift()) | ((line == line.shift()) & (pl.col("row") >= pl.col("row").shift()))
    return bool(found.select(later.all()).item()) and cells.equals(cells.sort(*_MEASURE, *_PERIOD))


def _differs(*columns: str) -> pl.Expr:
    """Whether a row is of something else than the row before it, by some columns."""
    return pl.any_horizontal(pl.col(name) != pl.col(name).shift() for name in columns).fill_null(value=True)
