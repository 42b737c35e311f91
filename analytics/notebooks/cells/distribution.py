"""Where a council stands among all authorities: every one as a mark, for one measure and one period."""

from collections import Counter
from dataclasses import replace
from typing import Any, Literal

import polars as pl

from analytics.charts.distribution import Level, Mark, Whose, distribution_chart
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import OBSERVATION_COLUMNS, Evidence
from analytics.evidence.national import AMOUNTS
from analytics.evidence.vocabulary import MissingReason, Polarity
from analytics.evidence.wording import TOO_FEW, capital, count_of, figure, listed, ordinal, short_figure, when
from analytics.measures.bands import ties_cross
from analytics.measures.distribution import placed
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.cells.standing import Row, Standing, standing_of
from analytics.notebooks.facts import sources_of
from analytics.notebooks.judging import NOT_JUDGED, on_few, rests_on_few
from analytics.notebooks.view import Chart, Entry, Table, View, plain_row

_QUARTERS = {1: "highest quarter", 2: "second highest quarter", 3: "second lowest quarter", 4: "lowest quarter"}
_WHY = {
    MissingReason.SUPPRESSED: "it is withheld because numbers are small",
    MissingReason.LOW: "it is too low to give",
    MissingReason.LOW_RELIABILITY: "it is withheld because it is not reliable",
    MissingReason.NOT_SUPPLIED: "it was not supplied",
    MissingReason.NOT_APPLICABLE: "it does not apply",
    MissingReason.NOT_COLLECTED: "it was not collected",
}
_NOT_AVAILABLE = "it is not available"


class DistributionCell(Cell):
    """Every authority's figure of one measure for one period; the latest with enough of them where none is named."""

    kind: Literal["distribution"] = "distribution"
    indicator: str
    dimension: str = ""
    member: str = ""
    period: str = ""


def render_distribution(cell: DistributionCell, evidence: Evidence) -> View:
    """All authorities as marks, with the council and its statistical neighbours picked out, and where it stands.

    Only figures of national releases are ranked: two councils' own reports differ in definitions and years.
    """
    need_indicator(evidence, cell.indicator)
    stand = standing_of(cell, evidence, (cell.indicator, cell.dimension, cell.member), cell.period)
    indicator = evidence.catalogue.indicators[cell.indicator]
    title, summary = _title(stand, indicator), _summary(stand, indicator)
    whose = f"{indicator.name}{f', {cell.member}' if cell.member else ''}"
    subtitle = f"{whose}, {stand.name} among all authorities, {stand.period}"
    spec, from_zero = _chart(stand, indicator)
    rows = pl.concat([stand.figures.select(pl.exclude("areas")), stand.england], how="diagonal")
    documents = {} if evidence.releases is None else evidence.releases.documents
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        charts=(Chart(spec, f"{title}. {summary}", title),),
        table=_table(stand, indicator, subtitle),
        caveats=_caveats(stand, indicator, from_zero=from_zero),
        sources=sources_of(replace(evidence, documents=documents), rows),
        data=_data(stand),
        file_name=f"{cell.authority}-{cell.indicator}-all-authorities.csv",
    )


def place_in_words(row: Row) -> str:
    """A place from the nearer end, ties named: "12th lowest", "joint 3rd highest", "highest".

    >>> place_in_words({"rank": 137, "from_lowest": 12, "tied": 0})
    '12th lowest'
    >>> place_in_words({"rank": 1, "from_lowest": 147, "tied": 1})
    'joint highest'
    """
    place, end = min((row["rank"], "highest"), (row["from_lowest"], "lowest"))
    words = end if place == 1 else f"{ordinal(place)} {end}"
    return f"joint {words}" if row["tied"] else words


def _title(stand: Standing, indicator: Indicator) -> str:
    own = stand.own
    if own is None or own["value"] is None:
        finding = f"no figure for {stand.name}"
    elif rests_on_few(own):
        finding = f"{figure(own['value'], indicator.unit, own['printed'])}, of fewer than {TOO_FEW}"
    else:
        finding = f"{place_in_words(own)} of {stand.known.height} authorities"
    title = f"{indicator.short_name}: {finding}"
    return title if len(title.split()) <= 10 else capital(finding)


def _summary(stand: Standing, indicator: Indicator) -> str:
    own, unit = stand.own, indicator.unit
    said = []
    if own is None:
        said.append(f"The release has no row for {stand.name} {when(stand.period)}.")
    elif own["value"] is None:
        why = capital(_why(own["missing_reason"]))
        said.append(
            f"{stand.names(own)} {'have' if len(own['areas']) > 1 else 'has'} no figure {when(stand.period)}. {why}."
        )
    elif rests_on_few(own):
        now = figure(own["value"], unit, own["printed"])
        said.append(f"{stand.names(own)}: {now} {when(stand.period)}. {NOT_JUDGED} {indicator.polarity.plainly}")
    else:
        with_ties = f", level with {count_of(own['tied'], 'other')}" if own["tied"] else ""
        said.append(
            f"{stand.names(own)}: {figure(own['value'], unit, own['printed'])} {when(stand.period)}, "
            f"{place_in_words(own)} of {stand.known.height} that have a figure{with_ties}."
        )
        if own["quartile"] and not ties_cross(own["rank"], own["tied"], stand.known.height):
            said.append(f"That is in the {_QUARTERS[own['quartile']]}.")
        if indicator.unit.value not in AMOUNTS:
            said.append(indicator.polarity.plainly)
    said.append(_missing(stand))
    said.append(_among_neighbours(stand))
    if not stand.england.is_empty() and stand.england["value"][0] is not None:
        said.append(f"England: {figure(stand.england['value'][0], unit, stand.england['printed'][0])}.")
    said.append(f"Half of authorities are at or below {_rounded(stand.spread.median, stand, indicator)} (the median).")
    return " ".join(filter(None, said))


def _missing(stand: Standing) -> str:
    """How many authorities have no figure, and why; blank for none."""
    none = stand.figures.filter(pl.col("value").is_null())
    if none.is_empty():
        return ""
    is_ours_too = stand.own is not None and stand.own["value"] is None
    if is_ours_too and none.height == 1:
        return "Every other authority has one."
    reasons = Counter(_why(reason) for reason in none["missing_reason"])
    said = [f"for {count} {why}" for why, count in sorted(reasons.items())] if len(reasons) > 1 else list(reasons)
    have = f"{count_of(none.height, 'authority has', 'authorities have')} no figure: {listed(said)}."
    return f"Altogether {have}" if is_ours_too else have


def _why(reason: str) -> str:
    return _WHY.get(MissingReason(reason), _NOT_AVAILABLE)


def _among_neighbours(stand: Standing) -> str:
    own = stand.own
    if own is None or own["value"] is None or rests_on_few(own) or not stand.neighbours:
        return ""
    # A joint return stands for a neighbour under whichever of its names the list has.
    is_one = pl.element().is_in([stand.authority, *stand.neighbours])
    among = placed(stand.known.filter(pl.col("areas").list.eval(is_one).list.any()))
    if among.height < 3:
        return ""
    place = place_in_words(among.filter(pl.col("areas").list.contains(stand.authority)).row(0, named=True))
    return f"Among its statistical neighbours ({stand.model} list) it is the {place} of {among.height}, itself counted."


def _rounded(value: float, stand: Standing, indicator: Indicator) -> str:
    """A figure between two others, with the decimals that they were printed with."""
    decimals = max((len(text.partition(".")[2]) for text in stand.known["printed"]), default=1)
    return figure(round(value, decimals), indicator.unit, f"{value:.{decimals}f}")


def _chart(stand: Standing, indicator: Indicator) -> tuple[dict[str, Any], bool]:
    marks = [
        Mark(
            stand.names(row), row["value"], short_figure(row["value"], indicator.unit, row["printed"]), stand.whose(row)
        )
        for row in stand.known.to_dicts()
    ]
    found = stand.spread
    levels = [
        Level(
            value,
            f"{words} {_rounded(value, stand, indicator).removesuffix(' per 10,000')}",
            is_middle=words == "Median",
        )
        for words, value in (
            ("Lowest quarter: below", found.lowest_quarter),
            ("Median", found.median),
            ("Highest quarter: above", found.highest_quarter),
        )
        if value is not None
    ]
    for row in stand.england.filter(pl.col("value").is_not_null()).to_dicts():
        levels.append(Level(row["value"], f"England {short_figure(row['value'], indicator.unit, row['printed'])}"))
    names = {
        Whose.OWN: stand.name,
        Whose.NEIGHBOUR: f"Statistical neighbours ({stand.model} list)",
        Whose.OTHER: "Every other authority",
    }
    return distribution_chart(marks, levels, names, percent=indicator.unit.is_percentage)


def _table(stand: Standing, indicator: Indicator, caption: str) -> Table:
    polarity = Polarity.NEITHER if indicator.unit.value in AMOUNTS else indicator.polarity
    best_low = polarity is Polarity.LOWER
    rank = f"Rank, {'highest' if polarity is Polarity.NEITHER else 'best'} first"
    rows = stand.known.sort("from_lowest", "area").to_dicts() if best_low else stand.known.to_dicts()
    body: list[tuple[Entry, ...]] = []
    for row in rows:
        place = row["from_lowest"] if best_low else row["rank"]
        body.append(
            (
                _named(stand, row),
                Entry(figure(row["value"], indicator.unit, row["printed"])),
                Entry(
                    f"Not ranked: of fewer than {TOO_FEW}"
                    if rests_on_few(row)
                    else f"{'joint ' if row['tied'] else ''}{place} of {stand.known.height}"
                ),
            )
        )
    for row in stand.england.filter(pl.col("value").is_not_null()).to_dicts():
        body.append(plain_row("England", figure(row["value"], indicator.unit, row["printed"]), "Not ranked"))
    for row in stand.figures.filter(pl.col("value").is_null()).to_dicts():
        body.append((_named(stand, row), Entry(MissingReason(row["missing_reason"]).plainly), Entry("Not ranked")))
    return Table(caption, ("Authority", "Figure", rank), tuple(body), frozenset({"Figure"}))


def _named(stand: Standing, row: Row) -> Entry:
    said = {Whose.OWN: " (this council)", Whose.NEIGHBOUR: " (statistical neighbour)", Whose.OTHER: ""}
    return Entry(stand.names(row) + said[stand.whose(row)])


def _caveats(stand: Standing, indicator: Indicator, *, from_zero: bool) -> tuple[str, ...]:
    said = ["A place in the order says nothing of why, and authorities near each other may differ by chance alone."]
    if indicator.unit.value in AMOUNTS:
        said.append(
            "It is an amount and no rate: the largest councils have the most, and England’s is not set beside it."
        )
    if stand.known.filter(on_few()).height:
        said.append(f"A share of fewer than {TOO_FEW} has no place of its own; it counts in the places of the others.")
    joint = [row for row in stand.figures.to_dicts() if len(row["areas"]) > 1]
    said += [f"{stand.names(row)} made one return together, so they are one mark." for row in joint]
    if not stand.neighbours:
        said.append(f"The {stand.model} list names no statistical neighbours of {stand.name}.")
    if not from_zero:
        said.append("The scale of the chart does not start at 0.")
    return (*said, *indicator.caveats)


def _data(stand: Standing) -> pl.DataFrame:
    """Every authority’s row, those of a joint return each on its own, with its rank; then England’s."""
    ranks = ["rank", "from_lowest", "quartile", "areas_ranked"]
    each = stand.figures.drop("area").explode("areas").rename({"areas": "area"}).select([*OBSERVATION_COLUMNS, *ranks])
    return pl.concat([each, stand.england.select(list(OBSERVATION_COLUMNS))], how="diagonal")
