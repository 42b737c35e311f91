"""One row an indicator: latest, target, rating, direction of travel, history, comparators, caveat."""

from collections.abc import Collection
from typing import Any

import polars as pl

from analytics.enquiry.answers.answer import is_withheld, shown
from analytics.enquiry.papers import Papers
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Polarity, Status, TargetKind
from analytics.evidence.wording import count_of, difference, figure, when
from analytics.measures.facts import Facts, applied
from analytics.notebooks.facts import figures_beside, published_columns, sources_of
from analytics.notebooks.sentences import movement
from analytics.notebooks.view import Table, View, plain_row, without_blank_columns

Row = dict[str, Any]
COLUMNS = (
    "Indicator",
    "Latest",
    "Target",
    "Rating",
    "Direction of travel",
    "History",
    "Comparators",
    "Be careful",
)
# What stands in the table where members would otherwise wonder whether something was forgotten.
NO_TARGET = "○ no target in these papers"
_MOST_POINTS = 5
_MOST_PARTS = 6


def indicator_views(papers: Papers, themes: Collection[str], indicators: Collection[str] = ()) -> list[View]:
    """A table a theme, of the council’s indicators with a figure; of some indicators only where they are named.

    Numbers of 1 to 5 people are not repeated (Department for Education, Children in need: disclosure control).
    """
    catalogue = papers.evidence.catalogue
    views = []
    for theme in catalogue.themes.values():
        if themes and theme.id not in themes:
            continue
        rows = papers.facts.latest.filter(
            (pl.col("theme") == theme.id) & (pl.col("indicator").is_in(list(indicators)) if indicators else True)
        )
        if not rows.is_empty():
            views.append(_theme_view(papers, theme.name, rows))
    return views


def beside_row(row: Row, facts: Facts) -> list[str]:
    """Each comparator of a figure with its own value and period: "England 68.0% in 2016/17: ● about the same"."""
    indicator = facts.indicator(row["indicator"])
    same = [pl.col(name) == row[name] for name in ("indicator", "dimension", "member")]
    found = facts.compared.filter(*same).sort(pl.col("comparator") == "england")
    return [_against(other, indicator, facts.evidence) for other in found.iter_rows(named=True)]


def target_of(row: Row, facts: Facts) -> Row | None:
    """The level that is for just this figure: one that applied at its period, else the last printed; None for none."""
    levels = facts.evidence.targets.filter(
        (pl.col("indicator") == row["indicator"])
        & (pl.col("area") == row["area"])
        & (pl.col("member") == row["member"])
    ).to_dicts()
    applying = [level for level in levels if applied(level, row["period_start"], row["period_end"])]
    found = applying or levels
    return found[-1] if found else None


def target_in_words(level: Row | None, indicator: Indicator) -> str:
    """The level with its kind; blank for none."""
    return f"{level['kind']} {figure(level['value'], indicator.unit)}" if level else ""


def rating(row: Row, level: Row | None, indicator: Indicator, near_miss_points: float) -> str:
    """A shape and a word for a figure beside its target: met, just missed, not met, or why neither can be said.

    >>> from datetime import date
    >>> from types import SimpleNamespace
    >>> from analytics.evidence.vocabulary import Unit
    >>> rate = SimpleNamespace(unit=Unit.PERCENT, polarity=Polarity.HIGHER)
    >>> row = {"value": 64.0, "status": "final", "period_start": date(2019, 7, 1), "period_end": date(2019, 7, 31)}
    >>> rating(row, {"value": 65.0, "from": None, "to": None}, rate, 2.0)
    '▲ just missed'
    """
    reason = _not_rated(row, level, indicator)
    if reason or level is None:
        return reason
    gap = (row["value"] - level["value"]) * indicator.polarity.sign
    if level.get("kind") == TargetKind.MAXIMUM:
        return "✓ within it" if gap >= 0 else "■ above it"
    if gap >= 0:
        return "✓ met"
    # Rounded, because 64.9 and 65 differ by a little more than 0.1 in binary.
    is_near = indicator.unit.is_percentage and round(-gap, 9) <= near_miss_points
    return "▲ just missed" if is_near else "■ not met"


def _not_rated(row: Row, level: Row | None, indicator: Indicator) -> str:
    """Why a figure cannot be held against a level; blank where it can."""
    if level is None:
        return NO_TARGET
    if not applied(level, row["period_start"], row["period_end"]):
        return "○ target is of another period"
    if indicator.polarity is Polarity.NEITHER:
        return "○ neither higher nor lower is better"
    return f"○ the figure is {row['status']}" if row["status"] in (Status.FORECAST, Status.ESTIMATED) else ""


def history_in_words(papers: Papers, row: Row) -> str:
    """The last figures of a row's series, oldest first, each with its period; a small number is withheld."""
    indicator = papers.indicator(row["indicator"])
    points = papers.facts.points(row["area"], row["indicator"], row["dimension"], row["member"])
    known = points.filter(pl.col("value").is_not_null())
    if known.height < 2:
        return "One figure only"
    said = [f"{one['period']}: {shown(one, indicator, papers)}" for one in known.tail(_MOST_POINTS).to_dicts()]
    left = known.height - len(said)
    return "\n".join([*([count_of(left, "earlier figure")] if left else []), *said])


def caveat_of(row: Row, indicator: Indicator, papers: Papers) -> str:
    """The one caution that matters most: that the figure is old or not firm, then what the measure hides."""
    if row["period_end"] < papers.oldest_recent:
        return "An old figure: more than two years before the newest in these papers."
    if row["status"] not in (None, Status.FINAL):
        return f"The figure for {row['period']} is {row['status']}."
    if indicator.caveats:
        return indicator.caveats[0]
    return "There are only two figures: no trend can be seen." if row["points"] == 2 else ""


def _theme_view(papers: Papers, name: str, rows: pl.DataFrame) -> View:
    facts = papers.facts
    whole = rows.filter(pl.col("dimension") == "")
    parts = rows.filter(pl.col("dimension") != "").join(whole, on="indicator", how="anti")
    body = [_whole_row(papers, row) for row in whole.iter_rows(named=True)]
    for _, group in parts.group_by("indicator", maintain_order=True):
        body.append(_parts_row(papers, group.to_dicts()))
    body.sort(key=lambda texts: texts[0])
    subtitle = f"{name}, {papers.council}"
    # What is withheld above is not given away by the file beside it.
    shown_rows = figures_beside(facts, pl.concat([whole, parts]))
    return View(
        title=f"{name}: {count_of(len(body), 'indicator')}",
        subtitle=subtitle,
        summary="",
        table=without_blank_columns(
            Table(subtitle, COLUMNS, tuple(plain_row(*texts) for texts in body)), "Comparators"
        ),
        caveats=("A change between two figures is a difference, not a trend.",),
        sources=sources_of(facts.evidence, shown_rows),
        data=published_columns(_not_withheld(papers, shown_rows)),
        file_name=f"{papers.authority}-{rows['theme'][0]}-indicators.csv",
    )


def _whole_row(papers: Papers, row: Row) -> tuple[str, ...]:
    facts, indicator = papers.facts, papers.indicator(row["indicator"])
    level = target_of(row, facts)
    latest = f"{shown(row, indicator, papers)} {when(row['period'])}"
    if row["status"] in (Status.FORECAST, Status.HYPOTHETICAL):
        latest += f" ({row['status']})"
    return (
        indicator.short_name,
        latest,
        target_in_words(level, indicator),
        rating(row, level, indicator, papers.settings.near_miss_points),
        "– too few to print a change" if is_withheld(row, indicator, papers) else movement(row, indicator),
        history_in_words(papers, row),
        "\n".join(beside_row(row, facts)),
        caveat_of(row, indicator, papers),
    )


def _parts_row(papers: Papers, rows: list[Row]) -> tuple[str, ...]:
    """An indicator that is printed by team, role or another part only: each cell says it of every part."""
    indicator, facts, points = papers.indicator(rows[0]["indicator"]), papers.facts, papers.settings.near_miss_points
    newest = max(row["period_end"] for row in rows)
    parts = [row for row in rows if row["period_end"] == newest]
    shown_parts = parts[:_MOST_PARTS]
    levels = [(row, level) for row in shown_parts if (level := target_of(row, facts)) is not None]
    moved = [row for row in shown_parts if row["change"] is not None and not is_withheld(row, indicator, papers)]
    more = [f"and {len(parts) - _MOST_PARTS} more"] if len(parts) > _MOST_PARTS else []
    latest = [f"{row['member']}: {shown(row, indicator, papers)} {when(row['period'])}" for row in shown_parts]
    return (
        indicator.short_name,
        "\n".join([*latest, *more]),
        "\n".join(f"{row['member']}: {target_in_words(level, indicator)}" for row, level in levels),
        "\n".join(f"{row['member']}: {rating(row, level, indicator, points)}" for row, level in levels) or NO_TARGET,
        "\n".join(f"{row['member']}: {movement(row, indicator)}" for row in moved) or "– nothing earlier to compare",
        "",
        "",
        caveat_of(parts[0], indicator, papers),
    )


def _against(other: Row, indicator: Indicator, evidence: Evidence) -> str:
    name = evidence.catalogue.area_name(other["comparator"])
    theirs = figure(other["comparator_value"], indicator.unit, other["comparator_printed"])
    words = f"{name} {theirs} {when(other['comparator_period'])}"
    if other["much_the_same"]:
        return f"{words}: ● about the same"
    side = "▲ above" if other["gap"] > 0 else "▼ below"
    verdict = {True: ", better", False: ", worse", None: ""}[other["gap_favourable"]]
    return f"{words}: {side} by {difference(other['gap'], indicator.unit)}{verdict}"


def _not_withheld(papers: Papers, rows: pl.DataFrame) -> pl.DataFrame:
    keep = [not is_withheld(row, papers.indicator(row["indicator"]), papers) for row in rows.to_dicts()]
    return rows.filter(pl.Series(keep, dtype=pl.Boolean))
