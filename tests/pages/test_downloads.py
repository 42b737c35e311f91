"""Every button of every page that gives a file sets down who takes it; there is no other way to offer one."""

import ast
from datetime import date

import pytest

from analytics.access.log import AuditLog, Event, Wanted
from analytics.exports.formats import Format
from analytics.importers.mappings.folder import keep
from analytics.importers.own.layout import Item, Layout
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.lock import lock
from pages.shared import library
from pages.shared.bringing import workspace
from tests.pages.kept import HISTORY, NOTE, a_workspace, files_given, page_of, pressed
from tests.pages.opened import ROOT, TITLES, opened

CANARY = "canary in the reeds"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    with a_workspace(tmp_path, monkeypatch) as repository:
        yield repository


@pytest.fixture
def given(kept, monkeypatch):
    """What the buttons of a page give, and what is then in the log, in the order of the buttons."""
    files = files_given(monkeypatch)

    def gives(app):
        before = AuditLog(kept.database).count(Wanted())
        contents = files(app)
        rows = AuditLog(kept.database).found(Wanted())
        new = rows[: len(rows) - before][::-1]
        assert all(contents)
        assert {row.what for row in new} <= {Event.EXPORTED}
        assert {row.who for row in new} <= {"the person at this computer"}
        assert CANARY not in repr(new)
        return [(row.place, row.about, row.detail) for row in new], len(contents)

    return gives


@pytest.mark.parametrize("page", TITLES)
def test_every_file_of_a_page_is_set_down(page, given):
    said, files = given(opened(page, authority="barnsley"))

    assert len(said) == files
    assert files > 0 or page not in ("before_the_meeting", "workforce", "findings", "bring_in_figures")
    assert all(about and detail.endswith(("members", "public", "other councils")) for _, about, detail in said)


def test_a_notebook_its_papers_and_its_lock_are_set_down_by_its_id(given, kept):
    notebook = Notebook(id="mine", authority="barnsley", title=CANARY).adding(NOTE | {"text": CANARY}).adding(HISTORY)
    saved = kept.save(notebook.planning(date=date(2023, 9, 12)), None)
    kept.lock(saved.version, lock(saved.notebook, library.evidence(), saved.notebook.meeting))
    app = page_of(notebook)
    app.selectbox(key="notebook_form").select(Format.HTML)
    app = pressed(app, "Make the file")
    said, files = given(app)
    assert files == 3
    assert said[0][1:] == ("barnsley-cl_eet", "csv, members")
    assert [row[1:] for row in said[1:]] == [("mine", "html, public"), ("mine", "json, members")]

    app = opened("witness_briefs", notebook="mine")
    app.selectbox(key="briefing_form").select(Format.HTML)
    app = pressed(app.run(), "Make the Web page")
    said, _ = given(app)
    assert [row[1:] for row in said] == [
        ("mine", "members-pack, html, members"),
        ("mine", "evidence-lock-1, json, members"),
    ]


def test_a_mapping_is_set_down_by_its_name_as_a_file(given):
    layout = Layout(
        header_row=1, columns={Item.PERIOD: "Month", Item.VALUE: "Children"}, fixed={Item.COUNCIL: "barnet"}
    )
    keep(workspace.mappings(), "Our own returns", layout)
    said, _ = given(opened("bring_in_figures"))
    assert ("our-own-returns", "mapping, toml, other councils") in [row[1:] for row in said]


def test_no_module_offers_a_file_but_the_one_that_sets_it_down():
    offers = {
        path.relative_to(ROOT).as_posix()
        for path in (*(ROOT / "pages").rglob("*.py"), ROOT / "app.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        # A table or an editor of Streamlit's has a button of its own that gives its rows.
        if isinstance(node, ast.Attribute) and node.attr in ("download_button", "dataframe", "data_editor")
    }
    assert offers == {"pages/shared/download.py"}
