"""One measure over the years, council by council: small charts on one scale, ours faint behind each."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import polars as pl

from analytics.charts.beside import beside_chart, shared_scale
from analytics.charts.history import Point
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import OBSERVATION_COLUMNS, Evidence
from analytics.evidence.national import AMOUNTS
from analytics.evidence.vocabulary import MissingReason
from analytics.evidence.wording import capital, count_of, figure, listed, short_figure, short_period, span, when
from analytics.measures.series import SERIES_KEY, with_runs
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.cells.standing import national_rows
from analytics.notebooks.facts import sources_of
from analytics.notebooks.judging import NOT_JUDGED, rests_on_few
from analytics.notebooks.view import CannotRender, Chart, Table, View, plain_row

_MOST_PERIODS = 12
_MOST_IN_TABLE = 5


class BesideCell(Cell):
    """One measure of the council, England, its region and each statistical neighbour over the years."""

    kind: Literal["beside"] = "beside"
    indicator: str
    dimension: str = ""
    member: str = ""


def render_beside(cell: BesideCell, evidence: Evidence) -> View:
    """A small chart for each area, all on one scale, the council's own line in every one of them."""
    need_indicator(evidence, cell.indicator)
    indicator = evidence.catalogue.indicators[cell.indicator]
    rows = _series(cell, evidence)
    own = rows.filter(pl.col("area") == cell.authority)
    name = cell.name(evidence)
    if own["value"].drop_nulls().is_empty():
        raise CannotRender(f"No imported release has a figure of {name} for “{indicator.name}”.")
    areas = [area for area in _areas(cell, evidence) if not rows.filter(pl.col("area") == area).is_empty()]
    periods = rows.sort("period_end", "period_start")["period"].unique(maintain_order=True).to_list()
    values = rows["value"].drop_nulls().to_list()
    ends, from_zero = shared_scale(values, percent=indicator.unit.is_percentage)
    own_points = tuple(_points(own, indicator))
    latest = own.filter(pl.col("value").is_not_null())["period"][-1]
    title, summary = _words(cell, evidence, rows, latest)
    charts = []
    for area in areas:
        theirs = rows.filter(pl.col("area") == area)
        named = _latest_in_words(evidence.catalogue.area_name(area), theirs, indicator)
        is_own = area == cell.authority
        spec = beside_chart(
            [short_period(period) for period in periods],
            tuple(_points(theirs, indicator)),
            () if is_own else own_points,
            ends,
            percent=indicator.unit.is_percentage,
        )
        said = _over_time(theirs, indicator)
        beside = "" if is_own else f" {name} is the dotted line: {_over_time(own, indicator)}"
        charts.append(Chart(spec, f"{named}. {said}{beside}", named))
    whose = f"{indicator.name}{f', {cell.member}' if cell.member else ''}"
    subtitle = f"{whose}, {name} and others, {span(periods[0], periods[-1])}"
    documents = {} if evidence.releases is None else evidence.releases.documents
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        charts=tuple(charts),
        table=_table(rows, {area: evidence.catalogue.area_name(area) for area in areas}, periods, indicator, subtitle),
        caveats=_caveats(cell, rows, areas, indicator, evidence, from_zero=from_zero),
        sources=sources_of(replace(evidence, documents=documents), rows),
        data=rows.select(list(OBSERVATION_COLUMNS)),
        file_name=f"{cell.authority}-{cell.indicator}-beside-others.csv",
    )


def _areas(cell: BesideCell, evidence: Evidence) -> list[str]:
    """Ours first, then England and the region, then the neighbours, nearest first."""
    catalogue = evidence.catalogue
    region = catalogue.authorities[cell.authority].region
    neighbours = catalogue.neighbours_of(cell.authority, cell.neighbours.model)
    return [cell.authority, "england", f"region:{region}", *(one.id for one in neighbours)]


def _series(cell: BesideCell, evidence: Evidence) -> pl.DataFrame:
    """The latest years of each of the areas, of the one kind of period that the council has most of, with `run`."""
    rows = national_rows(cell, evidence, (cell.indicator, cell.dimension, cell.member))
    rows = rows.filter(pl.col("area").is_in(_areas(cell, evidence)))
    # An amount of a region or of the whole country would flatten every council's line on the scale they share.
    rows = rows.filter(~pl.col("unit").is_in(AMOUNTS) | pl.col("area").is_in(list(evidence.catalogue.authorities)))
    own = rows.filter((pl.col("area") == cell.authority) & pl.col("value").is_not_null())
    kinds = own.group_by("period_kind").agg(pl.len(), pl.col("period_end").max()).sort("len", "period_end")
    kind = kinds["period_kind"][-1] if kinds.height else None
    rows = rows.filter(pl.col("period_kind").eq_missing(pl.lit(kind, pl.String)))
    ends = rows["period_end"].unique().sort().tail(_MOST_PERIODS)
    rows = rows.filter(pl.col("period_end").is_in(ends.to_list())).sort(*SERIES_KEY, "period_end", "period_start")
    runs = with_runs(rows.lazy()).select(*SERIES_KEY, "period", "run").collect()
    return rows.join(runs, on=[*SERIES_KEY, "period"], how="left", maintain_order="left")


def _points(rows: pl.DataFrame, indicator: Indicator) -> Iterator[Point]:
    for row in rows.iter_rows(named=True):
        known = row["value"] is not None
        label = short_figure(row["value"], indicator.unit, row["printed"]) if known else ""
        yield Point(short_period(row["period"]), row["value"], label, run=row["run"] or 0)


def _latest_in_words(name: str, rows: pl.DataFrame, indicator: Indicator) -> str:
    known = rows.filter(pl.col("value").is_not_null()).to_dicts()
    if not known:
        return f"{name}: no figure"
    last = known[-1]
    return f"{name}: {short_figure(last['value'], indicator.unit, last['printed'])} {when(last['period'])}"


def _over_time(rows: pl.DataFrame, indicator: Indicator) -> str:
    said = [
        f"{figure(row['value'], indicator.unit, row['printed'])} {when(row['period'])}"
        if row["value"] is not None
        else f"{MissingReason(row['missing_reason']).plainly.lower()} {when(row['period'])}"
        for row in rows.iter_rows(named=True)
    ]
    return f"{', '.join(said)}."


def _words(cell: BesideCell, evidence: Evidence, rows: pl.DataFrame, period: str) -> tuple[str, str]:
    """Title and summary: how many similar councils are lower and higher in the council's latest year."""
    indicator, name = evidence.catalogue.indicators[cell.indicator], cell.name(evidence)
    at = {
        row["area"]: row for row in rows.filter((pl.col("period") == period) & pl.col("value").is_not_null()).to_dicts()
    }
    own = at.pop(cell.authority)
    wider = {area: row for area, row in at.items() if area == "england" or area.startswith("region:")}
    similar = [row["value"] for area, row in at.items() if area not in wider]
    lower, higher = sum(value < own["value"] for value in similar), sum(value > own["value"] for value in similar)
    said = [f"{name}: {figure(own['value'], indicator.unit, own['printed'])} {when(period)}."]
    finding = "Beside similar councils"
    title = f"{indicator.short_name} beside similar councils"
    if rests_on_few(own):
        said.append(NOT_JUDGED)
    elif similar:
        said.append(_counted(lower, higher, len(similar) - lower - higher))
        finding = _mostly(lower, higher, len(similar))
        title = f"{indicator.short_name}: {finding}"
    else:
        said.append("No statistical neighbour has a figure for that period.")
    said += [
        f"{evidence.catalogue.area_name(area)}: {figure(row['value'], indicator.unit, row['printed'])}."
        for area, row in wider.items()
    ]
    said.append(indicator.polarity.plainly)
    return title if len(title.split()) <= 10 else capital(finding), " ".join(said)


def _mostly(lower: int, higher: int, many: int) -> str:
    """On which side of the council most of its similar councils are, for a title."""
    if not lower and not higher:
        return "the same as similar councils"
    side, count = ("lower", lower) if lower >= higher else ("higher", higher)
    if many == 1:
        return f"the one similar council is {side}"
    return f"{count} of {many} similar councils {'is' if count == 1 else 'are'} {side}"


def _counted(lower: int, higher: int, same: int) -> str:
    """On which side of the council its statistical neighbours are.

    >>> _counted(6, 2, 2)
    'Of 10 statistical neighbours with a figure for that period, 6 are lower, 2 are higher and 2 are the same.'
    >>> _counted(0, 10, 0)
    'All 10 statistical neighbours with a figure for that period are higher.'
    """
    many = lower + higher + same
    sides = [(count, side) for count, side in ((lower, "lower"), (higher, "higher"), (same, "the same")) if count]
    if len(sides) == 1:
        each = {1: "The one statistical neighbour", 2: "Both statistical neighbours"}
        who = each.get(many, f"All {many} statistical neighbours")
        return f"{who} with a figure for that period {'is' if many == 1 else 'are'} {sides[0][1]}."
    said = listed(f"{count} {'is' if count == 1 else 'are'} {side}" for count, side in sides)
    return f"Of {many} statistical neighbours with a figure for that period, {said}."


def _table(rows: pl.DataFrame, areas: dict[str, str], periods: list[str], indicator: Indicator, caption: str) -> Table:
    """One row an area, one column a period: the latest of them, so that it fits a page. The CSV has all."""
    shown = periods[-_MOST_IN_TABLE:]
    body = []
    for area, name in areas.items():
        by_period = {row["period"]: row for row in rows.filter(pl.col("area") == area).to_dicts()}
        body.append(plain_row(name, *(_shown(by_period.get(period), indicator) for period in shown)))
    return Table(caption, ("Area", *shown), tuple(body), frozenset(shown))


def _shown(row: dict[str, object] | None, indicator: Indicator) -> str:
    if row is None:
        return "Not in the release"
    if row["value"] is None:
        return MissingReason(str(row["missing_reason"])).plainly
    return short_figure(float(str(row["value"])), indicator.unit, str(row["printed"]))


def _caveats(
    cell: BesideCell, rows: pl.DataFrame, areas: list[str], indicator: Indicator, evidence: Evidence, *, from_zero: bool
) -> tuple[str, ...]:
    neighbours = len(evidence.catalogue.neighbours_of(cell.authority, cell.neighbours.model))
    held = sum(area != cell.authority and area in evidence.catalogue.authorities for area in areas)
    said = [f"{cell.name(evidence)} is the dotted line in every chart but its own; all charts have one scale."]
    said += [f"Similar councils are those of the {cell.neighbours.model} list of statistical neighbours."]
    if held < neighbours:
        said.append(f"{count_of(neighbours - held, 'neighbour has', 'neighbours have')} no figure here at all.")
    joint = rows.filter(pl.struct("document", "row", "period").is_duplicated())["area"].unique(maintain_order=True)
    if len(joint):
        said.append(f"{' and '.join(evidence.catalogue.area_name(area) for area in joint)} made one return together.")
    if not from_zero:
        said.append("The scale of the charts does not start at 0.")
    return (*said, *indicator.caveats)
