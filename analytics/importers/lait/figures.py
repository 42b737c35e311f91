"""The rows of the tool's data file as observations. Whole columns at a time: the file has more than half a million."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.problem import Problem
from analytics.evidence.vocabulary import SYMBOLS, Status, Unit
from analytics.importers.lait.places import area_of
from analytics.importers.lait.years import YearKind, read_year
from analytics.importers.table import Table

COLUMNS = ("Short Desc", "Years", "LA and Regions", "Values", "LA Number")
_FEW = 20
# The places that a figure is shown with where the dictionary says nothing; most are published with fewer.
_PLACES = 2
_KEY = ["area", "indicator", "period_kind", "period_start", "period_end"]


@dataclass(frozen=True)
class Wanted:
    """A measure that is to be taken: as which indicator, in what unit, and what its years stand for."""

    indicator: str
    unit: Unit
    years: YearKind
    of_a_unit: int = 1
    places: int | None = None


@dataclass(frozen=True, eq=False)
class Figures:
    """The observations, without their document, and what was left out or is odd."""

    rows: pl.DataFrame
    left_out: tuple[str, ...]
    warnings: tuple[Problem, ...]


def figures(table: Table, wanted: Mapping[str, Wanted], catalogue: Catalogue) -> Figures:
    """Every figure of the wanted measures. A dash, or one of DfE's symbols, is a missing figure with its reason."""
    cells = table.frame.select(pl.col(COLUMNS).str.strip_chars()).with_row_index("row", offset=table.first_row)
    taken = cells.join(_measures(wanted), on="Short Desc", how="inner")
    placed = taken.join(_places(taken, catalogue), on=["LA Number", "LA and Regions"], how="left")
    dated = placed.join(_periods(taken), on=["Years", "years"], how="left")
    valued = _with_values(dated)
    readable = pl.col("value").is_not_null() | pl.col("missing_reason").is_not_null()
    sound = valued.filter(pl.col("area").is_not_null() & pl.col("period").is_not_null() & readable)
    existing = _of_places_that_were_there(sound, catalogue)
    rows, repeated = _once(existing)
    return Figures(
        _observations(rows, table.name),
        (
            *_left_out(placed, "area", "LA and Regions", "whose place is not an authority, a region or England"),
            *_left_out(dated, "period", "Years", "whose year could not be read"),
            *_no_longer_there(sound.height - existing.height),
            *repeated,
        ),
        _unreadable(valued.filter(~readable), table),
    )


def _measures(wanted: Mapping[str, Wanted]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (short, one.indicator, one.unit.value, one.years.value, float(one.of_a_unit), one.places)
            for short, one in wanted.items()
        ],
        schema={
            "Short Desc": pl.String,
            "indicator": pl.String,
            "unit": pl.String,
            "years": pl.String,
            "of_a_unit": pl.Float64,
            "places": pl.Int64,
        },
        orient="row",
    )


def _places(cells: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    places = cells.select("LA Number", "LA and Regions").unique(maintain_order=True)
    areas = [area_of(number, name, catalogue) for number, name in places.iter_rows()]
    return places.with_columns(pl.Series("area", areas, dtype=pl.String))


def _periods(cells: pl.DataFrame) -> pl.DataFrame:
    years = cells.select("Years", "years").unique(maintain_order=True)
    read = [read_year(text, YearKind(kind)) for text, kind in years.iter_rows()]
    return years.with_columns(
        pl.Series("period", [one.period.label if one else None for one in read], dtype=pl.String),
        pl.Series("period_kind", [one.period.kind.value if one else None for one in read], dtype=pl.String),
        pl.Series("period_start", [one.period.start if one else None for one in read], dtype=pl.Date),
        pl.Series("period_end", [one.period.end if one else None for one in read], dtype=pl.Date),
        pl.Series("provisional", [one.provisional if one else None for one in read], dtype=pl.Boolean),
    )


def _with_values(cells: pl.DataFrame) -> pl.DataFrame:
    """With the value, the reason where there is none, and the digits to show.

    A number such as 17.600000000000001 is what a spreadsheet makes of 17.6; the nearest number that a computer can hold
    is the same, so that reading it makes it 17.6 again.
    """
    number = pl.col("Values").str.replace_all(",", "").cast(pl.Float64, strict=False)
    value = pl.when(number.is_finite()).then(number / pl.col("of_a_unit"))
    reasons = {symbol: reason.value for symbol, reason in SYMBOLS.items()} | {"": SYMBOLS["-"].value}
    reason = pl.col("Values").str.to_lowercase().replace_strict(reasons, default=None, return_dtype=pl.String)
    return cells.with_columns(value.alias("value"), reason.alias("missing_reason")).with_columns(_printed())


def _printed() -> pl.Expr:
    """The digits: with the dictionary's places or two, without noughts at the end, and never 0 for what is not 0."""
    value, places = pl.col("value"), pl.col("places").fill_null(_PLACES)
    rounded = pl.coalesce(pl.when(places == count).then(value.round(count)) for count in range(6))
    shown = pl.when((rounded == 0) & (value != 0)).then(value.round_sig_figs(1)).otherwise(rounded)
    whole = pl.when(shown == shown.round(0)).then(shown.cast(pl.Int64, strict=False).cast(pl.String))
    return (
        pl.coalesce(whole, shown.cast(pl.Decimal(38, 8), strict=False).cast(pl.String).str.strip_chars_end("0"))
        .fill_null("")
        .alias("printed")
    )


def _of_places_that_were_there(rows: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Without missing figures of authorities for years when there was no such authority: the file has them all."""
    lives = pl.DataFrame(
        [(one.id, one.first_day, one.last_day) for one in catalogue.authorities.values()],
        schema={"area": pl.String, "first_day": pl.Date, "last_day": pl.Date},
        orient="row",
    )
    there = pl.col("period_end") >= pl.col("first_day")
    still = pl.col("period_start") <= pl.col("last_day")
    return rows.join(lives, on="area", how="left", maintain_order="left").filter(
        pl.col("value").is_not_null() | (there.fill_null(True) & still.fill_null(True))
    )


def _once(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """One row a place, measure and period: a firm figure before a provisional one, and a figure before none."""
    ordered = rows.sort(pl.col("value").is_null(), "provisional", pl.col("row") * -1, maintain_order=True)
    kept = ordered.unique(_KEY, keep="first", maintain_order=True).sort("row")
    again = rows.height - kept.height
    said = f"{again:,} figures that the file gives twice for one place and period; the firmer or later one was taken."
    return kept, (said,) if again else ()


def _observations(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    missing = pl.col("value").is_null()
    status = pl.when("provisional").then(pl.lit(Status.PROVISIONAL.value)).otherwise(pl.lit(Status.FINAL.value))
    ready = rows.with_columns(
        pl.when(pl.col("of_a_unit") == 1)
        .then(pl.lit(f"{name}#Values"))
        .otherwise(pl.lit(f"{name}#Values / 1,000,000"))
        .alias("locator"),
        pl.when(~missing).then(status).alias("status"),
        pl.when(missing).then("missing_reason").alias("missing_reason"),
        pl.lit("").alias("dimension"),
        pl.lit("").alias("member"),
        pl.lit("").alias("note"),
        pl.lit("").alias("document"),
        pl.lit(None).alias("numerator"),
        pl.lit(None).alias("denominator"),
    )
    return ready.select([pl.col(column).cast(kind) for column, kind in OBSERVATIONS.items()])


def _left_out(rows: pl.DataFrame, blank: str, column: str, which: str) -> tuple[str, ...]:
    lost = rows.filter(pl.col(blank).is_null())
    if lost.is_empty():
        return ()
    examples = lost[column].unique(maintain_order=True).to_list()
    named = ", ".join(f"“{text}”" for text in examples[:_FEW]) + (" and others" if len(examples) > _FEW else "")
    return (f"{lost.height:,} rows {which}: {named}.",)


def _no_longer_there(count: int) -> tuple[str, ...]:
    said = f"{count:,} empty rows of authorities for years when there was no such authority."
    return (said,) if count else ()


def _unreadable(rows: pl.DataFrame, table: Table) -> tuple[Problem, ...]:
    return tuple(
        table.fault(
            f"“{row['Values']}” is not a number and not a symbol that stands for a missing one. The row was left out.",
            "Look the figure up in the Department for Education’s own release.",
            "Values",
            row["row"],
        )
        for row in rows.head(_FEW).iter_rows(named=True)
    )
