"""What nobody remembers is in no page of the public edition, which says so, and an officer is told how to show it."""

import re
import shutil

import polars as pl
import pytest

from analytics.access.publications import Publications
from analytics.commands.remembering import remembered
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.measures.disclosure.memory import SHOWN
from pages.shared import library
from pages.shared.publishing import published
from tests.pages.kept import a_workspace, notices, pressed
from tests.pages.opened import TITLES, headings, html, opened, said, stands

BARNET, BARNSLEY = "barnet-performance-report-2019", "barnsley-scrutiny-report-2023"
# The number of children with a child in need plan, which Barnet's report prints and nobody else does.
FIGURE = "cin_n,,,July 2019,550,"
HELD, SHOW = "Held back from the public", "Show them"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two documents in a folder where they can be changed, and a policy that covers them, in a new workspace."""
    for slug in (BARNET, BARNSLEY):
        shutil.copytree(SHIPPED / "documents" / slug, tmp_path / "data" / "documents" / slug)
    monkeypatch.setattr(library, "DATA_FOLDER", tmp_path / "data")
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", "dfe everything")
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.delenv("SCRUTINY_DATABASE_URL", raising=False)
    library.decide_anew()
    library._known.clear()
    published._open.clear()
    return tmp_path / "data"


@pytest.fixture
def kept(folder, tmp_path, monkeypatch):
    with a_workspace(tmp_path / "workspace", monkeypatch) as repository:
        yield repository


def change(folder):
    """Barnet's report says another number of children."""
    file = folder / "documents" / BARNET / "observations.csv"
    text = file.read_text("utf-8")
    assert text.count(FIGURE) == 1
    file.write_text(text.replace(FIGURE, FIGURE.replace("550", "590")), encoding="utf-8")


def publicly(monkeypatch, page, **address):
    """A page of the public edition, as it is opened now."""
    library.decide_anew()
    with monkeypatch.context() as edition:
        edition.setenv("SCRUTINY_MODE", "public")
        return opened(page, **address)


def workspace(page):
    library.decide_anew()
    return opened(page)


def test_until_anything_is_remembered_every_page_stands_without_the_documents_and_says_so(folder, monkeypatch):
    for page in ("before_the_meeting", "indicators", "documents_and_data", "findings", "figures_that_do_not_add_up"):
        app = publicly(monkeypatch, page)
        assert not app.exception
        assert headings(app, 1) == [TITLES[page]]
        words = html(app)
        assert "Not shown yet: " in words
        assert "Barnet performance report, July 2019" in words
        assert "550" not in words
    about = html(publicly(monkeypatch, "about"))
    assert "What is not shown yet" in headings(publicly(monkeypatch, "about"))
    assert "Performance, Workforce &amp; Practice Quality Assurance Report July 2019</li>" in about


def test_what_is_remembered_is_shown_and_a_document_that_changes_waits_alone(folder, monkeypatch):
    remembered(load_evidence(folder))
    before = publicly(monkeypatch, "indicators", authority="barnet", indicator="cin_n")
    assert "Not shown yet" not in html(before)
    assert "550" in html(before)
    change(folder)

    after = publicly(monkeypatch, "indicators", authority="barnsley")
    stands(after, "indicators")
    assert "Not shown yet: Barnet performance report, July 2019." in html(after)
    assert "590" not in html(publicly(monkeypatch, "indicators", authority="barnet", indicator="cin_n"))
    status = html(publicly(monkeypatch, "status"))
    assert re.search(r">Documents not shown yet</th>\s*<td[^>]*>1</td>", status)


def test_an_officer_is_told_and_shows_them_by_two_presses_and_no_sooner(kept, folder, monkeypatch):
    remembered(load_evidence(folder))
    assert HELD not in headings(workspace("publishing"))
    change(folder)
    app = workspace("publishing")
    stands(app, "publishing")
    assert HELD in headings(app)
    assert "Performance, Workforce &amp; Practice Quality Assurance Report July 2019" in html(app)
    asked = pressed(app, SHOW)
    assert "Anybody will be able to see 1 figure that the public has not seen before." in notices(asked)
    assert "590" not in html(publicly(monkeypatch, "indicators", authority="barnet", indicator="cin_n"))

    done = pressed(asked, "Yes, show them")
    assert said(done)[0] == "What was held back is public."
    assert HELD not in headings(done)
    assert "590" in html(publicly(monkeypatch, "indicators", authority="barnet", indicator="cin_n"))
    assert "Not shown yet" not in html(publicly(monkeypatch, "about"))


def test_who_looked_before_somebody_else_showed_something_is_told_and_shows_nothing(kept, folder, monkeypatch):
    asked = pressed(workspace("publishing"), SHOW)
    theirs = pl.DataFrame([("leeds", "cp_n", "", "", "31 March 2025", "90")], SHOWN, orient="row")
    Publications(kept.database).remember(theirs, "another officer", knowing="")

    after = pressed(asked, "Yes, show them")
    assert said(after)[0].startswith("Nothing was changed. What the public has been shown is not what it was")
    assert HELD in headings(after)
    assert "Not shown yet" in html(publicly(monkeypatch, "about"))


def test_where_no_policy_covers_anything_there_is_nothing_to_do(kept, folder, monkeypatch):
    monkeypatch.delenv("SCRUTINY_DISCLOSURE")
    assert HELD not in headings(workspace("publishing"))
    for page in ("about", "indicators"):
        assert "Not shown yet" not in html(publicly(monkeypatch, page))
