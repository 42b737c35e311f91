"""A workspace with a word of its own in every place that must not be public, and how to look for the words anywhere."""

import io
import re
import shutil
import subprocess
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from analytics.access.publications import Publications
from analytics.enquiry.library import Library
from analytics.evidence.own_figures import own_releases
from analytics.evidence.releases import Release, ReleaseKind
from analytics.measures.disclosure.policy import Policy
from analytics.notebooks.leaving import for_the_public
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.lock import Lock
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.repository import Decided, Repository
from tests.imported import evidence_with, figures, release

GOOD, WORRY, WITNESS = "quetzalgood", "quetzalworry", "Quetzalwitness"
# What each place is called, and the word that stands in it and nowhere else.
MEETING = {
    "note on a line": "quetzalnote",
    "own wording of a line": "quetzalwording",
    "draft of a written request": "quetzalrequest",
    "big question": "quetzalbig",
    "typed witness": "Quetzalrole",
    "contact": "quetzalcontact",
    "place of the meeting": "quetzalplace",
    "reference": "quetzalreference",
}
NOTEBOOKS = {
    "private note": "quetzalprivate",
    "title that is not public": "quetzaltitle",
    "note in a notebook that is not public": "quetzalinside",
    "title that was withdrawn": "quetzalwithdrawn",
    "title that was deleted": "quetzaldeleted",
    "title of an earlier version": "quetzalearlier",
    "note of an earlier version": "quetzalbefore",
    "title that nobody has published": "quetzalwaiting",
    "title of a later version": "quetzallater",
    "note of a later version": "quetzalafter",
    "who published it": "quetzalofficer",
    "why a version was saved": "quetzalwhy",
    "who saved it": "quetzalperson",
    "kept lock": "quetzallock",
}
FIGURES = {
    "title of own figures that nobody has published": "quetzalown",
    "note on such a figure": "quetzalremark",
    "such a figure": "73917464",
    "such a figure as it is shown": "73,917,464",
}
CANARIES = {"good answer": GOOD, "worry": WORRY, "witness of a document": WITNESS} | MEETING | NOTEBOOKS | FIGURES
# Own figures that are published, and those that nobody has published.
OWN, HIDDEN = "own-figures-barnsley-2025-06-01", "own-figures-barnet-2025-07-01"
PUBLIC_TITLE, PUBLIC_NOTE = "Placements in the open", "plainsong for everybody"
LINE = "plan_major"


def plant_notebooks(url: str) -> dict[str, str]:
    """Notebooks public, private, withdrawn and deleted, with everything that must stay inside; their ids by name."""
    repository = Repository.open(url)
    word = CANARIES.__getitem__
    aloud, in_writing = ("plan_major", "cl_ctax"), "sc_referrals_n"
    meeting = Meeting(
        date=date(2023, 9, 12),
        place=word("place of the meeting"),
        reference=word("reference"),
        contact=word("contact"),
        big_question=word("big question"),
        witnesses=(f"Head of {word('typed witness')}",),
        own_wordings=dict.fromkeys(aloud, word("own wording of a line"))
        | {in_writing: word("draft of a written request")},
        notes=dict.fromkeys(aloud, word("note on a line")),
    )
    begun = Notebook(title=word("title of an earlier version"), authority="barnsley", public=True)
    begun = begun.adding({"kind": "note", "text": word("note of an earlier version")})
    saved = repository.save(begun, None, why=word("why a version was saved"))
    public = begun.without(begun.cells[0].id).retitled(PUBLIC_TITLE).model_copy(update={"meeting": meeting})
    for asks in (
        {"kind": "note", "text": word("private note"), "private": True},
        {"kind": "note", "text": PUBLIC_NOTE},
        {"kind": "lines"},
        {"kind": "line", "line": LINE},
        {"kind": "signals"},
        {"kind": "history", "indicator": "cl_eet"},
    ):
        public = public.adding(asks)
    saved = repository.save(public, saved.version, by=word("who saved it"))
    publications = Publications(repository.database)
    publications.publish_notebook(public.id, saved.version, word("who published it"))
    after = public.retitled(word("title of a later version"))
    after = after.adding({"kind": "note", "text": word("note of a later version")})
    saved = repository.save(after, saved.version)
    locked = Lock(
        notebook=public.id,
        title=word("kept lock"),
        authority="barnsley",
        as_known_on=None,
        evidence_version="0",
        documents={},
        rows=(),
    )
    repository.lock(saved.version, locked)
    private = Notebook(title=word("title that is not public"), authority="barnsley")
    private = private.adding({"kind": "note", "text": word("note in a notebook that is not public")})
    repository.save(private, None)
    withdrawn = Notebook(title=word("title that was withdrawn"), authority="barnsley", public=True)
    first = repository.save(withdrawn, None)
    publications.publish_notebook(withdrawn.id, first.version, word("who published it"))
    repository.save(withdrawn.model_copy(update={"public": False}), first.version)
    waiting = Notebook(title=word("title that nobody has published"), authority="barnsley", public=True)
    repository.save(waiting, None)
    deleted = Notebook(title=word("title that was deleted"), authority="barnsley", public=True)
    repository.save(deleted, None)
    publications.publish_notebook(deleted.id, 1, word("who published it"))
    repository.delete(deleted.id)
    repository.close()
    return {
        "public": public.id,
        "private": private.id,
        "withdrawn": withdrawn.id,
        "deleted": deleted.id,
        "waiting": waiting.id,
    }


def plant_figures(folder: Path, url: str = "") -> None:
    """Two councils' own figures in a folder of releases, the first of which is published where there is a database.

    Of the first the public sees two figures, and two are withheld; of the other it sees nothing.
    """
    ages = {"": 48977.0, "Under 1": 4.0, "1 to 9": 762.0, "10 and over": 48211.0}
    open_rows = [
        {"area": "barnsley", "indicator": "cic_n", "period": "31 May 2025", "value": value, "member": age}
        | ({"dimension": "age"} if age else {})
        for age, value in ages.items()
    ]
    word = FIGURES.__getitem__
    hidden = {"area": "barnet", "indicator": "cic_n", "value": 73917464.0, "printed": word("such a figure")}
    hidden |= {"note": word("note on such a figure")}
    imported = [
        figures(_own(OWN, "barnsley", date(2025, 6, 1), "Barnsley: own figures"), open_rows),
        figures(
            _own(HIDDEN, "barnet", date(2025, 7, 1), word("title of own figures that nobody has published")),
            [hidden | {"period": period} for period in ("30 April 2025", "31 May 2025", "30 June 2025")],
        ),
    ]
    evidence = evidence_with(folder, *imported)
    if url:
        repository = Repository.open(url)
        mark = own_releases(evidence.releases)[OWN]
        shown = for_the_public(evidence, Decided(Policy()).with_release(OWN, mark)).shown
        Publications(repository.database).publish_release(OWN, mark, shown, NOTEBOOKS["who published it"], knowing="")
        repository.close()


def _own(identity: str, authority: str, day: date, title: str) -> Release:
    return release(
        2025, ReleaseKind.OWN, id=identity, authority=authority, published=day, title=title, short_title=title
    )


def planted_library(library: Library) -> Library:
    """The question library with a word in every good answer and every worry."""
    return replace(
        library,
        questions=tuple(
            one.model_copy(
                update={
                    "good_answer": tuple(f"{text} {GOOD}" for text in one.good_answer),
                    "worry": tuple(f"{text} {WORRY}" for text in one.worry),
                }
            )
            for one in library.questions
        ),
    )


def plant_library(folder: Path) -> None:
    """The same in the files of a library."""
    for file in sorted(folder.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        for name, word in (("good_answer", GOOD), ("worry", WORRY)):
            texts = rf'^{name} = \[\s*(?:"[^"\n]*"\s*,?\s*)+\]'
            text = re.sub(texts, partial(_marked, word), text, flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")


def _marked(word: str, texts: re.Match[str]) -> str:
    return re.sub(r'"([^"\n]+)"', rf'"\1 {word}"', texts[0])


def plant_witnesses(documents: Path) -> int:
    """A word beside the name of every witness that a document lists; how many there were."""
    count = 0
    for file in sorted(documents.glob("*/witnesses.csv")):
        head, *rows = file.read_text(encoding="utf-8").splitlines()
        assert head.startswith("locator,name,")
        marked = [row.replace(",", f",{WITNESS} ", 1) for row in rows]
        file.write_text("\n".join([head, *marked]) + "\n", encoding="utf-8")
        count += len(rows)
    return count


def found_in(contents: bytes, words: dict[str, str] = CANARIES) -> set[str]:
    """The places whose words are in some bytes: as they are, in a zip or a Word document, or in the text of a PDF."""
    there = b"\0".join(_unpacked(contents)).lower()
    return {
        place
        for place, word in words.items()
        if any(word.lower().encode(encoding) in there for encoding in ("utf-8", "utf-16-le"))
    }


def _unpacked(contents: bytes) -> list[bytes]:
    parts = [contents]
    if contents[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            for name in archive.namelist():
                parts += _unpacked(archive.read(name))
    if contents[:5] == b"%PDF-":
        parts += [_inflated(found[1]) for found in re.finditer(rb"stream\r?\n(.*?)endstream", contents, re.S)]
        if shutil.which("pdftotext"):
            run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=contents, capture_output=True, check=True)
            # A word may be parted at the end of a line.
            parts += [run.stdout, re.sub(rb"[-\s]|\xc2\xad|\xe2\x80\x8b", b"", run.stdout)]
    return parts


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""
