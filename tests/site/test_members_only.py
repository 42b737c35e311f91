"""Nothing that is for members only is on the site: a canary in every private field, and a search of every file."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from analytics.enquiry import lines as enquiry_lines
from analytics.enquiry.settings import DEFAULTS
from analytics.exports.page import report_as_html
from analytics.notebooks.cells import lines as line_cells
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.notebook_report import notebook_report
from analytics.notebooks.packs import chosen as chosen_module
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.member_pack import member_pack
from analytics.site.build import build
from analytics.site.publication import CannotPublish, publishable
from tests.shipped import shipped
from tests.site.made import one_council

GOOD, WORRY, NOTE, OWN, PRIVATE, NAME = (
    f"CANARY {what}" for what in ("good answer", "worry", "note", "own wording", "private note", "Ada Example")
)


def every_line(evidence, authority):
    """All lines of questioning about a council, the first ones first."""
    return enquiry_lines.enquiry_of(evidence.about(authority), authority, None, "", "", DEFAULTS).every_line


@pytest.fixture
def planted(monkeypatch):
    """Evidence, a notebook and a meeting in which every private field holds a canary that names it."""

    def with_canaries(*asked):
        enquiry = enquiry_lines.enquiry_of(*asked)
        secret = {"good_answer": (GOOD,), "worry": (WORRY,)}
        kinds = ("lines", "more_lines", "requests")
        return replace(
            enquiry, **{kind: tuple(replace(line, **secret) for line in getattr(enquiry, kind)) for kind in kinds}
        )

    for module in (chosen_module, line_cells):
        monkeypatch.setattr(module, "enquiry_of", with_canaries)
    evidence = shipped()
    listed = {
        "document": "barnet-performance-report-2019",
        "locator": "L1",
        "name": NAME,
        "role": "Service Director, Example Services",
        "organisation": "Barnet",
    }
    evidence = replace(evidence, witnesses=pl.concat([evidence.witnesses, pl.DataFrame([listed])]))
    line = every_line(evidence, "barnet")[0].id
    meeting = Meeting(date=date(2019, 9, 12), notes={line: NOTE}, own_wordings={line: f"{OWN}?"})
    book = Notebook(id="planted", title="Planted", authority="barnet", public=True, meeting=meeting)
    for asks in (
        {"kind": "note", "text": PRIVATE, "private": True},
        {"kind": "note", "text": "A note for everybody"},
        *({"kind": kind} for kind in ("lines", "requests", "signals", "absent", "papers")),
        {"kind": "line", "line": line},
    ):
        book = book.adding(asks)
    return evidence, book, meeting


def test_no_canary_is_in_any_file_of_the_site(planted):
    evidence, book, _ = planted
    files = build(one_council(evidence=evidence, notebooks=(publishable(book),)))
    everything = {path: content.decode() for path, content in files.items()}
    assert not {path: text for path, text in everything.items() if "CANARY" in text or "CANARY" in path}
    # What stands beside each canary is there, so the search was of the right pages.
    assert "A note for everybody" in everything["notebooks/planted.html"]
    assert "Service Director, Example Services" in "".join(everything.values())


def test_the_same_canaries_are_found_where_members_read(planted):
    evidence, book, meeting = planted
    report = report_as_html(notebook_report(book, evidence, private=True))
    assert all(canary in report for canary in (GOOD, WORRY, PRIVATE))
    pack = report_as_html(member_pack(book, evidence, meeting))
    assert all(canary in pack for canary in (GOOD, WORRY, NOTE, OWN))
    assert NAME in evidence.witnesses["name"]


def test_no_witness_of_a_published_report_is_named(site):
    names = [name for name in shipped().witnesses["name"].unique() if name]
    assert names
    everything = b"".join(site.files.values()).decode()
    assert not [name for name in names if name in everything]


def test_no_good_answer_or_worry_of_the_library_is_in_any_file(site):
    evidence = shipped()
    lines = [line for authority in evidence.authorities_with_documents() for line in every_line(evidence, authority)]
    secret = {text for line in lines for text in (*line.good_answer, *line.worry)}
    everything = b"".join(content for path, content in site.files.items() if not path.endswith(".svg")).decode()
    assert len(secret) > 20
    assert not {text for text in secret if text in everything}


def test_a_notebook_that_is_not_public_is_refused():
    with pytest.raises(CannotPublish, match="“Secret plans” is not marked public, so nothing was published"):
        publishable(Notebook(title="Secret plans", authority="barnet"))
