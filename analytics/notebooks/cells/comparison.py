"""A comparison: the latest figure beside each comparator's, each with its own period."""

from typing import Any, Literal

import polars as pl

from analytics.charts.bars import Part, bar_chart
from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import figure, in_title, qualified, short_period
from analytics.notebooks.cells.cell import Cell, need_indicator
from analytics.notebooks.cells.same_year import gap_in_words, own_figures_then
from analytics.notebooks.facts import figures_beside, sources_of
from analytics.notebooks.judging import NOT_JUDGED, rests_on_few
from analytics.notebooks.sentences import depends_on_neighbours
from analytics.notebooks.view import CannotRender, Chart, Table, View, plain_row

Row = dict[str, Any]


class ComparisonCell(Cell):
    """One indicator's latest figure beside England, the region and similar councils, as far as they are printed."""

    kind: Literal["comparison"] = "comparison"
    indicator: str


def render_comparison(cell: ComparisonCell, evidence: Evidence) -> View:
    """One bar a figure, the council's first; one row a comparator with the gap to it."""
    need_indicator(evidence, cell.indicator)
    facts = cell.facts(evidence)
    indicator = facts.indicator(cell.indicator)
    of_it = (pl.col("indicator") == cell.indicator) & (pl.col("dimension") == "")
    latest = facts.latest.filter(of_it)
    beside = facts.compared.filter(of_it).to_dicts()
    if latest.is_empty():
        raise CannotRender(f"{cell.name(evidence)}’s documents hold no figures for “{indicator.name}” as a whole.")
    if not beside:
        raise CannotRender(f"These documents print nothing to compare “{indicator.short_name}” with.")
    own = latest.row(0, named=True)
    sentences = [gap_in_words(facts, row) for row in beside]
    depends = depends_on_neighbours(facts, own)
    name = cell.name(evidence)
    title = f"{indicator.short_name}: {in_title(qualified(own, indicator.unit))} beside others"
    subtitle = f"{indicator.name}, {name}, {own['period']}"
    title = title if len(title.split()) <= 10 else f"{indicator.short_name} beside others"
    of_few = NOT_JUDGED if rests_on_few(own) else ""
    summary = " ".join(filter(None, (f"{name}: {qualified(own, indicator.unit)}.", of_few, *sentences, depends)))
    rows = pl.concat([figures_beside(facts, latest), own_figures_then(facts, beside)]).unique(maintain_order=True)
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        charts=_charts(_parts(own, beside, name, indicator, evidence), indicator, f"{title}. {summary}", title),
        table=Table(
            subtitle,
            ("Whose", "Period", "Figure", "Beside it"),
            (
                plain_row(name, own["period"], qualified(own, indicator.unit), ""),
                *(
                    plain_row(
                        evidence.catalogue.area_name(row["comparator"]),
                        row["comparator_period"],
                        figure(row["comparator_value"], indicator.unit, row["comparator_printed"]),
                        sentence,
                    )
                    for row, sentence in zip(beside, sentences, strict=True)
                ),
            ),
            frozenset({"Figure"}),
        ),
        caveats=(
            *(
                ("A comparator is of another period than the council’s figure.",)
                if any(row["comparator_age_days"] for row in beside)
                else ()
            ),
            *indicator.caveats[:2],
        ),
        sources=sources_of(facts.evidence, rows),
        data=rows,
        file_name=f"{cell.authority}-{cell.indicator}-comparison.csv",
    )


def _charts(parts: list[Part], indicator: Indicator, alt: str, title: str) -> tuple[Chart, ...]:
    """The bars; none where a figure is below 0, from where no bar can begin."""
    if min(part.value for part in parts) < 0:
        return ()
    axis = {Unit.PERCENT: "Per cent", Unit.COUNT: "Number"}.get(indicator.unit, indicator.unit.value.capitalize())
    return (Chart(bar_chart(parts, axis), alt, title),)


def _parts(own: Row, beside: list[Row], name: str, indicator: Indicator, evidence: Evidence) -> list[Part]:
    figures = [(name, own["period"], own["value"], own["printed"])]
    figures += [
        (
            evidence.catalogue.area_name(row["comparator"]),
            row["comparator_period"],
            row["comparator_value"],
            row["comparator_printed"],
        )
        for row in beside
    ]
    return [
        Part(f"{whose}, {short_period(period)}", "Figure", value, figure(value, indicator.unit, printed))
        for whose, period, value, printed in figures
    ]
