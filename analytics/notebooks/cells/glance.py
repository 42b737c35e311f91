"""A council at a glance, for readers who have a minute: what became better, what worse, what nobody can say yet."""

from typing import Literal

import polars as pl

from analytics.enquiry.papers import these
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Status
from analytics.evidence.wording import TOO_FEW, count_of, day_in_words
from analytics.measures.facts import Facts
from analytics.notebooks.cells.before_the_meeting import Side, changed, measure_name, newest_day, recent, some_of
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import figures_beside, sources_of
from analytics.notebooks.judging import counts_few, judged
from analytics.notebooks.view import CannotRender, Table, View, plain_row

_BETTER, _WORSE, _SAME = "▲ Better", "▼ Worse", "● About the same"
_NEITHER, _EARLY = "◆ Changed, neither better nor worse", "– Too early to say"


class GlanceCell(Cell):
    """How many measures became better or worse, and of how many it is too early to say."""

    kind: Literal["glance"] = "glance"


def render_glance(cell: GlanceCell, evidence: Evidence) -> View:
    """One row for each way a measure can have gone, with its measures by name."""
    facts = cell.facts(evidence)
    rows = _with_ways(facts)
    if rows.is_empty():
        raise CannotRender(
            f"No figure for {cell.name(evidence)} as a whole is of the last two years in {these(facts.evidence)}."
        )
    measures = rows["indicator"].n_unique()
    names = {way: _names(rows.filter(pl.col("way") == way), facts) for way in _ORDER}
    better, worse, early = (len(names[way]) for way in (_BETTER, _WORSE, _EARLY))
    subtitle = f"{cell.name(evidence)}, figures up to {day_in_words(newest_day(facts))}"
    shown = figures_beside(facts, rows)
    return View(
        title=f"{better} better, {worse} worse, {early} too early to say",
        subtitle=subtitle,
        summary=f"Of {count_of(measures, 'measure')} with a figure of the last two years in {these(facts.evidence)}, "
        f"{better or 'none'} became better and {worse or 'none'} became worse since the figure before. "
        f"Of {early or 'none'} it is too early to say.",
        table=Table(
            subtitle,
            ("Since the figure before", "Measures", "Which"),
            tuple(plain_row(way, str(len(which)), some_of(which)) for way, which in names.items() if which),
            frozenset({"Measures"}),
        ),
        caveats=(
            "A change between two figures is a difference, not a trend.",
            "A change of less than 3 percentage points, or less than 5% of another figure, counts as about the same.",
            *_of_parts(rows),
            "It is too early to say where there is one figure only, where the latest is a forecast or unlike the one "
            f"before, and where fewer than {TOO_FEW} children or staff are counted.",
            "Some measures have no better direction: more children in care, for one, is by itself neither.",
        ),
        sources=sources_of(facts.evidence, shown),
        data=shown,
        file_name=f"{cell.authority}-at-a-glance.csv",
    )


_ORDER = (_BETTER, _WORSE, _SAME, _NEITHER, _EARLY)


def _with_ways(facts: Facts) -> pl.DataFrame:
    """Rows of `facts.latest`, each with the way it went: better and worse just as the lists of changes have them.

    A measure that is in neither list is there as a whole. One can be in both, where a part went the other way.
    """
    better, worse = changed(facts, Side.FAVOURABLE), changed(facts, Side.ADVERSE)
    listed = pl.concat([better.select("indicator"), worse.select("indicator")])
    rest = judged(recent(facts).filter(pl.col("dimension") == ""), facts).join(listed, on="indicator", how="anti")
    ways = ((better, pl.lit(_BETTER)), (worse, pl.lit(_WORSE)), (rest, _other_way()))
    return pl.concat([rows.with_columns(way.alias("way")) for rows, way in ways])


def _other_way() -> pl.Expr:
    """The way of a judged row that became neither better nor worse by enough to say."""
    early = pl.col("change").is_null() | (pl.col("status") == Status.FORECAST.value) | counts_few()
    # One that has a better direction and no verdict rests on few, or is unlike the figure before it.
    unjudged = (pl.col("polarity_sign") != 0) & (pl.col("change") != 0) & pl.col("change_favourable").is_null()
    # From 0, no change has a size relative to the figure before, and any is one.
    small = (pl.col("size").fill_null(1.0) < 1) | (pl.col("change") == 0)
    return pl.when(early | unjudged).then(pl.lit(_EARLY)).when(small).then(pl.lit(_SAME)).otherwise(pl.lit(_NEITHER))


def _of_parts(rows: pl.DataFrame) -> tuple[str, ...]:
    """What to know where a measure is counted because of one part of it."""
    if (rows["dimension"] == "").all():
        return ()
    return ("A measure named with a team or group is counted for that part of it, not for the council as a whole.",)


def _names(rows: pl.DataFrame, facts: Facts) -> list[str]:
    names = (measure_name(row, facts.indicator(row["indicator"])) for row in rows.iter_rows(named=True))
    return sorted(names, key=str.casefold)
