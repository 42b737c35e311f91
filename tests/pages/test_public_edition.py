"""The public edition opened without a browser: which pages there are, what is on them, and what no page can hold."""

import logging
import sqlite3
from dataclasses import replace

import pytest

from analytics.access.actions import Action
from analytics.commands.remembering import remembered
from analytics.enquiry import papers
from analytics.enquiry.library import load_library
from analytics.enquiry.lines import enquiry_of
from analytics.enquiry.settings import DEFAULTS
from analytics.evidence.release_place import ReleasesUnreadable
from analytics.notebooks.repository import RepositoryError, default_url
from pages.shared import library
from pages.shared.bringing.workspace import store
from pages.shared.notebook.workspace import repository
from pages.shared.publishing import published
from tests.pages.opened import COUNCILS, PAGES_ABOUT_A_COUNCIL, TITLES, begun, headings, html, links, opened, said
from tests.planted import (
    CANARIES,
    FIGURES,
    GOOD,
    HIDDEN,
    PUBLIC_TITLE,
    WITNESS,
    WORRY,
    found_in,
    plant_figures,
    plant_notebooks,
    planted_library,
)
from tests.shipped import shipped

OF_THE_WORKSPACE = ("notebooks", "notebook", "witness_briefs", "bring_in_figures", "publishing", "people")
PAGES = tuple(page for page in TITLES if page not in OF_THE_WORKSPACE)
# What a reader may be asked: where a choice is written is the address, and nowhere else.
CHOICES = {"choose_", "write_words", "threshold_"}


@pytest.fixture
def public(monkeypatch, tmp_path):
    """The public edition with a workspace of its own, in which nothing was kept yet."""
    monkeypatch.setenv("SCRUTINY_MODE", "public")
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    # Of the other edition nothing may be left that this one would show.
    published._open.clear()
    library.decide_anew()
    yield tmp_path
    published._open.clear()


@pytest.fixture(scope="module")
def loaded():
    """What the pages loaded with the planted words, by policy: kept apart from what is loaded without."""
    return {}


@pytest.fixture
def planted(public, monkeypatch, loaded):
    """The same with a word of its own in everything that is for members only; the ids of its notebooks."""
    monkeypatch.setattr(papers, "load_library", lambda: planted_library(load_library()))
    held, load = library.load_evidence, library._load.__wrapped__

    def with_words(*places):
        found = held(*places)
        return replace(found, witnesses=found.witnesses.with_columns(name=WITNESS + " " + found.witnesses["name"]))

    def load_once(documents, releases, decided):
        if decided not in loaded:
            loaded[decided] = load(documents, releases, decided)
        return loaded[decided]

    monkeypatch.setattr(library, "load_evidence", with_words)
    monkeypatch.setattr(library, "_load", load_once)
    url = default_url({"SCRUTINY_WORKSPACE": str(public)})
    ids = plant_notebooks(url)
    plant_figures(public / "releases", url)
    monkeypatch.setenv("SCRUTINY_RELEASES", str(public / "releases"))
    return ids


def everything_on(app) -> bytes:
    """All that the server would send for the page, file contents apart."""
    return b"\0".join(
        proto.SerializeToString() if (proto := getattr(node, "proto", None)) is not None else b""
        for node in nodes(app._tree)
    )


def nodes(tree):
    for child in getattr(tree, "children", {}).values():
        yield child
        yield from nodes(child)


@pytest.mark.parametrize(
    ("page", "council"),
    [(page, council) for page in PAGES for council in COUNCILS if page in PAGES_ABOUT_A_COUNCIL or council == "barnet"],
    ids="-".join,
)
def test_page_of_the_public_edition_holds_nothing_for_members_and_nothing_that_acts(planted, page, council):
    app = opened(page, authority=council)

    assert not app.exception
    assert headings(app, 1) == [TITLES[page]]
    assert found_in(everything_on(app)) == set()
    assert not app.get("file_uploader")
    assert [button.label for button in app.button] in (
        [],
        ["Use the usual thresholds"],
    ) or page == "lines_of_questioning"
    asked = [
        *app.selectbox,
        *app.text_input,
        *app.text_area,
        *app.number_input,
        *app.date_input,
        *app.checkbox,
        *app.toggle,
    ]
    assert all(any(one.key.startswith(choice) for choice in CHOICES) for one in asked)
    ways = {link.partition("?")[0] for link in links(app)}
    assert not ways & {*OF_THE_WORKSPACE}


def test_the_same_words_are_in_the_evidence_and_the_lines_of_the_workspace(planted, monkeypatch):
    monkeypatch.setenv("SCRUTINY_MODE", "workspace")
    app = opened("lines_of_questioning", authority="barnsley")

    assert found_in(everything_on(app)) == {"good answer", "worry"}
    app = opened("documents_and_data", authority="barnet", document=HIDDEN)
    # The page shows the figure with its commas; as it was written, and with its note, it is in the file behind it.
    assert found_in(everything_on(app)) >= set(FIGURES) - {"such a figure", "note on such a figure"}
    assert WITNESS in str(library.evidence().witnesses["name"].to_list())


@pytest.mark.parametrize("page", OF_THE_WORKSPACE)
def test_page_of_the_workspace_is_not_there_and_its_address_says_so(public, page):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened(page)


def test_no_line_of_the_public_edition_holds_what_is_for_members_and_the_rest_is_the_same():
    for council in COUNCILS:
        inside = enquiry_of(shipped(), council, None, "", "", DEFAULTS)
        outside = enquiry_of(shipped().for_all(), council, None, "", "", DEFAULTS)

        assert all(line.good_answer and line.worry for line in inside.every_line)
        assert [line.for_all() for line in inside.every_line] == list(outside.every_line)


def test_nothing_of_the_workspace_can_be_opened_from_the_public_edition(public):
    with pytest.raises(RepositoryError, match="public edition"):
        repository()
    with pytest.raises(ReleasesUnreadable, match="public edition"):
        store(Action.BRING_IN_FIGURES)
    assert list(public.iterdir()) == []


def test_the_page_of_national_figures_is_in_the_menu_only_while_there_are_any(public, monkeypatch):
    def menu():
        return [link.proto.label for link in begun().sidebar.get("page_link")]

    assert "Indicators" in menu()
    assert "Beside other councils" not in menu()
    monkeypatch.setattr(library, "holds_releases", lambda: True)
    assert "Beside other councils" in menu()
    monkeypatch.undo()
    monkeypatch.setenv("SCRUTINY_MODE", "workspace")
    assert "Beside other councils" in menu()


@pytest.mark.parametrize("page", ["beside_other_councils", "accessibility", "lines_of_questioning"])
def test_nobody_is_sent_to_a_page_of_the_workspace(public, page):
    words = html(opened(page, authority="barnet"))

    assert not [TITLES[name] for name in OF_THE_WORKSPACE if name in TITLES and TITLES[name] in words]
    assert "add your own" not in words
    assert "scrutiny import" not in words


def test_a_page_about_a_council_says_one_day_and_the_others_that_of_the_newest_figures(public):
    barnet, about = (html(opened(page, authority="barnet")) for page in ("indicators", "about"))

    assert "The newest figures here describe 31 July 2019." in barnet
    assert "The newest figures are of" not in barnet
    assert "The newest figures are of 15 September 2023." in about


def test_lines_are_read_and_not_worked_on(public):
    app = opened("lines_of_questioning", authority="barnsley")

    assert {button.label.partition(" :")[0] for button in app.button} == {"Show the evidence"}
    assert not app.text_area
    assert [part.label for part in app.expander] == [
        label
        for label in (part.label for part in app.expander)
        if label != "In my own words" and not label.startswith("Check a question")
    ]
    assert "Copy as text" in [part.label for part in app.expander]


def test_words_in_a_link_never_stand_on_a_page_of_the_council(public):
    line = enquiry_of(shipped().for_all(), "barnsley", None, "", "", DEFAULTS).lines[0]
    words = {
        f"own.{line.id}.12345678": "The director lies",
        f"own.{line.id}": "The director lies",
        "question": "The director lies",
        "keep": line.id,
        "drop": line.id,
        "members": "1",
    }
    plain = opened("lines_of_questioning", authority="barnsley")

    assert "The director lies" not in html(app := opened("lines_of_questioning", authority="barnsley", **words))
    assert headings(app) == headings(plain)
    printed = opened("lines_of_questioning", authority="barnsley", print="1", **words)
    assert "The director lies" not in html(printed)
    assert "members only" not in html(printed)


def test_published_notebook_is_read_with_its_cells_and_files(planted):
    app = opened("published_notebooks", id=planted["public"])

    assert headings(app, 1) == [PUBLIC_TITLE]
    assert "plainsong for everybody" in html(app)
    labels = [one.label.partition(" :")[0] for one in app.get("download_button")]
    assert labels[-3:] == ["Download as Web page", "Download as Word document", "Download as PDF"]
    assert found_in(everything_on(app)) == set()


def test_what_is_not_published_is_answered_like_what_never_was(planted):
    answers = {
        html(opened("published_notebooks", id=planted[name])) for name in ("private", "withdrawn", "deleted", "waiting")
    }
    answers.add(html(opened("published_notebooks", id="never-was")))

    assert len(answers) == 1
    assert "There is no published notebook at this address." in answers.pop()


def test_own_figures_that_are_published_are_on_the_pages_and_others_are_nowhere(planted):
    documents = html(opened("documents_and_data", authority="barnsley"))
    assert "Barnsley: own figures" in documents
    assert "2 figures are withheld" in documents
    for page in ("documents_and_data", "indicators", "beside_other_councils"):
        for address in ({"document": HIDDEN}, {"indicator": "cic_n"}, {"indicator": "cic_n", "figures": "releases"}):
            app = opened(page, authority="barnet", **address)
            assert not app.exception
            assert found_in(everything_on(app)) == set()


def test_list_names_what_was_published_and_nothing_else(planted):
    app = opened("published_notebooks")

    assert [link for link in links(app) if "id=" in link] == [f"published_notebooks?id={planted['public']}"]


def test_without_a_workspace_nothing_is_published_and_nothing_is_made(public):
    assert said(opened("published_notebooks")) == [
        "No notebook has been published yet. The other pages hold every figure that one could be made of."
    ]
    assert list(public.iterdir()) == []


@pytest.mark.parametrize("wrong", ["no database", "an older schema", "a server that does not answer"])
def test_a_database_that_cannot_be_read_is_said_and_no_figure_is_shown_on_a_guess(public, monkeypatch, caplog, wrong):
    file = public / "notebooks.db"
    if wrong == "no database":
        file.write_bytes(b"not a database at all" * 100)
    elif wrong == "an older schema":
        sqlite3.connect(file).execute("CREATE TABLE notebooks (id TEXT)").connection.close()
    else:
        monkeypatch.setenv("SCRUTINY_DATABASE_URL", "postgresql+psycopg://reader:swordfish@127.0.0.1:1/notebooks")
    with caplog.at_level(logging.WARNING, logger=published.__name__):
        app = opened("published_notebooks")

    assert said(app) == ["Published notebooks cannot be read at the moment. Try again later."]
    assert "Published notebooks cannot be read: " in caplog.text
    assert headings(app, 1) == ["Published notebooks"]
    assert "swordfish" not in caplog.text
    assert headings(opened("indicators"), 1) == ["Indicators"]


@pytest.fixture
def everything_remembered(public, monkeypatch):
    """Every figure is protected, and what the public sees of them by that is remembered."""
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", "dfe everything")
    remembered(shipped())
    library.decide_anew()


def test_the_policy_in_force_is_on_the_pages_with_how_much_is_withheld(everything_remembered):
    withheld = library.protection().withheld
    assert withheld.height

    for page in ("documents_and_data", "about"):
        words = html(opened(page))
        assert all(sentence in words for sentence in library.protection().policy.sentences)
        assert f"{withheld.height} figures are withheld" in words
        assert "Figures withheld, by document" in words


def test_every_figure_of_a_page_is_of_protected_evidence(everything_remembered):
    protected = library.protection()

    assert library.evidence() is protected.evidence
    assert protected.evidence.witnesses["name"].unique().to_list() == [""]


def test_workspace_withholds_nothing_and_says_nothing_of_it():
    assert library.protection() is None
    assert "What is withheld" not in html(opened("about"))
    assert "What is kept in your browser" not in html(opened("about"))


def test_every_planted_word_is_one_that_nothing_else_says():
    assert len(set(CANARIES.values())) == len(CANARIES)
    assert found_in("\n".join(html(opened(page)) for page in ("about", "method")).encode()) == set()
    assert {GOOD, WORRY} <= set(CANARIES.values())
