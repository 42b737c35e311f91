"""What was asked for before: by inspectors and peers, and of an earlier meeting, as far as the evidence holds it."""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from analytics.evidence.document import Document
from analytics.evidence.evidence import FINDING_COLUMNS
from analytics.evidence.vocabulary import DocumentKind, FindingKind
from analytics.evidence.wording import count_of, listed
from analytics.notebooks.packs.chosen import Chosen
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.report import Block, Paragraph, Shown
from analytics.notebooks.view import Table, View, plain_row

_FROM_OUTSIDE = (DocumentKind.INSPECTION, DocumentKind.PEER_CHALLENGE)
# A committee's report published this short before a meeting is the paper of that meeting, and not of one before it.
_OF_THIS_MEETING = timedelta(days=30)
_JUDGED = ("ofsted", "Overall effectiveness")
_MOST = 10
# Inspectors set apart what they ask for; elsewhere every finding that asks for improvement is one.
_ASKED_FOR = "what needs to improve"


def previous_blocks(chosen: Chosen, meeting: Meeting) -> list[Block]:
    """Judgements so far, what inspectors and peers asked for with what was said since, and earlier questions.

    Empty where the evidence holds none of it: nobody can then say that nothing was ever asked for.
    """
    return [*_judgements(chosen), *_asked_for(chosen), *_earlier_questions(chosen, meeting)]


def _judgements(chosen: Chosen) -> Iterator[Block]:
    scale, subject = chosen.known.catalogue.scales[_JUDGED[0]], _JUDGED[1]
    rows = chosen.known.ratings.filter(area=chosen.papers.authority, scale=scale.id, subject=subject)
    said = []
    for row in rows.sort("period_end", descending=True).iter_rows(named=True):
        word = scale.find(row["rating"])
        said.append(f"{word.name or word.word if word else row['rating']} ({row['period']})")
    if said:
        yield Paragraph(f"{listed(dict.fromkeys(said))}.", "Ofsted’s judgement overall, the latest first")


def _asked_for(chosen: Chosen) -> Iterator[Block]:
    known = chosen.known
    frames = [_requests_of(chosen, slug) for slug, _ in _newest_first(chosen, *_FROM_OUTSIDE)]
    rows = pl.concat(frames) if frames else known.findings.clear()
    if rows.is_empty():
        return
    body = [
        plain_row(
            row["text"],
            known.where(row["document"], row["locator"]),
            _since(chosen, row),
        )
        for row in rows.iter_rows(named=True)
    ]
    caption = f"What inspectors and peers asked of {chosen.papers.council}"
    yield Shown(
        View(
            title=f"{count_of(rows.height, 'request')} of inspectors and peers",
            subtitle=f"{caption}, in our own words",
            summary="These papers do not say what became of each. Ask for the status in writing.",
            table=Table(caption, ("What was asked for", "Where", "Later papers on the same subject"), tuple(body)),
            data=rows.select(list(FINDING_COLUMNS)),
            file_name=f"{chosen.papers.authority}-asked-for-before.csv",
        )
    )


def _requests_of(chosen: Chosen, slug: str) -> pl.DataFrame:
    """What one document from outside asks for: what it sets apart as such, else the first that ask for improvement."""
    rows = chosen.known.findings.filter(document=slug, kind=FindingKind.IMPROVEMENT.value).sort("row")
    apart = rows.filter(pl.col("locator").str.starts_with(_ASKED_FOR))
    return (rows if apart.is_empty() else apart).head(_MOST)


def _since(chosen: Chosen, row: dict[str, object]) -> str:
    """The later documents with a finding on the same measure, else on the same theme."""
    known, held = chosen.known, chosen.known.documents
    after = held[str(row["document"])].file.available_from
    later = [slug for slug in held if held[slug].file.available_from > after]
    rows = known.findings.filter(pl.col("document").is_in(later))
    measures = list(row["indicators"] or [])  # type: ignore[call-overload]  # a list of ids
    same = rows.filter(
        pl.any_horizontal(pl.lit(value=False), *(pl.col("indicators").list.contains(m) for m in measures))
    )
    what = "measure"
    if same.is_empty():
        same, what = rows.filter(theme=row["theme"]), "theme"
    if same.is_empty():
        return "None"
    return "; ".join(
        f"{held[slug].file.short_title}: {count_of(same.filter(document=slug).height, 'finding')} on the {what}"
        for slug in same["document"].unique(maintain_order=True)
    )


def _earlier_questions(chosen: Chosen, meeting: Meeting) -> Iterator[Block]:
    """What reports to earlier meetings suggested that the committee look into."""
    known = chosen.known
    earlier = [
        slug
        for slug, document in _newest_first(chosen, DocumentKind.COMMITTEE_REPORT)
        if document.file.available_from < meeting.date - _OF_THIS_MEETING
    ]
    rows = known.enquiries.filter(pl.col("document").is_in(earlier))
    if rows.is_empty():
        return
    themes = known.catalogue.themes
    body = [
        plain_row(row["text"], themes[row["theme"]].name, known.where(row["document"], row["locator"]))
        for row in rows.iter_rows(named=True)
    ]
    caption = "Questions suggested to an earlier meeting"
    yield Shown(
        View(
            title=f"{count_of(rows.height, 'question')} suggested to an earlier meeting",
            subtitle=f"{caption}, in our own words",
            summary="The minutes say which were asked and what was answered. They are not among these papers.",
            table=Table(caption, ("Question", "Theme", "Where"), tuple(body)),
            data=rows,
            file_name=f"{chosen.papers.authority}-earlier-questions.csv",
        )
    )


def _newest_first(chosen: Chosen, *kinds: DocumentKind) -> list[tuple[str, Document]]:
    found = [(slug, held) for slug, held in chosen.known.documents.items() if held.file.kind in kinds]
    return sorted(found, key=lambda one: one[1].file.available_from, reverse=True)
