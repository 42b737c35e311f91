"""Converting a recognised data file into rows of evidence."""

from dataclasses import dataclass

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.problem import Problem
from analytics.evidence.vocabulary import Status
from analytics.importers.importer import Refused
from analytics.importers.releases.cells import label, same_label
from analytics.importers.releases.figures import figures, used_columns
from analytics.importers.releases.filters import filter_columns, narrowed, unmapped_labels
from analytics.importers.releases.joint import shared_out
from analytics.importers.releases.mapping import Dataset, Measure
from analytics.importers.releases.places import PLACE_COLUMNS, places
from analytics.importers.releases.recognise import TIME_COLUMNS, Recognised
from analytics.importers.releases.times import periods, year_of
from analytics.importers.table import Table

# What tells one figure from another within a release.
_KEY = ("area", "indicator", "dimension", "member", "period_kind", "period_end")
_ORDER = tuple(OBSERVATIONS)


@dataclass(frozen=True, eq=False)
class Converted:
    """The evidence in a file. `year` is the last year in it, by which its release is named."""

    observations: pl.DataFrame
    year: int
    left_out: tuple[str, ...]
    warnings: tuple[Problem, ...]


def convert(table: Table, found: Recognised, catalogue: Catalogue) -> Converted:
    """The observations of a recognised table, without `document`, and what was left out.

    Raises `Refused` where nothing of it can be taken, or where its rows are divided by a filter that nobody has mapped
    and that has no total: a figure for boys must not be taken for all children.
    """
    frame, left_out, warnings = _prepared(table, found, catalogue)
    dataset = found.dataset
    taken: list[pl.DataFrame] = []
    for measure in dataset.measures:
        indicator = catalogue.indicators.get(measure.indicator)
        if indicator is None:
            left_out.append(f"“{measure.indicator}”: the catalogue has no such measure.")
            continue
        read = figures(frame, measure, found, table.name)
        warnings += read.warnings
        if read.frame is None:
            left_out.append(f"“{indicator.name}”: {read.left_out}.")
            continue
        evidence = _as_evidence(read.frame, measure, indicator.unit.value)
        warnings += _conflicts(evidence, table)
        taken.append(evidence.unique(_KEY, keep="first", maintain_order=True))
    if not taken:
        wrong = (
            f"It is {found.family.about.short_title.replace('{year}', '').strip()}, {dataset.title}, without figures."
        )
        raise Refused([table.fault(wrong, " ".join(left_out))])
    observations = pl.concat(taken).unique(_KEY, keep="first", maintain_order=True)
    left_out += unmapped_labels(frame, found)
    left_out += _unused_columns(found)
    year = frame.select(pl.col("year").max()).item()
    return Converted(observations, year, tuple(left_out), tuple(dict.fromkeys(warnings)))


def _prepared(table: Table, found: Recognised, catalogue: Catalogue) -> tuple[pl.DataFrame, list[str], list[Problem]]:
    """The rows of known places and years, with plain column names, their labels, and what was left out."""
    if len(found.names) < len(table.frame.columns):
        right = "Give each column a name of its own; capital and small letters count as the same."
        raise Refused([table.fault("Two columns have the same name.", right, row=1)])
    rows = pl.int_range(table.first_row, table.first_row + pl.len(), dtype=pl.Int64).alias("row")
    frame = table.frame.select(rows, *(pl.col(name).alias(plain) for plain, name in found.names.items()))
    frame = frame.with_columns(pl.lit("").alias(name) for name in PLACE_COLUMNS if name not in frame.columns)
    frame, unread = _with_years(frame)
    known = places(frame, catalogue, table.shown_as)
    # Joined on one number a place, not on eight texts a row.
    number = known.areas.select(PLACE_COLUMNS).unique(maintain_order=True).with_row_index("place")
    frame = frame.join(number, on=PLACE_COLUMNS, how="inner", maintain_order="left")
    areas = known.areas.join(number, on=PLACE_COLUMNS, how="left").select("place", "area", "place_note")
    frame = frame.join(areas, on="place", how="inner", maintain_order="left").drop("place", *PLACE_COLUMNS)
    if frame.is_empty():
        wrong = "No row is about England, a region or an authority in a year that can be told."
        right = "Check geographic_level, the codes and time_period."
        raise Refused([*known.warnings, table.fault(wrong, right)])
    frame, narrowed_to = narrowed(frame, found, table.shown_as)
    if found.dataset.joint:
        used = {name for measure in found.dataset.measures for name in used_columns(measure)}
        frame = shared_out(frame, found.dataset.joint, sorted(used & set(frame.columns)), catalogue)
    frame = frame.with_columns(
        *(label(column).alias(f"label:{column}") for column in filter_columns(found)),
        _provisional(found).alias("provisional"),
    )
    return frame, [*unread, *known.left_out, *narrowed_to], list(known.warnings)


def _with_years(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The rows whose year can be told, with that `year`, and a sentence for each time that cannot."""
    times = frame.group_by("time_period", "time_identifier").agg(pl.len().alias("rows")).sort("time_period")
    years = [year_of(time, said) for time, said in times.select("time_period", "time_identifier").iter_rows()]
    times = times.with_columns(pl.Series("year", years, dtype=pl.Int32))
    left_out = [
        f"Rows of “{time}” ({said}), which is no year that can be told: {rows:,}."
        for time, said, rows in times.filter(pl.col("year").is_null())
        .select("time_period", "time_identifier", "rows")
        .iter_rows()
    ]
    known = times.filter(pl.col("year").is_not_null()).drop("rows")
    return frame.join(known, on=["time_period", "time_identifier"], how="inner", maintain_order="left"), left_out


def _provisional(found: Recognised) -> pl.Expr:
    wanted = found.dataset.provisional
    column = found.column(wanted.columns) if wanted else None
    if wanted is None or column is None:
        return pl.lit(value=False)
    return label(column).is_in([same_label(text) for text in wanted.labels])


def _as_evidence(frame: pl.DataFrame, measure: Measure, unit: str) -> pl.DataFrame:
    """Figures under the evidence's columns, `document` blank."""
    dimension = measure.breakdown.dimension if measure.breakdown else ""
    status = pl.when("provisional").then(pl.lit(Status.PROVISIONAL.value)).otherwise(pl.lit(Status.FINAL.value))
    return (
        frame.join(periods(frame["year"].unique().to_list(), measure.period), on="year", maintain_order="left")
        .with_columns(
            pl.lit("").alias("document"),
            pl.lit(measure.indicator).alias("indicator"),
            pl.lit(dimension).alias("dimension"),
            pl.lit(unit).alias("unit"),
            pl.when(pl.col("value").is_not_null()).then(status).alias("status"),
            pl.when(pl.col("value").is_null()).then("missing_reason").alias("missing_reason"),
        )
        .select(_ORDER)
        .cast(OBSERVATIONS)  # type: ignore[arg-type]
    )


def _conflicts(observations: pl.DataFrame, table: Table) -> list[Problem]:
    """A warning for each figure that the file gives twice and differently. The first is taken."""
    twice = (
        observations.group_by(_KEY, maintain_order=True)
        .agg(pl.col("printed").n_unique().alias("readings"), pl.col("row").last(), pl.col("locator").last())
        .filter(pl.col("readings") > 1)
    )
    right = "The first of them is taken. Remove the row that is wrong."
    warnings = []
    for row, place, area, period in twice.head(20).select("row", "locator", "area", "period_end").iter_rows():
        wrong = f"This is another figure for {area} and {period.year} than an earlier row gives."
        warnings.append(table.fault(wrong, right, place.partition("#")[2], row))
    return warnings


def _unused_columns(found: Recognised) -> list[str]:
    """A sentence that names the columns of the file which no measure reads."""
    dataset: Dataset = found.dataset
    used = {name for measure in dataset.measures for name in used_columns(measure)}
    used |= {*TIME_COLUMNS, *PLACE_COLUMNS, *filter_columns(found)}
    used |= {found.column((name,)) or "" for name in dataset.same}
    unused = [name for plain, name in found.names.items() if plain not in used]
    return [f"Columns that no measure reads: {', '.join(unused)}."] if unused else []
