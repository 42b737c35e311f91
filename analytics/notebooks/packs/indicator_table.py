"""One row an indicator: latest, target, rating, direction of travel, history, comparators, caveat."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import polars as pl

from analytics.charts.sparkline import LEAST_POINTS, SparkPoint, sparkline
from analytics.enquiry.answers.answer import is_withheld, shown
from analytics.enquiry.papers import Papers, these
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Polarity, Status, TargetKind
from analytics.evidence.wording import capital, count_of, figure, listed, span, when, when_of
from analytics.measures.facts import Facts
from analytics.measures.levels import NOT_COUNTED, applied, level_of
from analytics.measures.series import SERIES_KEY, with_runs
from analytics.notebooks.facts import figures_beside, published_columns, sources_of
from analytics.notebooks.sentences import movement, side
from analytics.notebooks.view import Chart, Entry, Table, View, plain_row, without_blank_columns

Row = dict[str, Any]
# Few enough for an upright page: which way a figure went stands under it, and its rating under its target.
_TARGET = "Target and rating"
COLUMNS = ("Indicator", "Latest and direction", _TARGET, "History", "Comparators", "Be careful")
# What stands in the table where members would otherwise wonder whether something was forgotten.
NO_TARGET = "○ no target in these papers"
_YEARLY_OR_SO = ("financial_year", "academic_year", "calendar_year", "quarter", "month")
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


def line_measures_view(papers: Papers, indicators: Collection[str]) -> View | None:
    """One table of some indicators, whatever their themes; None where none of them has a figure."""
    rows = papers.facts.latest.filter(pl.col("indicator").is_in(list(indicators)))
    if rows.is_empty():
        return None
    view = _theme_view(papers, "Measures of the lines", rows)
    return replace(view, file_name=f"{papers.authority}-measures-of-lines.csv")


def beside_row(row: Row, facts: Facts) -> list[str]:
    """Each comparator of a figure with its own value and period: "England 68.0% in 2016/17: ● about the same"."""
    indicator = facts.indicator(row["indicator"])
    same = [pl.col(name) == row[name] for name in ("indicator", "dimension", "member")]
    found = facts.compared.filter(*same).sort(pl.col("comparator") == "england")
    return [_against(other, indicator, facts.evidence) for other in found.iter_rows(named=True)]


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
    return f"○ the figure is {row['status']}" if row["status"] in NOT_COUNTED else ""


def history_entry(papers: Papers, row: Row) -> Entry:
    """The last figures of a row's series in words, oldest first, under a sparkline of all of them.

    There is none for fewer than 3 figures, where words say more, nor where one is withheld: its height would tell it.
    """
    indicator = papers.indicator(row["indicator"])
    points = papers.facts.points(row["area"], row["indicator"], row["dimension"], row["member"])
    known = with_runs(points.lazy()).collect()
    if known.height < 2:
        return Entry("One figure only")
    last = known.tail(_MOST_POINTS).to_dicts()
    said = [f"{one['period']}: {shown(one, indicator, papers)}" for one in last]
    left = known.height - len(said)
    earlier = [count_of(left, "earlier figure")] if left else []
    words = "\n".join([*earlier, *said])
    withheld = any(is_withheld(one, indicator, papers) for one in known.to_dicts())
    if known.height < LEAST_POINTS or withheld:
        return Entry(words)
    drawn = sparkline([SparkPoint(one["period_end"], one["value"], one["run"]) for one in known.to_dicts()])
    periods = span(known["period"][0], known["period"][-1])
    if known["run"].n_unique() == 1 and (known["period_kind"][0] in _YEARLY_OR_SO or _same_day_each_year(last)):
        # Under an unbroken line the first and last period say which the others are.
        figures = ", ".join(shown(one, indicator, papers) for one in last)
        words = "\n".join([f"{span(last[0]['period'], last[-1]['period'])}: {figures}", *earlier])
    of = f"{indicator.short_name}: {count_of(known.height, 'figure')}, {periods}"
    return Entry(words, chart=Chart(drawn, f"{of}. {listed(said)}."))


def _same_day_each_year(points: list[Row]) -> bool:
    days = [point["period_end"] for point in points]
    years = [day.year for day in days]
    return len({(day.month, day.day) for day in days}) == 1 and years == [*range(years[0], years[0] + len(years))]


def caveat_of(row: Row, indicator: Indicator, papers: Papers) -> str:
    """The one caution that matters most: that the figure is old or not firm, then what the measure hides."""
    if row["period_end"] < papers.oldest_recent:
        return f"An old figure: more than two years before the newest in {these(papers.evidence)}."
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
    body.sort(key=lambda row: row[0].text)
    rated = any(row[2].text != NO_TARGET for row in body)
    # Where no measure has a target, a caution says so once.
    shown_body = body if rated else [(*row[:2], Entry(""), *row[3:]) for row in body]
    subtitle = f"{name}, {papers.council}"
    # What is withheld above is not given away by the file beside it.
    history = published_columns(facts.series.join(whole, on=SERIES_KEY, how="semi"))
    beside = figures_beside(facts, pl.concat([whole, parts]))
    shown_rows = pl.concat([beside, history]).unique(maintain_order=True)
    return View(
        title=f"{name}: {count_of(len(body), 'indicator')}",
        subtitle=subtitle,
        summary="",
        table=without_blank_columns(Table(subtitle, COLUMNS, tuple(shown_body)), _TARGET, "Comparators"),
        caveats=(
            "A change between two figures is a difference, not a trend.",
            *(() if rated else (f"{capital(these(papers.evidence))} print no target for any of these.",)),
        ),
        sources=sources_of(facts.evidence, shown_rows),
        data=published_columns(_not_withheld(papers, shown_rows)),
        file_name=f"{papers.authority}-{rows['theme'][0]}-indicators.csv",
    )


def _whole_row(papers: Papers, row: Row) -> tuple[Entry, ...]:
    facts, indicator = papers.facts, papers.indicator(row["indicator"])
    level = level_of(row, facts.evidence.targets)
    latest = f"{shown(row, indicator, papers)} {when_of(row)}"
    if row["status"] in (Status.FORECAST, Status.HYPOTHETICAL):
        latest += f" ({row['status']})"
    moved = "– too few to print a change" if is_withheld(row, indicator, papers) else movement(row, indicator)
    return (
        *plain_row(indicator.short_name, f"{latest}\n{moved}", _rated(row, level, indicator, papers)),
        history_entry(papers, row),
        *plain_row("\n".join(beside_row(row, facts)), caveat_of(row, indicator, papers)),
    )


def _rated(row: Row, level: Row | None, indicator: Indicator, papers: Papers) -> str:
    """A target with the rating against it: "target 90%: ✓ met"."""
    judged = rating(row, level, indicator, papers.settings.near_miss_points)
    return f"{capital(target_in_words(level, indicator))}: {judged}" if level else judged


def _parts_row(papers: Papers, rows: list[Row]) -> tuple[Entry, ...]:
    """An indicator that is printed by team, role or another part only: each cell says it of every part."""
    indicator, facts = papers.indicator(rows[0]["indicator"]), papers.facts
    newest = max(row["period_end"] for row in rows)
    parts = [row for row in rows if row["period_end"] == newest]
    targets = facts.evidence.targets
    levels = [(row, level) for row in parts[:_MOST_PARTS] if (level := level_of(row, targets)) is not None]
    latest = []
    for row in parts[:_MOST_PARTS]:
        moved = row["change"] is not None and not is_withheld(row, indicator, papers)
        said = f"{row['member']}: {shown(row, indicator, papers)} {when_of(row)}"
        latest.append(f"{said}, {movement(row, indicator)}" if moved else said)
    more = [f"and {len(parts) - _MOST_PARTS} more"] if len(parts) > _MOST_PARTS else []
    return plain_row(
        indicator.short_name,
        "\n".join([*latest, *more]),
        "\n".join(f"{row['member']}: {_rated(row, level, indicator, papers)}" for row, level in levels) or NO_TARGET,
        "",
        "",
        caveat_of(parts[0], indicator, papers),
    )


def _against(other: Row, indicator: Indicator, evidence: Evidence) -> str:
    name = evidence.catalogue.area_name(other["comparator"])
    theirs = figure(other["comparator_value"], indicator.unit, other["comparator_printed"])
    words = f"{name} {theirs} {when(other['comparator_period'])}"
    return ": ".join(filter(None, (words, side(other, indicator))))


def _not_withheld(papers: Papers, rows: pl.DataFrame) -> pl.DataFrame:
    keep = [not is_withheld(row, papers.indicator(row["indicator"]), papers) for row in rows.to_dicts()]
    return rows.filter(pl.Series(keep, dtype=pl.Boolean))
