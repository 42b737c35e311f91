"""How fresh a figure is on the day the papers are read, and how firm."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from analytics.enquiry.answers.answer import Answer, Asked, Row, cite, keys, labelled, shown_value
from analytics.enquiry.papers import Papers, these
from analytics.evidence.vocabulary import MissingReason, Status
from analytics.evidence.wording import count_of, day_in_words, listed, when

_DAYS_A_MONTH = 30.44
_STATUS = {
    Status.PROVISIONAL: "It is provisional: ask when it becomes final.",
    Status.FORECAST: "It is a forecast: ask what happened since.",
    Status.ESTIMATED: "It was printed in words, so it is only approximate.",
}
_LEAST_FOR_A_TREND = 3


def how_fresh(asked: Asked) -> Answer:
    """Period, age, status, other printings and gaps of the latest figures, and whether there are enough for a trend."""
    papers, indicator = asked.papers, asked.indicator
    heading = "How fresh is it, and how firm?"
    missing = _not_given(asked)
    if not asked.latest:
        return Answer(heading, tuple(filter(None, ("No figure is printed.", missing))))
    newest = max(asked.latest, key=lambda row: row["period_end"])
    texts = [f"The latest figure is {_for(newest)}. {_age_in_words(newest['period_end'], papers)}"]
    older = {row["period"]: row for row in asked.latest if row["period_end"] < newest["period_end"]}
    if older:
        oldest = min(older.values(), key=lambda row: row["period_end"])
        texts.append(f"Others are older: the oldest is {_for(oldest)}.")
    texts += _firmness(asked)
    texts += _again(asked)
    if missing:
        texts.append(missing)
    texts.append(_how_many_points(asked))
    points = [point for row in asked.latest for point in asked.points(row)]
    return Answer(
        heading,
        tuple(dict.fromkeys(texts)),
        cited=tuple(dict.fromkeys(cite(points, indicator, papers))),
        rows=keys(points, indicator, papers),
        arithmetic=(
            f"{day_in_words(newest['period_end'])} to {day_in_words(papers.read_on)}: "
            f"{count_of((papers.read_on - newest['period_end']).days, 'day')}",
        ),
    )


def age(days: int) -> str:
    """A number of days in months, with years where there are many.

    >>> age(12), age(105), age(1990)
    ('less than a month', 'about 3 months', 'about 65 months (over 5 years)')
    """
    months = round(days / _DAYS_A_MONTH)
    if months < 1:
        return "less than a month"
    years = f" ({'over ' if months % 12 else ''}{months // 12} years)" if months >= 24 else ""
    return f"about {count_of(months, 'month')}{years}"


def _for(row: Row) -> str:
    return f"for {row['period']}"


def _age_in_words(end: date, papers: Papers) -> str:
    days = (papers.read_on - end).days
    if days < 0:
        return f"Its period ends after {papers.read_day}."
    return f"Its period ended {f'{age(days)} before' if days else 'on'} {papers.read_day}."


def _firmness(asked: Asked) -> Iterator[str]:
    unfirm = [row for row in asked.latest if row["status"] in _STATUS]
    for row in unfirm:
        yield labelled(row, _STATUS[Status(row["status"])])
    if not unfirm:
        yield "Nothing marks it as provisional."


def _again(asked: Asked) -> Iterator[str]:
    """Other values that the papers print for a period of the series."""
    for row in asked.latest:
        for point in asked.points(row):
            if point["other_values"]:
                values = dict.fromkeys(
                    shown_value(value, asked.indicator, asked.papers) for value in point["other_values"]
                )
                yield labelled(
                    row, f"for {point['period']} {these(asked.papers.evidence)} also print {listed(values)}."
                )


def _not_given(asked: Asked) -> str:
    """The periods of the council's figures that have none, and why."""
    papers = asked.papers
    gone = papers.evidence.observations.filter(
        (pl.col("indicator") == asked.indicator.id)
        & (pl.col("area") == papers.authority)
        & pl.col("value").is_null()
        & (pl.col("missing_reason") != MissingReason.NOT_APPLICABLE)
    ).sort("period_end", "period_start", "row")
    words = [f"{row['member']} {when(row['period'])}" if row["member"] else row["period"] for row in gone.to_dicts()]
    return f"Not given: {listed(dict.fromkeys(words))}." if words else ""


def _how_many_points(asked: Asked) -> str:
    counts = [len(asked.points(row)) for row in asked.latest]
    many = len(counts) > 1
    if max(counts) >= _LEAST_FOR_A_TREND:
        enough = min(counts) >= _LEAST_FOR_A_TREND
        return (
            "There are three figures or more, so a direction can be seen."
            if enough
            else ("Some have fewer than three figures: for them no trend can be seen.")
        )
    if max(counts) == 1:
        return f"There is one figure {'for each' if many else 'only'}: no change and no trend can be seen."
    return f"There are two figures {'for each at most' if many else 'only'}: a difference, not a trend."
