"""What staff said in surveys, at each date it was asked."""

from typing import Literal

import polars as pl

from analytics.charts.bars import Part, bar_chart
from analytics.charts.style import DARK_BLUE, GREY, ORANGE
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import direction, figure, when
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.cells.figures import shown_value
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.view import CannotRender, Chart, Table, View, plain_row

_ANSWERS = {
    "staff_positive": ("● Positive", DARK_BLUE),
    "staff_no_opinion": ("○ No opinion", GREY),
    "staff_worried": ("▲ Worried or concerned", ORANGE),
}


class SurveyCell(Cell):
    """How staff answered."""

    kind: Literal["survey"] = "survey"


def render_survey(cell: SurveyCell, evidence: Evidence) -> View:
    """A bar a date, its parts the answers."""
    known = cell.known(evidence)
    rows = known.observations.filter(
        pl.col("indicator").is_in(list(_ANSWERS)) & (pl.col("area") == cell.authority) & (pl.col("dimension") == "")
    ).sort("period_end", "row")
    if rows.filter(pl.col("value").is_not_null()).is_empty():
        raise CannotRender(f"{cell.name(evidence)}’s documents print no survey of staff.")
    valued = rows.filter(pl.col("value").is_not_null())
    dates = rows["period"].unique(maintain_order=True).to_list()
    parts = [
        Part(
            date, _ANSWERS[name][0], row["value"], figure(row["value"], Unit.PERCENT, row["printed"]), _ANSWERS[name][1]
        )
        for date in dates
        for name in _ANSWERS
        for row in valued.filter((pl.col("period") == date) & (pl.col("indicator") == name)).to_dicts()
    ]
    positive = valued.filter(pl.col("indicator") == "staff_positive").to_dicts()
    if positive:
        first, last = positive[0], positive[-1]
        now = figure(last["value"], Unit.PERCENT, last["printed"])
        before = figure(first["value"], Unit.PERCENT, first["printed"])
        moved = direction(last["value"] - first["value"])
        title = f"Staff positive about the future {moved} to {now}" if first is not last else f"Staff positive: {now}"
        summary = f"{before} felt positive {when(first['period'])} and {now} {when(last['period'])}."
    else:
        title, summary = "Staff survey", "The table shows the answers printed."
    subtitle = f"Answers of staff about the future of the service, {cell.name(evidence)}, {dates[0]} to {dates[-1]}"
    body = [
        plain_row(
            date,
            *(
                shown_value(found[0], evidence.catalogue.indicators[name]) if found else "Not printed"
                for name in _ANSWERS
                for found in [rows.filter((pl.col("period") == date) & (pl.col("indicator") == name)).to_dicts()]
            ),
        )
        for date in dates
    ]
    columns = ("When", *(words for words, _ in _ANSWERS.values()))
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        charts=(Chart(bar_chart(parts, "Per cent of answers", whole=100.0), f"{title}. {summary}", title),),
        table=Table(subtitle, columns, tuple(body), frozenset(columns[1:])),
        caveats=(
            *(
                f"{_ANSWERS[row['indicator']][0][2:]} is not printed for {row['period']}, so that bar ends early."
                for row in rows.filter(pl.col("value").is_null()).iter_rows(named=True)
            ),
            "How many staff were asked and how many answered is not printed.",
            "The surveys may not have asked the same people the same question.",
        ),
        sources=sources_of(known, rows),
        data=published_columns(rows),
        file_name=f"{cell.authority}-staff-survey.csv",
    )
