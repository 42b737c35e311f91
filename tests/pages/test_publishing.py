"""The page Publishing: what it says is public is, nothing is before the second press, and then it is what was said."""

import pytest

from analytics.access.log import AuditLog
from analytics.access.publications import Publications
from analytics.evidence.own_figures import own_releases
from analytics.evidence.vocabulary import DocumentKind
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.notebooks.leaving import for_the_public
from analytics.notebooks.repository import Published, default_url
from pages.shared import library
from tests.pages.kept import NOTE, a_workspace, button, notices, pressed, with_cells
from tests.pages.opened import begun, html, opened, said, stands
from tests.planted import HIDDEN, OWN, found_in, plant_figures

PRIVATE = {"kind": "note", "text": "canary", "private": True}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    with a_workspace(tmp_path, monkeypatch) as repository:
        library.decide_anew()
        library._known.clear()
        yield repository


@pytest.fixture
def figures(kept, tmp_path, monkeypatch):
    """A release of own figures, just brought in."""
    plant_figures(tmp_path / "releases")
    monkeypatch.setenv("SCRUTINY_RELEASES", str(tmp_path / "releases"))


def public(tmp_path):
    """What the public reads of the workspace."""
    return Published.open(default_url({"SCRUTINY_WORKSPACE": str(tmp_path)}))


def events(kept):
    return [(row.what, row.about, row.place) for row in reversed(AuditLog(kept.database).newest())]


def _place(app, council):
    """Which of the buttons “Publish them” is of a council."""
    offered = [one.label for one in app.button if one.label.startswith("Publish them")]
    return next(place for place, label in enumerate(offered) if council in label)


def test_where_nothing_is_public_it_says_so_and_what_to_do(kept):
    app = opened("publishing")

    stands(app, "publishing")
    assert "No notebook is public. Tick “This notebook may be published” in one" in said(app)[0]
    assert "No figures of the council’s own were brought in." in said(app)[1]
    assert "Under this policy no figure had to be withheld." in html(app)


def test_a_notebook_is_public_after_the_second_press_and_no_sooner(kept, tmp_path):
    notebook = with_cells(NOTE, PRIVATE).model_copy(update={"public": True})
    kept.save(notebook, None)
    app = opened("publishing")
    assert "Not public: it may be published, and nobody has." in notices(app)

    asked = pressed(app, "Publish it")
    assert "Anybody will be able to read 1 part of it" in notices(asked)
    assert "Left out: 1 private note." in notices(asked)
    assert "canary" not in notices(asked)
    assert public(tmp_path).listed() == []

    done = pressed(asked, "Yes, publish it")
    assert said(done)[0] == "“September” is public, as it is in version 1."
    [entry] = public(tmp_path).listed()
    assert [held.asks for held in entry.notebook.cells] == [NOTE]
    assert [(what, about) for what, about, _ in events(kept)] == [("published", notebook.id)]


def test_leaving_it_as_it_is_changes_nothing(kept, tmp_path):
    kept.save(with_cells(NOTE).model_copy(update={"public": True}), None)
    app = pressed(pressed(opened("publishing"), "Publish it"), "Leave it as it is")

    assert "Anybody will be able to read" not in notices(app)
    assert public(tmp_path).listed() == []
    assert events(kept) == []


def test_a_published_notebook_that_was_changed_says_so_until_it_is_published_again_or_taken_back(kept, tmp_path):
    notebook = with_cells(NOTE).model_copy(update={"public": True})
    kept.save(notebook, None)
    Publications(kept.database).publish_notebook(notebook.id, 1, "olga@council.example")
    assert "Changed since" not in notices(opened("publishing"))
    kept.save(notebook.retitled("October"), 1)

    app = opened("publishing")
    assert "by olga@council.example" in notices(app)
    assert "version 2 is not public" in notices(app)
    again = pressed(pressed(app, "Publish version 2 instead"), "Yes, publish it")
    assert public(tmp_path).get(notebook.id).notebook.title == "October"
    assert "Changed since" not in notices(again)
    gone = pressed(pressed(again, "Take it back"), "Yes, take it back")
    assert said(gone)[0] == "“October” is not public any more."
    assert public(tmp_path).listed() == []


def test_a_notebook_changed_between_the_two_presses_is_not_published(kept, tmp_path):
    notebook = with_cells(NOTE).model_copy(update={"public": True})
    kept.save(notebook, None)
    asked = pressed(opened("publishing"), "Publish it")
    kept.save(notebook.adding(PRIVATE), 1)

    after = pressed(asked, "Yes, publish it")
    assert said(after)[0].startswith("Nothing was changed. Somebody has changed “September” since you looked at it")
    assert public(tmp_path).listed() == []


def test_own_figures_are_public_after_the_second_press_without_what_is_withheld(kept, figures, tmp_path):
    app = opened("publishing")
    assert notices(app).count("Not public: nobody has published these figures.") == 2
    asked = pressed(app, "Publish them", place=_place(app, "Barnsley"))
    assert "Anybody will be able to see 2 figures, on Children in care, for 31 May 2025." in notices(asked)
    assert "2 figures are withheld." in notices(asked)
    assert public(tmp_path).decided(Policy()).releases == frozenset()

    done = pressed(asked, "Yes, publish them")
    assert "Under this policy 2 figures are withheld." in notices(done)
    decided = public(tmp_path).decided(Policy())
    assert [release for release, _ in decided.releases] == [OWN]
    assert sorted(decided.shown["value"]) == ["48211", "48977"]
    gone = pressed(pressed(done, "Take them back"), "Yes, take them back")
    assert notices(gone).count("Not public: nobody has published these figures.") == 2
    assert events(kept)[-1][:2] == ("withdrew", OWN)


def test_other_figures_under_the_same_name_are_not_public(kept, figures, tmp_path):
    shown = library.decided().shown
    Publications(kept.database).publish_release(OWN, "of other figures", shown, "an officer", knowing="")
    library.decide_anew()
    app = opened("publishing")
    assert "and other figures were brought in under this name since." in notices(app)
    assert "Under this policy no figure had to be withheld." in notices(app), "the public sees none of them"


def test_the_policy_is_put_in_force_after_what_it_does_is_said(kept, tmp_path):
    app = opened("publishing")
    strict = Policy(rule=Rule.DFE, covers=Covers.EVERYTHING)
    app.selectbox(key="publishing_policy").set_value(strict).run()
    asked = pressed(app, "See what it would withhold")
    assert all(sentence in html(asked).partition("Put this policy in force?")[2] for sentence in strict.sentences)
    assert public(tmp_path).decided(Policy()).policy == Policy()

    done = pressed(asked, "Yes, put it in force")
    assert public(tmp_path).decided(Policy()).policy == strict
    assert "by the person at this computer" in html(done)
    assert [(what, about) for what, about, _ in events(kept)] == [("chose what is withheld", "dfe everything")]
    assert library.decided().policy == strict


def test_where_it_is_not_known_what_is_public_no_figure_is_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("SCRUTINY_MODE", "public")
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    (tmp_path / "notebooks.db").write_bytes(b"no database at all" * 100)
    library.decide_anew()
    for page in ("indicators", "about"):
        app = opened(page, authority="barnet")
        assert not app.exception
        assert "No figures can be shown at the moment" in html(app)
        assert "2019" not in html(app)


def test_what_was_decided_before_an_outage_holds_through_it(monkeypatch, tmp_path):
    monkeypatch.setenv("SCRUTINY_MODE", "public")
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    library.decide_anew()
    before = library.decided()
    (tmp_path / "notebooks.db").write_bytes(b"no database at all" * 100)
    library.decide_anew()
    assert library.decided() == before
    assert "2019" in html(opened("indicators", authority="barnet"))


def test_own_figures_are_in_the_public_edition_once_published_and_only_what_may_be_seen(figures, kept, monkeypatch):
    def seen():
        library.decide_anew()
        return library.evidence()

    inside = seen()
    monkeypatch.setenv("SCRUTINY_MODE", "public")
    assert OWN in inside.documents
    assert OWN not in seen().documents
    assert seen().releases is None, "there is no other release"
    assert not seen().observations.filter(document=OWN).height
    mark = own_releases(inside.releases)[OWN]
    shown = for_the_public(inside, library.decided().with_release(OWN, mark)).shown
    Publications(kept.database).publish_release(OWN, mark, shown, "an officer", knowing="")
    rows = seen().observations.filter(document=OWN)
    assert HIDDEN not in seen().documents
    assert HIDDEN not in seen().releases.documents
    assert found_in(seen().releases.rows().collect().write_csv().encode()) == set()
    assert seen().releases.areas() == ("barnsley",)
    assert seen().documents[OWN].file.kind is DocumentKind.OWN_FIGURES
    assert sorted(rows["value"].drop_nulls()) == [48211.0, 48977.0]


def test_the_button_that_may_be_pressed_is_named_for_a_screen_reader(kept):
    kept.save(with_cells(NOTE).model_copy(update={"public": True}), None)
    app = opened("publishing")
    assert button(app, "Publish it").label == "Publish it :gray-background[September]"
    assert "Publishing" in [link.proto.label for link in begun().sidebar.get("page_link")]
