"""Judgements on a scale: inspection grades over time, and the self-assessed risks as a matrix."""

from typing import Literal

import polars as pl

from analytics.evidence.catalogue import Scale, ScaleWord
from analytics.evidence.evidence import RATING_COLUMNS, Evidence
from analytics.evidence.wording import count_of, listed, span
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import sources_of
from analytics.notebooks.view import CannotRender, Entry, Table, View


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
    rows = known.ratings.filter((pl.col("scale") == cell.scale) & (pl.col("area") == cell.authority))
    if rows.is_empty():
        raise CannotRender(f"{cell.name(evidence)}’s documents hold no ratings on the scale “{scale.name}”.")
    periods = rows.sort("period_end")["period"].unique(maintain_order=True).to_list()
    subtitle = f"{scale.name}, {cell.name(evidence)}, {span(periods[0], periods[-1])}"
    latest = rows.filter(pl.col("period") == periods[-1])
    return View(
        title=_title(latest, scale),
        subtitle=subtitle,
        summary=_summary(rows, periods, scale),
        table=_table(rows, periods, scale, subtitle),
        caveats=(
            f"{scale.name}: {scale.description[:1].lower()}{scale.description[1:]}",
            *_of_two_frameworks(rows, scale),
        ),
        sources=sources_of(known, rows),
        data=rows.select(list(RATING_COLUMNS)),
        file_name=f"{cell.authority}-{cell.scale}.csv",
    )


def _table(rows: pl.DataFrame, periods: list[str], scale: Scale, caption: str) -> Table:
    """Subjects down and periods across; where most of that would be empty, one row a rating, newest first."""
    subjects = rows.sort("row")["subject"].unique(maintain_order=True).to_list()
    if rows.height < len(subjects) * len(periods) / 2:
        ordered = rows.sort(["period_end", "row"], descending=[True, False])
        return Table(
            caption,
            ("Subject", "When", "Rating"),
            tuple(
                (Entry(row["subject"]), Entry(row["period"]), rating_entry(row["rating"], scale))
                for row in ordered.iter_rows(named=True)
            ),
        )
    given = {(row["subject"], row["period"]): row["rating"] for row in rows.iter_rows(named=True)}
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


def _is_overall(rows: pl.DataFrame) -> pl.Series:
    """Which rows rate the whole and not a part of it."""
    return rows["subject"].str.to_lowercase().str.starts_with("overall")


def _title(latest: pl.DataFrame, scale: Scale) -> str:
    """The overall rating and how many parts are rated lower; else how many there are of each rating."""
    parts = latest.filter(~_is_overall(latest))
    overall = latest.filter(_is_overall(latest))
    year = latest["period_end"][0].year
    if overall.is_empty():
        return f"{year}: {listed(f'{number} rated {word.name or word.word}' for word, number in _counts(parts, scale))}"
    whole = scale.find(overall["rating"][0])
    lower = [word for word in map(scale.find, parts["rating"]) if word and whole and word.order > whole.order]
    rated = f"{year}: {_in_words(overall['rating'][0], scale)} overall"
    return f"{rated}, {count_of(len(lower), 'part')} lower" if lower else rated


def _summary(rows: pl.DataFrame, periods: list[str], scale: Scale) -> str:
    """Few ratings by name, newest first; many by how many there are of each at each period."""
    latest = rows.filter(pl.col("period") == periods[-1])
    if latest.height <= 6:
        said = _each_once(latest, scale)
        earlier = rows.filter(pl.col("period") != periods[-1]).sort("period_end", descending=True).to_dicts()
        if earlier:
            named = (f"{row['subject']} {_in_words(row['rating'], scale)} ({row['period']})" for row in earlier)
            said.append(f"Earlier: {listed(named)}.")
        return " ".join(said)
    said = []
    for period in periods:
        then = rows.filter(pl.col("period") == period)
        counts = _counts(then.filter(~_is_overall(then)), scale)
        overall = then.filter(_is_overall(then))["rating"].to_list()
        whole = f"; overall {_in_words(overall[0], scale)}" if overall else ""
        said.append(f"{period}: {listed(f'{number} {word.name or word.word}' for word, number in counts)}{whole}.")
    worse = _worse_since(rows, periods, scale)
    if worse:
        said.append(f"Worse than the rating before: {listed(worse)}.")
    return " ".join(said)


def _each_once(latest: pl.DataFrame, scale: Scale) -> list[str]:
    """The whole, then the parts that are rated otherwise by name, and how many there are of the others."""
    whole, parts = latest.filter(_is_overall(latest)), latest.filter(~_is_overall(latest)).sort("row")
    is_alike = parts["rating"].is_in(whole["rating"].to_list())
    alike = parts.filter(is_alike) if is_alike.sum() > 1 else parts.clear()
    named = pl.concat([whole, parts if alike.is_empty() else parts.filter(~is_alike)])
    said = [f"{row['subject']}: {_in_words(row['rating'], scale)}." for row in named.to_dicts()]
    if alike.is_empty():
        return said
    every = f"All {alike.height} parts" if alike.height == parts.height else f"The other {alike.height} parts"
    return [*said, f"{every}: {_in_words(alike['rating'][0], scale)}."]


def _in_words(rating: str, scale: Scale) -> str:
    word = scale.find(rating)
    return (word.name or word.word) if word else "not rated"


def _counts(rows: pl.DataFrame, scale: Scale) -> list[tuple[ScaleWord, int]]:
    found = [scale.find(rating) for rating in rows["rating"]]
    return [(word, found.count(word)) for word in scale.words if word in found]


def _worse_since(rows: pl.DataFrame, periods: list[str], scale: Scale) -> list[str]:
    """Subjects whose latest rating is lower on the scale than the one before it."""
    worse = []
    for subject in rows["subject"].unique(maintain_order=True):
        words = [
            word
            for period in periods
            for rating in rows.filter((pl.col("subject") == subject) & (pl.col("period") == period))["rating"]
            if (word := scale.find(rating)) is not None
        ]
        if len(words) > 1 and words[-1].order > words[-2].order:
            worse.append(f"“{subject}”")
    return worse


def _of_two_frameworks(rows: pl.DataFrame, scale: Scale) -> tuple[str, ...]:
    """Ofsted judged children's services under another framework until the end of 2017."""
    years = [day.year for day in rows["period_end"]]
    if scale.id != "ofsted" or min(years) >= 2018 or max(years) < 2018:
        return ()
    return ("Ofsted brought in its present framework in January 2018. Grades from before are of another framework.",)
