"""An improvement programme's activities by state over time, as counts or as a share of those still open."""

from enum import StrEnum
from typing import Literal

import polars as pl

from analytics.charts.bars import Part, bar_chart
from analytics.evidence.catalogue import Scale, ScaleWord
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import day_in_words, difference, direction, figure
from analytics.measures.composition import SETTLED, STATES, of_concern, programme_by_state
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.view import CannotRender, Chart, Table, View, plain_row


class ProgrammeMeasure(StrEnum):
    """What a bar of the chart stands for."""

    COUNTS = "counts"
    SHARE_OF_OPEN = "share of open"


class ProgrammeCell(Cell):
    """The programme's activities by state."""

    kind: Literal["programme"] = "programme"
    measure: ProgrammeMeasure = ProgrammeMeasure.COUNTS


def render_programme(cell: ProgrammeCell, evidence: Evidence) -> View:
    """A bar a period, its parts the states."""
    facts = cell.facts(evidence)
    rows = facts.series.filter(
        (pl.col("area") == cell.authority)
        & (pl.col("dimension") == "")
        & pl.col("indicator").is_in(list(STATES))
        & pl.col("value").is_not_null()
    )
    if rows.is_empty():
        raise CannotRender(f"{cell.name(evidence)}’s documents describe no improvement programme by state.")
    counts = programme_by_state(rows.lazy()).collect()
    scale = evidence.catalogue.scales["programme"]
    is_share = cell.measure is ProgrammeMeasure.SHARE_OF_OPEN
    concern = of_concern(counts.lazy()).collect()
    periods = counts["period"].unique(maintain_order=True).to_list()
    title = _title(concern, counts, is_share=is_share)
    summary = _summary(concern, counts, is_share=is_share)
    subtitle = (
        f"Programme activities {'still open, share of each state' if is_share else 'by state'}, {cell.name(evidence)}, "
        f"{len(periods)} periods to {day_in_words(counts['period_end'][-1])}"
    )
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        charts=(Chart(_chart(counts, scale, is_share=is_share), f"{title}. {summary}", title),),
        table=_table(counts, scale, subtitle, is_share=is_share),
        caveats=(
            "The periods are of unequal length, so the bars are not equal steps in time.",
            "Activities were added on the way. A programme can grow by quick items and look more complete.",
            *(note for note in rows["note"].unique(maintain_order=True) if note),
        ),
        sources=sources_of(facts.evidence, rows),
        data=published_columns(rows),
        file_name=f"{cell.authority}-programme.csv",
    )


def _states(scale: Scale, *, is_share: bool) -> list[ScaleWord]:
    by_word = {word.word: word for word in scale.words}
    ordered = [by_word[state] for state in STATES.values()]
    return [word for word in ordered if word.word not in SETTLED] if is_share else ordered


def _chart(counts: pl.DataFrame, scale: Scale, *, is_share: bool) -> dict[str, object]:
    column = "share_of_open_percent" if is_share else "count"
    parts = []
    for period, end in counts.select("period", "period_end").unique(maintain_order=True).iter_rows():
        for word in _states(scale, is_share=is_share):
            found = counts.filter((pl.col("period") == period) & (pl.col("state") == word.word))[column].to_list()
            if found and found[0] is not None:
                label = f"{found[0]:.1f}%" if is_share else f"{found[0]:.0f}"
                parts.append(Part(f"To {end.day} {end:%b %Y}", word.plainly, found[0], label, word.colour))
    return bar_chart(
        parts, "Per cent of open activities" if is_share else "Activities", whole=100.0 if is_share else None
    )


def _title(concern: pl.DataFrame, counts: pl.DataFrame, *, is_share: bool) -> str:
    last = concern.row(-1, named=True)
    if is_share:
        return f"{last['share']:.1f}% of open activities are of concern"
    at_last = counts.filter(pl.col("period_end") == last["period_end"])
    done, total = at_last.filter(pl.col("state") == "Completed")["count"], at_last["count"].sum()
    return (
        f"{done[0]:.0f} of {total:.0f} activities completed, {last['count']:.0f} of concern"
        if len(done)
        else (f"{last['count']:.0f} of {total:.0f} activities of concern")
    )


def _summary(concern: pl.DataFrame, counts: pl.DataFrame, *, is_share: bool) -> str:
    first, last = concern.row(0, named=True), concern.row(-1, named=True)
    if is_share:
        change = round(last["share"], 1) - round(first["share"], 1)
        return (
            f"Activities of concern were {first['share']:.1f}% of the {first['open']:.0f} open in the first period and "
            f"{last['share']:.1f}% of {last['open']:.0f} in the last. That share {direction(change)} "
            f"by {difference(change, Unit.PERCENT)}."
            if abs(change) > 1e-9
            else f"Activities of concern stayed at {last['share']:.1f}% of those open."
        )
    at_last = pl.col("period_end") == last["period_end"]
    major = counts.filter(at_last & (pl.col("state") == "Major concern"))["count"]
    sentences = [
        f"By {day_in_words(last['period_end'])}, {last['count']:.0f} activities were of concern, "
        f"against {first['count']:.0f} in the first period."
    ]
    if len(major):
        sentences.append(f"{major[0]:.0f} of them were a major concern.")
    return " ".join(sentences)


def _table(counts: pl.DataFrame, scale: Scale, caption: str, *, is_share: bool) -> Table:
    words = _states(scale, is_share=is_share)
    body = []
    for period in counts["period"].unique(maintain_order=True):
        at = counts.filter(pl.col("period") == period)
        cells = [period]
        for word in words:
            found = at.filter(pl.col("state") == word.word).to_dicts()
            if not found:
                cells.append("Not printed")
            elif is_share:
                cells.append(f"{found[0]['share_of_open_percent']:.1f}% ({found[0]['count']:.0f})")
            else:
                cells.append(figure(found[0]["count"], Unit.COUNT))
        total = at["open"][0] if is_share else at["count"].sum()
        body.append(plain_row(*cells, f"{total:,.0f}"))
    columns = ("Period", *(word.plainly for word in words), "Open" if is_share else "All")
    return Table(caption, columns, tuple(body), frozenset(columns[1:]))
