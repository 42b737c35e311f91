"""What stands out without having changed: a lower grade, a missed target, a full caseload, a revised forecast."""

from collections.abc import Iterator
from typing import Literal

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Status
from analytics.evidence.wording import count_of, figure, listed, qualified, when_of
from analytics.measures.facts import Facts
from analytics.measures.levels import applied, is_counted
from analytics.measures.reconciliation import reconcile
from analytics.measures.workforce import caseload_against_maximum
from analytics.notebooks.cells.before_the_meeting import printed_in
from analytics.notebooks.cells.breakdown import CASELOAD
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import printed_at, sources_of
from analytics.notebooks.view import CannotRender, Entry, Table, View

# At this share of a maximum an average leaves no room: some workers are very likely above it.
_NEAR_MAXIMUM_PERCENT = 95.0

_OF_CASELOADS = "A caseload is listed from 95% of its maximum: an average that high leaves some workers above it."

Line = tuple[Entry, str, str, str]
"""What stands out, what it stands beside, and the document and locator of it."""


class StandingOutCell(Cell):
    """Judgements, targets, maxima and forecasts that deserve a question although no trend shows it."""

    kind: Literal["standing-out"] = "standing-out"


def render_standing_out(cell: StandingOutCell, evidence: Evidence) -> View:
    """One row a thing, what is closest to a child's safety first."""
    facts = cell.facts(evidence)
    known = facts.evidence
    full = [*_near_maximum(facts)]
    lines = [*_lower_grades(cell, known), *_missed_targets(facts), *full, *_revised_forecasts(facts)]
    body = [
        (what, Entry(beside), Entry(printed_in(known, document, locator))) for what, beside, document, locator in lines
    ]
    failing = sum(result.fails for result in reconcile(known))
    if failing:
        what = Entry(
            f"{count_of(failing, 'figure or statement does', 'figures or statements do')} not add up", link="sums:"
        )
        body.append(
            (what, Entry("The arithmetic and a fair reading of each"), Entry("The page “Figures that do not add up”"))
        )
    if not body:
        raise CannotRender("Nothing here is a lower grade, a missed target, a full caseload or a revised forecast.")
    subtitle = f"{cell.name(evidence)}, judgements, targets, maxima and forecasts"
    places = printed_at((document, locator) for _, _, document, locator in lines)
    return View(
        title=f"{count_of(len(body), 'thing stands', 'things stand')} out besides the changes",
        subtitle=subtitle,
        summary="None of this would show as a change between two figures.",
        table=Table(subtitle, ("What stands out", "Beside it", "Where"), tuple(body)),
        caveats=(
            "What is listed need not be bad or new: it stands out beside a grade, a target, a maximum or a forecast.",
            *((_OF_CASELOADS,) if full else ()),
        ),
        sources=sources_of(known, places),
    )


def _lower_grades(cell: StandingOutCell, known: Evidence) -> Iterator[Line]:
    """Parts of the latest inspection that were graded below the whole."""
    scale = known.catalogue.scales["ofsted"]
    rows = known.ratings.filter((pl.col("scale") == scale.id) & (pl.col("area") == cell.authority))
    latest = rows.filter(pl.col("period_end") == pl.col("period_end").max())
    overall = next((row for row in latest.to_dicts() if row["subject"].lower().startswith("overall")), None)
    whole = scale.find(overall["rating"]) if overall else None
    for row in latest.sort("row").to_dicts():
        word = scale.find(row["rating"])
        if word and whole and word.order > whole.order:
            beside = f"{overall['subject'] if overall else ''}: {whole.plainly}, {row['period']}"
            yield Entry(f"{row['subject']}: {word.plainly}", word.colour), beside, row["document"], row["locator"]


def _missed_targets(facts: Facts) -> Iterator[Line]:
    whole = _counted(facts).filter(pl.col("dimension") == "").to_dicts()
    levels = facts.evidence.targets.filter((pl.col("area") == facts.authority) & (pl.col("member") == "")).to_dicts()
    for row in whole:
        indicator = facts.indicator(row["indicator"])
        for level in levels:
            of_it = level["indicator"] == indicator.id and applied(level, row["period_start"], row["period_end"])
            if of_it and (row["value"] - level["value"]) * indicator.polarity.sign < 0:
                what = f"{indicator.short_name}: {qualified(row, indicator.unit)} {when_of(row)}"
                beside = f"{level['kind'].capitalize()} {figure(level['value'], indicator.unit)}: ■ not met"
                yield Entry(what, link=f"indicator:{indicator.id}"), beside, row["document"], row["locator"]


def _near_maximum(facts: Facts) -> Iterator[Line]:
    """Average caseloads at 95% or more of the maximum that applied to just that group."""
    indicator = facts.indicator(CASELOAD)
    levels = facts.evidence.targets.filter((pl.col("indicator") == CASELOAD) & (pl.col("kind") == "maximum")).to_dicts()
    for row in _counted(facts).filter(pl.col("indicator") == CASELOAD).sort("row").to_dicts():
        for level in levels:
            if level["member"] != row["member"] or not applied(level, row["period_start"], row["period_end"]):
                continue
            share = caseload_against_maximum(row["value"], level["value"])
            if share is not None and share >= _NEAR_MAXIMUM_PERCENT:
                average = figure(row["value"], indicator.unit, row["printed"])
                what = f"{indicator.short_name}, {row['member']}: {average}"
                beside = f"{share:.1f}% of the maximum of {figure(level['value'], indicator.unit)} {when_of(row)}"
                yield Entry(what, link=f"indicator:{CASELOAD}"), beside, row["document"], row["locator"]


def _counted(facts: Facts) -> pl.DataFrame:
    """The latest figures that can be held against a level."""
    return facts.latest.filter(is_counted())


def _revised_forecasts(facts: Facts) -> Iterator[Line]:
    for row in facts.latest.filter(pl.col("status") == Status.FORECAST.value).sort("row").to_dicts():
        if row["other_values"]:
            indicator = facts.indicator(row["indicator"])
            others = listed(figure(value, indicator.unit) for value in row["other_values"])
            what = f"{indicator.short_name}: {qualified(row, indicator.unit)} forecast for {row['period']}"
            yield (
                Entry(what, link=f"indicator:{indicator.id}"),
                f"Also given for the same period: {others}",
                row["document"],
                row["locator"],
            )
