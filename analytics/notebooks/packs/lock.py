"""The evidence lock: what a pack rested on, with checksums, and what has changed since."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, Self

import polars as pl
from pydantic import BaseModel, ConfigDict

from analytics.enquiry.signal import Cited
from analytics.evidence.evidence import CLAIMS, FINDING_COLUMNS, OBSERVATIONS, RATING_COLUMNS, TARGETS, Evidence
from analytics.evidence.national import USUAL, Figures, Neighbours
from analytics.evidence.vocabulary import MissingReason
from analytics.evidence.wording import count_of, day_in_words, figure, listed, when_of
from analytics.notebooks.facts import evidence_about
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.member_pack import member_pack
from analytics.notebooks.packs.texts import views_of

FORMAT = 1
# The columns of each sort of row that say which it is; the others are what it says.
_KEYS = {
    "observations": ("document", "locator", "area", "indicator", "dimension", "member", "period"),
    "targets": ("document", "locator", "area", "indicator", "member", "kind"),
    "ratings": ("document", "locator", "area", "scale", "subject", "period"),
    "findings": ("document", "locator", "theme", "kind"),
    "claims": ("document", "locator", "area", "indicator", "dimension", "member", "from", "to"),
}
_COLUMNS: dict[str, tuple[str, ...]] = {
    "observations": tuple(column for column in OBSERVATIONS if column != "row"),
    "targets": tuple(TARGETS),
    "ratings": tuple(RATING_COLUMNS),
    "findings": tuple(FINDING_COLUMNS),
    "claims": tuple(CLAIMS),
}
_NAMES = {
    "observations": "figure",
    "targets": "target",
    "ratings": "rating",
    "findings": "finding",
    "claims": "statement",
}

Row = dict[str, Any]
Place = tuple[str, str]
Measure = tuple[str, str, str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LockedRow(_Strict):
    """One row of the evidence as it was, with the SHA-256 of its JSON (keys sorted, days as text)."""

    sort: str
    row: Row
    sha256: str

    @classmethod
    def of(cls, sort: str, row: Row) -> Self:
        """The row locked."""
        plain = json.loads(_as_json(row))
        return cls(sort=sort, row=plain, sha256=checksum(plain))

    @property
    def key(self) -> tuple[str, ...]:
        """Which row it is, whatever it says."""
        return (self.sort, *(str(self.row[column]) for column in _KEYS[self.sort]))


class Lock(_Strict):
    """What a pack rested on: every row that it used, and which documents there were."""

    format: int = FORMAT
    notebook: str
    title: str
    authority: str
    as_known_on: date | None
    evidence_version: str
    documents: dict[str, str]
    rows: tuple[LockedRow, ...]
    figures: Figures = Figures.EITHER
    neighbours: Neighbours = USUAL

    @property
    def sha256(self) -> str:
        """One checksum for the whole."""
        return checksum({"rows": [row.sha256 for row in self.rows], "evidence_version": self.evidence_version})


def checksum(row: Row) -> str:
    """The SHA-256 of a row, the same on every machine.

    >>> checksum({"b": 1, "a": "x"}) == checksum({"a": "x", "b": 1})
    True
    """
    return hashlib.sha256(_as_json(row).encode()).hexdigest()


def lock(notebook: Notebook, evidence: Evidence, meeting: Meeting | None = None) -> Lock:
    """What the members' pack of a notebook rests on, as rows with checksums in the order of the evidence.

    Without a meeting, the pack is that of the notebook's own themes with the lines as ranked. Raises CannotRender where
    no document about the council was public.
    """
    known = notebook.known(evidence)
    # Only which lines are chosen depends on the meeting, so any day will do.
    used = _used(notebook, evidence, meeting or Meeting(date=notebook.as_known_on or date(2000, 1, 3)))
    rows = [row for sort in _KEYS for row in _rows_used(known, sort, *used)]
    return Lock(
        notebook=notebook.id,
        title=notebook.title,
        authority=notebook.authority,
        as_known_on=notebook.as_known_on,
        evidence_version=evidence.version,
        documents={slug: held.file.short_title for slug, held in known.documents.items()},
        rows=tuple(rows),
        # As it was then: a council may have been shown from the releases because no report about it was there yet.
        figures=Figures.REPORTS if known.neighbours is None else Figures.RELEASES,
        neighbours=notebook.neighbours,
    )


def changed_since(locked: Lock, evidence: Evidence) -> list[str]:
    """What is no longer as it was when the pack was locked, a plain sentence each; none where all still holds.

    A figure corrected, a row or a whole document gone, a new document about the council, and a later figure for a
    measure that the pack used: all of them as public by the notebook's day where it has one, because what came out
    later was left out on purpose. Pass all the evidence there is, also what was published after the lock.
    """
    about = _about(locked, evidence).as_known_on(locked.as_known_on)
    gone = [slug for slug in locked.documents if slug not in about.documents]
    return [
        *(_document_gone(locked, slug) for slug in gone),
        *_corrected(locked, about, gone),
        *_new_documents(locked, about),
        *_later_figures(locked, about),
    ]


def published_after(locked: Lock, evidence: Evidence) -> list[str]:
    """What was published after the notebook's day, a sentence each; none where it has no day.

    Documents about the council that the pack did not use, and a later figure in them for a measure that it used.
    """
    if locked.as_known_on is None:
        return []
    everything = _about(locked, evidence)
    by_then = everything.as_known_on(locked.as_known_on)
    earlier = {*_new_documents(locked, by_then), *_later_figures(locked, by_then)}
    told = (*_new_documents(locked, everything), *_later_figures(locked, everything))
    return [sentence for sentence in told if sentence not in earlier]


def _about(locked: Lock, evidence: Evidence) -> Evidence:
    return evidence_about(evidence, locked.authority, locked.figures, locked.neighbours)


def _used(notebook: Notebook, evidence: Evidence, meeting: Meeting) -> tuple[set[Place], set[Measure]]:
    """Document and locator of everything that the pack's lines cite and its views show; and the same by measure."""
    chosen = chosen_for(notebook, evidence, meeting)
    cited = [(one, signal.indicator) for line in chosen.lines for signal in line.signals for one in signal.cited]
    places = {(one.document, one.locator) for one, _ in cited}
    measures = {(one.document, one.locator, indicator) for one, indicator in cited}
    for view in views_of(member_pack(notebook, evidence, meeting, full=True).blocks):
        columns = set(view.data.columns) if view.data is not None else set()
        if view.data is not None and {"document", "locator"} <= columns:
            places.update(view.data.select("document", "locator").iter_rows())
            if "indicator" in columns:
                measures.update(view.data.select("document", "locator", "indicator").iter_rows())
    measures |= _of_other_measures(chosen.known, [one for one, _ in cited], measures)
    return places, measures


def _of_other_measures(known: Evidence, cited: list[Cited], measures: set[Measure]) -> set[Measure]:
    """The measures of national figures that a line cites beside its own, such as the number behind a share."""
    if known.neighbours is None:
        return set()
    place = ["document", "locator", "period"]
    wanted = pl.DataFrame([asdict(one) for one in cited], schema=dict.fromkeys((*place, "value"), pl.String)).unique()
    figures = known.observations.filter(pl.col("value").is_not_null()).join(wanted, on=place, suffix="_cited")
    catalogue = known.catalogue.indicators
    found: dict[tuple[str, ...], set[Measure]] = {}
    for row in figures.iter_rows(named=True):
        if figure(row["value"], catalogue[row["indicator"]].unit, row["printed"]) == row["value_cited"]:
            measure = (row["document"], row["locator"], row["indicator"])
            found.setdefault((*measure[:2], row["period"], row["value_cited"]), set()).add(measure)
    return {one for of in found.values() if not of & measures for one in of}


def _rows_used(known: Evidence, sort: str, places: set[Place], measures: set[Measure]) -> Iterator[LockedRow]:
    """The rows at those places. A column of a release holds many measures, of which only those used are."""
    is_column = known.neighbours is not None and sort == "observations"
    for row in _frame(known, sort).iter_rows(named=True):
        place = (row["document"], row["locator"])
        if place in places and (not is_column or (*place, row["indicator"]) in measures):
            yield LockedRow.of(sort, row)


def _frame(evidence: Evidence, sort: str) -> pl.DataFrame:
    frame: pl.DataFrame = getattr(evidence, sort)
    return frame.select(_COLUMNS[sort])


def _document_gone(locked: Lock, slug: str) -> str:
    rows = sum(row.row["document"] == slug for row in locked.rows)
    used = count_of(rows, "figure or passage", "figures and passages")
    return f"The {locked.documents[slug]} is gone. The pack used {used} of it."


def _corrected(locked: Lock, about: Evidence, gone: list[str]) -> Iterator[str]:
    """Rows that say something else now, or are not there. Rows of one key are compared as a set."""
    now: dict[tuple[str, ...], list[LockedRow]] = {}
    for sort in _KEYS:
        for row in _frame(about, sort).iter_rows(named=True):
            one = LockedRow.of(sort, row)
            now.setdefault(one.key, []).append(one)
    then: dict[tuple[str, ...], list[LockedRow]] = {}
    for one in locked.rows:
        if one.row["document"] not in gone:
            then.setdefault(one.key, []).append(one)
    for key, rows in then.items():
        present = now.get(key, [])
        still = {one.sha256 for one in present}
        before = {one.sha256 for one in rows}
        new = [one for one in present if one.sha256 not in before]
        for one in rows:
            if one.sha256 not in still:
                yield _change_in_words(one, new.pop(0) if new else None, about)


def _change_in_words(was: LockedRow, now: LockedRow | None, about: Evidence) -> str:
    row, where = was.row, about.where(was.row["document"], was.row["locator"])
    what = _what(was, about)
    if now is None:
        return f"{what} is no longer in the evidence ({where}). It was {_says(was, about)}."
    before, after = _says(was, about), _says(now, about)
    if before != after:
        return f"{what} was {before} and is {after} now ({where})."
    changed = listed(sorted(column.replace("_", " ") for column in row if row[column] != now.row[column]))
    return f"{what} still says {before}, but its {changed} changed ({where})."


def _what(one: LockedRow, about: Evidence) -> str:
    """What a row is about: measure, whose and when; a finding or statement by its sort."""
    row, catalogue = one.row, about.catalogue
    indicator = catalogue.indicators.get(row.get("indicator", ""))
    if one.sort == "ratings":
        return f"The rating of {row['subject']} ({row['period']})"
    if indicator is None or one.sort == "claims":
        return f"A {_NAMES[one.sort]}"
    name = ", ".join(filter(None, (indicator.short_name, catalogue.area_name(row["area"]), row.get("member"))))
    return f"The {row['kind']} for {name}," if one.sort == "targets" else f"{name}, {row['period']},"


def _says(one: LockedRow, about: Evidence) -> str:
    row = one.row
    match one.sort:
        case "observations" if row["value"] is None:
            return MissingReason(row["missing_reason"]).plainly.lower()
        case "observations" | "targets":
            indicator = about.catalogue.indicators.get(row["indicator"])
            return figure(row["value"], indicator.unit, row.get("printed", "")) if indicator else f"{row['value']:g}"
        case "ratings":
            return f"“{row['rating']}”"
        case _:
            return f"“{row['text']}”"


def _new_documents(locked: Lock, about: Evidence) -> Iterator[str]:
    for slug, held in about.documents.items():
        if slug not in locked.documents:
            public = day_in_words(held.file.available_from)
            yield f"There is a document that the pack did not use: {held.file.short_title}, public from {public}."


def _later_figures(locked: Lock, about: Evidence) -> Iterator[str]:
    """The newest figure of each measure the pack used for the council, where it ends after the newest one used."""
    series = ["indicator", "dimension", "member", "period_kind"]
    own = [one.row for one in locked.rows if one.sort == "observations" and one.row["area"] == locked.authority]
    used = pl.DataFrame(
        [{**{name: row[name] for name in series}, "used_to": date.fromisoformat(row["period_end"])} for row in own],
        schema={**dict.fromkeys(series, pl.String), "used_to": pl.Date},
    )
    newest_used = used.group_by(series, maintain_order=True).agg(pl.col("used_to").max())
    later = (
        about.observations.filter(area=locked.authority)
        .filter(pl.col("value").is_not_null())
        .join(newest_used, on=series, how="inner", maintain_order="left")
        .filter(pl.col("period_end") > pl.col("used_to"))
        .sort("period_end", descending=True, maintain_order=True)
        .unique(series, keep="first", maintain_order=True)
    )
    for row in later.sort("indicator", "member").iter_rows(named=True):
        indicator = about.catalogue.indicators[row["indicator"]]
        name = ", ".join(filter(None, (indicator.short_name, row["member"])))
        yield (
            f"There is a later figure for {name}: {figure(row['value'], indicator.unit, row['printed'])} "
            f"{when_of(row)} ({about.where(row['document'], row['locator'])})."
        )


def _as_json(row: Row | Iterable[Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
