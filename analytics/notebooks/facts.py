"""What cells show of the facts: whose they are, as known when, and where they were printed."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from analytics.evidence.evidence import OBSERVATION_COLUMNS, Evidence
from analytics.evidence.national import USUAL, Figures, Neighbours, national_evidence
from analytics.evidence.wording import count_of, day_in_words, listed
from analytics.measures.facts import Facts, facts_about
from analytics.notebooks.view import CannotRender, Source

NO_RELEASE = (
    "Figures of every authority come from the national releases, and none has been imported yet. Whoever runs this can "
    "import those that the Department for Education publishes."
)


def evidence_about(
    evidence: Evidence, authority: str, figures: Figures = Figures.EITHER, neighbours: Neighbours = USUAL
) -> Evidence:
    """What the council's reports say about it, or the national releases; it may be nothing at all."""
    reports = evidence.about(authority)
    if figures is Figures.REPORTS or (figures is Figures.EITHER and (reports.documents or evidence.releases is None)):
        return reports
    return national_evidence(evidence, authority, neighbours)


def known_evidence(
    evidence: Evidence,
    authority: str,
    as_known_on: date | None,
    figures: Figures = Figures.EITHER,
    neighbours: Neighbours = USUAL,
) -> Evidence:
    """What was public about an authority on a day. Raises CannotRender, with a way on, where that is nothing."""
    catalogue = evidence.catalogue
    if not evidence.authorities():
        raise CannotRender("No document has been added yet. Put one into data/documents, as data/README.md says.")
    if authority not in catalogue.authorities:
        raise CannotRender(f"There is no council called “{authority}” here. Choose {_known(evidence)}.")
    about = evidence_about(evidence, authority, figures, neighbours)
    name = catalogue.area_name(authority)
    sort = "document" if about.neighbours is None else "release"
    if not about.documents and sort == "release" and evidence.releases is None:
        raise CannotRender(NO_RELEASE)
    if not about.documents and sort == "release":
        damaged = evidence.releases is not None and evidence.releases.problems
        missing = " Some of what was imported cannot be read, so that figures are missing here." if damaged else ""
        raise CannotRender(f"No release that was imported has a figure for {name}.{missing}")
    if not about.documents:
        raise CannotRender(f"No document about {name} has been added. There are documents about {_known(evidence)}.")
    known_then = about.as_known_on(as_known_on)
    if not known_then.documents:
        first = min(held.file.available_from for held in about.documents.values())
        raise CannotRender(
            f"No {sort} about {name} was public on {day_in_words(as_known_on)}. "
            f"The first here was public on {day_in_words(first)}: choose that day or a later one."
        )
    return known_then


def _known(evidence: Evidence) -> str:
    """The councils that there is anything about, where they are few enough to be named."""
    names = evidence.authorities_with_documents()
    imported = len(evidence.authorities()) - len(names)
    more = [f"one of {count_of(imported, 'other council')} with national figures"] if imported else []
    return listed([*map(evidence.catalogue.area_name, names), *more]) or "another"


def facts(
    evidence: Evidence,
    authority: str,
    as_known_on: date | None,
    figures: Figures = Figures.EITHER,
    neighbours: Neighbours = USUAL,
) -> Facts:
    """The facts of an authority as known on a day."""
    return facts_about(known_evidence(evidence, authority, as_known_on, figures, neighbours), authority)


def figures_beside(facts: Facts, rows: pl.DataFrame) -> pl.DataFrame:
    """The observations that a table of `rows` of `facts.latest` shows: them, those before them, their comparators'."""
    measure = ["indicator", "dimension", "member"]
    before = rows.select("area", *measure, pl.col("previous_period").alias("period")).drop_nulls("period")
    beside = facts.compared.join(rows, on=["area", *measure], how="semi").select(
        pl.col("comparator").alias("area"), *measure, pl.col("comparator_period").alias("period")
    )
    others = facts.series.join(pl.concat([before, beside]), on=["area", *measure, "period"], how="semi")
    return pl.concat([published_columns(rows), published_columns(others)])


def sources_of(evidence: Evidence, *printed: pl.DataFrame) -> tuple[Source, ...]:
    """Every document and place that rows (with document and locator) were printed in, in the order printed."""
    rows = pl.concat(frame.select("document", "locator") for frame in printed).unique(maintain_order=True)
    locators: dict[str, list[str]] = {}
    for slug, locator in rows.iter_rows():
        locators.setdefault(slug, []).append(locator)
    return tuple(
        Source(slug, held.file.title, held.places(locators[slug]), held.file.published)
        for slug, held in evidence.documents.items()
        if slug in locators
    )


def printed_at(places: Iterable[tuple[str, str]]) -> pl.DataFrame:
    """Documents and their locators as `sources_of` takes them."""
    return pl.DataFrame(list(places), schema={"document": pl.String, "locator": pl.String}, orient="row")


def published_columns(rows: pl.DataFrame) -> pl.DataFrame:
    """The observations as the CSV beside a view gives them."""
    return rows.select([column for column in OBSERVATION_COLUMNS if column in rows.columns])
