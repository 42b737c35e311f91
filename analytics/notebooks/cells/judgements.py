"""Judgements on a scale: inspection grades over time, and the self-assessed risks as a matrix."""

from typing import Literal

import polars as pl

from analytics.evidence.catalogue import Scale, ScaleWord
from analytics.evidence.evidence import RATING_COLUMNS, Evidence
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import sources_of
from analytics.notebooks.view import CannotRender, Entry, Table, View
from analytics.notebooks.wording import listed


class JudgementsCell(Cell):
    """Every rating on one scale, subjects down and periods across."""

    kind: Literal["judgements"] = "judgements"
    scale: str


def render_judgements(cell: JudgementsCell, evidence: Evidence) -> View:
    """The matrix of ratings, each as shape and word."""
    known = cell.known(evidence)
    scale = evidence.catalogue.scales.get(cell.scale)
    if scale is None:
        raise CannotRender(f"There is no rating scale called “{cell.scale}”. Choose one from the list.")
    rows = known.ratings.filter(pl.col("scale") == cell.scale)
    if rows.is_empty():
        raise CannotRender(f"{cell.name(evidence)}’s documents hold no ratings on the scale “{scale.name}”.")
    # What was rated at the latest date leads; another council's rating, where a document prints one, names it.
    rows = rows.with_columns(
        pl.when(pl.col("area") == cell.authority)
        .then(pl.col("subject"))
        .otherwise(
            pl.col("area").map_elements(evidence.catalogue.area_name, return_dtype=pl.String) + ": " + pl.col("subject")
        )
        .alias("shown")
    )
    periods = rows.sort("period_end")["period"].unique(maintain_order=True).to_list()
    subtitle = (
        f"{scale.name}, {cell.name(evidence)}, {periods[0]} to {periods[-1]}"
        if len(periods) > 1
        else (f"{scale.name}, {cell.name(evidence)}, {periods[0]}")
    )
    latest = rows.filter(pl.col("period") == periods[-1])
    return View(
        title=_title(latest, scale),
        subtitle=subtitle,
        summary=_summary(rows, periods, scale),
        table=_table(rows, periods, scale, subtitle),
        caveats=(scale.description, *(f"{word.plainly}: {word.meaning}" for word in scale.words if word.meaning)),
        sources=sources_of(known, rows),
        data=rows.select(list(RATING_COLUMNS)),
        file_name=f"{cell.authority}-{cell.scale}.csv",
    )


def _table(rows: pl.DataFrame, periods: list[str], scale: Scale, caption: str) -> Table:
    """Subjects down and periods across; where most of that would be empty, one row a rating, newest first."""
    subjects = rows.sort("row")["shown"].unique(maintain_order=True).to_list()
    if rows.height < len(subjects) * len(periods) / 2:
        ordered = rows.sort(["period_end", "row"], descending=[True, False])
        return Table(
            caption,
            ("Subject", "When", "Rating"),
            tuple(
                (Entry(row["shown"]), Entry(row["period"]), rating_entry(row["rating"], scale))
                for row in ordered.iter_rows(named=True)
            ),
        )
    given = {(row["shown"], row["period"]): row["rating"] for row in rows.iter_rows(named=True)}
    return Table(
        caption,
        ("Subject", *periods),
        tuple(
            (
                Entry(subject),
                *(
                    rating_entry(given[subject, period], scale) if (subject, period) in given else Entry("")
                    for period in periods
                ),
            )
            for subject in subjects
        ),
    )


def rating_entry(rating: str, scale: Scale) -> Entry:
    """A rating as shape and word, with the colour of its scale beside them."""
    word = scale.find(rating)
    return Entry(word.plainly, word.colour) if word else Entry("– Not rated")


def _title(latest: pl.DataFrame, scale: Scale) -> str:
    counts = _counts(latest, scale)
    period = latest["period"][0]
    overall = latest.filter(pl.col("subject").str.to_lowercase().str.contains("overall"))
    if scale.id == "ofsted" and overall.height:
        word = scale.find(overall["rating"][0])
        return f"Ofsted, {period[-4:]}: {(word.name or word.word) if word else 'not rated'} overall"
    if latest.height == 1:
        word = scale.find(latest["rating"][0])
        return f"{scale.name}, {period}: {(word.name or word.word) if word else 'not rated'}"
    return f"{period}: {listed(f'{number} {word.name or word.word}' for word, number in counts)}"


def _summary(rows: pl.DataFrame, periods: list[str], scale: Scale) -> str:
    """How many of each rating at each period; for the few judgements of an inspection, each of the latest by name."""
    latest = rows.filter(pl.col("period") == periods[-1])
    if latest.height <= 6:
        named = [
            f"{row['shown']}: {_in_words(row['rating'], scale)}." for row in latest.sort("row").iter_rows(named=True)
        ]
        before = rows.filter((pl.col("period") != periods[-1]) & pl.col("shown").is_in(latest["shown"].to_list())).sort(
            "period_end"
        )
        earlier = [
            f"Before that, {row['shown'].lower()} was {_in_words(row['rating'], scale)} ({row['period']})."
            for row in before.iter_rows(named=True)
        ]
        return " ".join((*named, *earlier))
    said = []
    for period in periods:
        counts = _counts(rows.filter(pl.col("period") == period), scale)
        said.append(f"{period}: {listed(f'{number} {word.name or word.word}' for word, number in counts)}.")
    worse = _worse_since(rows, periods, scale)
    if worse:
        said.append(f"Worse than the rating before: {listed(worse)}.")
    return " ".join(said)


def _in_words(rating: str, scale: Scale) -> str:
    word = scale.find(rating)
    return (word.name or word.word) if word else "not rated"


def _counts(rows: pl.DataFrame, scale: Scale) -> list[tuple[ScaleWord, int]]:
    found = [scale.find(rating) for rating in rows["rating"]]
    return [(word, found.count(word)) for word in scale.words if word in found]


def _worse_since(rows: pl.DataFrame, periods: list[str], scale: Scale) -> list[str]:
    """Subjects whose latest rating is lower on the scale than the one before it."""
    worse = []
    for subject in rows["shown"].unique(maintain_order=True):
        words = [
            word
            for period in periods
            for rating in rows.filter((pl.col("shown") == subject) & (pl.col("period") == period))["rating"]
            if (word := scale.find(rating)) is not None
        ]
        if len(words) > 1 and words[-1].order > words[-2].order:
            worse.append(f"“{subject}”")
    return worse
