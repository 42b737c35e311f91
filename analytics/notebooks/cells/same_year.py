"""How a figure stood in the year of an older comparator, where that is another verdict than today's."""

from typing import Any

import polars as pl

from analytics.evidence.vocabulary import Status
from analytics.evidence.wording import capital, difference, when
from analytics.measures.comparisons import about_the_same, favourable
from analytics.measures.facts import Facts
from analytics.measures.levels import NOT_COUNTED
from analytics.notebooks.facts import published_columns
from analytics.notebooks.judging import on_few, rests_on_few
from analytics.notebooks.sentences import gap_sentence

Row = dict[str, Any]


def gap_in_words(facts: Facts, row: Row) -> str:
    """A row of `facts.compared` in a sentence, and in a second one how the two stood in the comparator's own year."""
    sentence = gap_sentence(facts.indicator(row["indicator"]), row, facts.evidence.catalogue)
    then = then_in_words(facts, row)
    return f"{sentence} {capital(then)}." if then else sentence


def then_in_words(facts: Facts, row: Row) -> str:
    """How the two stood in the comparator's year: "in 2016/17 it was 3.0 percentage points below"; else blank.

    A figure of a later year beside a comparator of an earlier one may be better only because a year has passed.
    """
    found = stood_otherwise(facts, row).to_dicts()
    if not found:
        return ""
    own = found[0]
    if own["much_the_same"]:
        return f"{when(row['comparator_period'])} it was about the same"
    side = "above" if own["gap"] > 0 else "below"
    size = difference(own["gap"], facts.indicator(row["indicator"]).unit)
    return f"{when(row['comparator_period'])} it was {size} {side}"


def stood_otherwise(facts: Facts, row: Row) -> pl.DataFrame:
    """The council's own figure of the comparator's year, with `gap`; none where it gives the same verdict as today's.

    A measure without a better way, a figure of few and one that is no firm number have no verdict to differ from.
    """
    theirs = pl.lit(row["comparator_value"])
    points = facts.points(row["area"], row["indicator"], row["dimension"], row["member"])
    gap = pl.col("value") - theirs
    judged = (
        points.filter(
            (pl.col("period") == row["comparator_period"])
            & pl.col("value").is_not_null()
            & pl.col("status").is_in([Status.FINAL.value, Status.PROVISIONAL.value])
        )
        .with_columns(
            gap.alias("gap"), about_the_same(gap, theirs, pl.lit(row["is_percentage"])).alias("much_the_same")
        )
        .with_columns(
            pl.when(~pl.col("much_the_same"))
            .then(favourable(pl.col("gap"), pl.lit(row["polarity_sign"])))
            .alias("gap_favourable")
        )
    )
    is_called = row["polarity_sign"] != 0 and row["status"] not in NOT_COUNTED and not rests_on_few(row)
    has_verdict = row["comparator_period"] != row["period"] and is_called
    differs = pl.col("gap_favourable").ne_missing(pl.lit(row["gap_favourable"], pl.Boolean))
    return judged.filter(differs & pl.lit(has_verdict) & ~on_few())


def own_figures_then(facts: Facts, compared: list[Row]) -> pl.DataFrame:
    """The observations behind those second sentences, as the CSV beside a view gives them."""
    return pl.concat(
        [published_columns(facts.series.clear()), *(published_columns(stood_otherwise(facts, row)) for row in compared)]
    )
