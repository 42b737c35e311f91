import pytest

from analytics.notebooks.notebook import Notebook
from analytics.notebooks.stored import as_stored
from pages.shared.library import DATA_FOLDER
from tests.pages.kept import NOTE, a_workspace, page_of, pressed, with_cells
from tests.pages.opened import headings, html, links, opened, said, stands


@pytest.fixture
def kept(tmp_path, monkeypatch):
    with a_workspace(tmp_path, monkeypatch) as repository:
        yield repository


def begun(kept, app):
    """The one notebook that was begun."""
    assert not app.exception, [problem.value for problem in app.exception]
    [entry] = kept.listed()
    return kept.get(entry.id).notebook


def test_list_of_an_empty_workspace_says_how_to_begin(kept):
    app = opened("notebooks")

    stands(app, "notebooks")
    assert "There is no notebook yet." in said(app)[0]


def test_every_notebook_has_a_link_that_opens_it_the_last_saved_first(kept):
    notebooks = [with_cells(NOTE, title=title) for title in ("First", "<b>Second</b>")]
    for notebook in notebooks:
        kept.save(notebook, None)

    app = opened("notebooks")

    stands(app, "notebooks")
    inside = [link for link in links(app) if link.startswith("notebook?")]
    assert inside == [f"notebook?notebook={notebook.id}" for notebook in reversed(notebooks)]
    assert "<b>Second" not in html(app)
    assert headings(page_of(notebooks[0]), 1) == ["First"]


@pytest.mark.parametrize("council", ["barnet", "barnsley"])
def test_blank_notebook_is_about_the_council_of_the_page_before(kept, council):
    app = opened("notebooks", authority=council, known="2020-01-31")

    next(box for box in app.text_input if box.label == "Title").set_value("October")
    pressed(app, "Begin")

    notebook = begun(kept, app)
    assert (notebook.title, notebook.authority, str(notebook.as_known_on)) == ("October", council, "2020-01-31")
    assert notebook.cells == ()
    assert headings(app, 1) == ["October"]


def test_notebook_begun_from_a_starter_has_its_cells_and_is_nobody_elses(kept):
    app = opened("notebooks")

    next(box for box in app.selectbox if box.label == "Begin with").set_value("Care leavers")
    pressed(app, "Begin")

    notebook = begun(kept, app)
    assert notebook.title == "Care leavers"
    assert notebook.cells
    assert not notebook.public
    assert not notebook.id.startswith("starter")
    assert not app.warning


def test_every_starter_of_the_repository_is_offered(kept):
    offered = next(box for box in opened("notebooks").selectbox if box.label == "Begin with").options

    assert len(offered) == 1 + len(list((DATA_FOLDER / "notebooks").glob("*.json")))


def test_deleted_notebook_is_off_the_list_and_brought_back_at_once_or_later(kept):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)
    app = opened("notebooks")

    pressed(app, "Delete")
    assert kept.listed() == []
    pressed(app, "Undo")
    assert [entry.id for entry in kept.listed()] == [notebook.id]

    pressed(app, "Delete")
    later = opened("notebooks")
    assert "September" not in html(later)
    next(one for one in later.toggle if one.label == "Show deleted notebooks").set_value(True).run()
    pressed(later, "Bring back")
    assert kept.get(notebook.id).notebook == notebook


def test_deleted_notebook_opened_by_its_link_is_said_to_be_deleted(kept):
    notebook = with_cells(NOTE)
    kept.save(notebook, None)
    kept.delete(notebook.id)

    assert "was deleted" in said(opened("notebook", notebook=notebook.id))[0]


def uploaded(app, content):
    app.get("file_uploader")[0].set_value(("september.json", content, "application/json")).run()
    assert not app.exception, [problem.value for problem in app.exception]
    return app


def test_notebook_from_a_file_is_kept_under_its_own_id_where_there_is_none_of_it(kept):
    notebook = with_cells(NOTE)

    uploaded(opened("notebooks"), as_stored(notebook).encode())

    assert kept.get(notebook.id).notebook == notebook


def test_notebook_from_a_file_is_public_only_when_its_owner_says_so(kept):
    notebook = with_cells(NOTE).model_copy(update={"public": True})

    uploaded(opened("notebooks"), as_stored(notebook).encode())

    assert not kept.get(notebook.id).notebook.public


def test_notebook_from_a_file_never_replaces_one_that_is_here(kept):
    notebook = with_cells(NOTE)
    kept.save(notebook.retitled("Newer"), None)

    uploaded(opened("notebooks"), as_stored(notebook).encode())

    assert sorted(entry.title for entry in kept.listed()) == ["Newer", "September"]
    assert kept.get(notebook.id).notebook.title == "Newer"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"title": "x"}', b'{"format": 99, "authority": "x"}'])
def test_file_that_is_no_notebook_is_said_and_nothing_kept(kept, content):
    app = uploaded(opened("notebooks"), content)

    assert len(app.error) == 1
    assert kept.listed() == []


def test_notebook_of_a_council_that_is_unknown_here_is_listed_and_opens(kept):
    notebook = Notebook(title="Lost", authority="atlantis")
    kept.save(notebook, None)

    assert "atlantis" in html(opened("notebooks"))
    assert headings(page_of(notebook), 1) == ["Lost"]
