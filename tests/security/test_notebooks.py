"""What stands in a notebook, its meeting and its file is shown as letters by every page of the workspace."""

import json
from datetime import date

import pytest

from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.stored import as_stored
from tests.pages.kept import a_workspace
from tests.pages.opened import opened
from tests.security.payloads import EVERYTHING, OUTSIDE, PAYLOADS, SHORT
from tests.security.shown import html_of, made_of, markdown_of
from tests.shipped import shipped

DAY = date(2023, 9, 12)
TITLES = sorted({name: text[:200] for name, text in PAYLOADS.items()}.items())
ON_ONE_LINE = " ".join(SHORT)
ROLE = "Service Director " + PAYLOADS["address"][:60]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    with a_workspace(tmp_path, monkeypatch) as repository:
        yield repository


def hostile(**parts) -> Notebook:
    """A notebook in which every text that is free says everything at once."""
    cells = (
        Held(id="</style>", asks={"kind": "note", "text": EVERYTHING}),
        Held(id="folded", asks={"kind": "note", "text": ON_ONE_LINE}, collapsed=True),
        Held(asks={"kind": EVERYTHING}),
        Held(asks={"kind": "history", "indicator": EVERYTHING}),
        Held(asks={"kind": "query", "sql": f"SELECT '{OUTSIDE}' {EVERYTHING}", "title": EVERYTHING}),
        Held(
            asks={"kind": "query", "sql": "SELECT '<script>1</script>' AS \"<img src=x onerror=1>\"", "title": "[a](b)"}
        ),
        Held(asks={"kind": "latest", "theme": "workforce", "words": EVERYTHING}),
    )
    return Notebook(**({"id": "hostile", "title": ON_ONE_LINE[:200], "authority": "barnsley", "cells": cells} | parts))


def meeting(notebook) -> Meeting:
    """A meeting of which every text does the same."""
    plain = Meeting(date=DAY)
    lines = [line.id for line in chosen_for(notebook, shipped(), plain).arranged]
    return plain.having(
        **dict.fromkeys(("time", "place", "reference", "contact", "version", "big_question"), EVERYTHING),
        committee=ON_ONE_LINE[:200],
        witnesses=(ROLE,),
        themes=(EVERYTHING,),
        own_wordings=dict.fromkeys(lines, EVERYTHING),
        notes=dict.fromkeys(lines, EVERYTHING),
    )


@pytest.mark.parametrize("page", ["notebook", "notebooks"])
def test_nothing_of_a_notebook_becomes_more_than_letters(kept, page):
    notebook = hostile()
    kept.save(notebook, None)

    app = opened(page, notebook=notebook.id)

    assert not app.exception
    assert made_of(app) == []
    assert "pwned" in " ".join(html_of(app)), "or nothing of it was looked at"


def test_nothing_of_a_meeting_becomes_more_than_letters(kept):
    notebook = Notebook(title="September", authority="barnsley", as_known_on=DAY)
    notebook = notebook.planning(**dict(meeting(notebook)))
    kept.save(notebook, None)

    app = opened("witness_briefs", notebook=notebook.id)

    assert not app.exception
    assert made_of(app) == []
    assert "pwned" in " ".join(html_of(app)), "or nothing of it was looked at"


@pytest.mark.parametrize("title", [text for _, text in TITLES], ids=[name for name, _ in TITLES])
def test_a_title_is_letters_wherever_it_stands(kept, title):
    notebook = Notebook(id="titled", title=title, authority="barnsley").adding({"kind": "note", "text": title})
    kept.save(notebook, None)
    app = opened("notebooks")

    app.button(key="delete_titled").click().run()

    assert made_of(app) == []
    kept.undelete("titled")
    page = opened("notebook", notebook="titled")
    page.button(key=f"delete_{notebook.cells[0].id}").click().run()
    assert not page.exception
    assert made_of(page) == []


def test_two_titles_at_once_are_letters_in_both_buttons(kept):
    notebook = Notebook(id="clash", title="Before", authority="barnsley")
    kept.save(notebook, None)
    app = opened("notebook", notebook="clash")
    theirs = kept.get("clash")
    kept.save(theirs.notebook.retitled(PAYLOADS["picture"]), theirs.version)

    app.text_input(key="notebook_title").set_value(PAYLOADS["address"]).run()

    assert not app.exception
    assert [text for text in markdown_of(app) if text.startswith(("Keep theirs", "Use yours"))]
    assert made_of(app) == []


@pytest.mark.parametrize(
    "content",
    [
        as_stored(hostile(title=PAYLOADS["picture"])).encode(),
        json.dumps({"format": EVERYTHING}).encode(),
        json.dumps({"format": 2, EVERYTHING: 1, "cells": EVERYTHING}).encode(),
        EVERYTHING.encode(),
        b"[" * 200_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"\xff\xfe" * 50,
        b'{"title": "' + b"x" * 1_000_000 + b'"}',
        b'{"format": 1e999}',
        b'{"format": ' + b"9" * 5_000 + b"}",
    ],
    ids=[
        "sound",
        "format",
        "fields",
        "text",
        "deep-list",
        "deep-object",
        "not-utf8",
        "long",
        "infinite",
        "huge-number",
    ],
)
def test_a_file_that_is_brought_in_is_kept_or_refused_in_letters(kept, content):
    app = opened("notebooks")

    app.file_uploader[0].set_value((f"{ON_ONE_LINE[:80]}.json", content, "application/json")).run()

    assert not app.exception
    assert app.error or app.success
    assert made_of(app) == []


@pytest.mark.parametrize("role", ["Mr John Smith {x}", "Mr John Smith {error.__class__.__mro__}", "Mr John Smith {"])
def test_braces_in_a_field_are_letters_and_no_form_to_fill_in(role):
    with pytest.raises(ValueError, match="looks like a name") as refused:
        Meeting(date=DAY).having(witnesses=(role,))

    assert f"“{role}”" in str(refused.value)


def test_an_unreachable_workspace_is_said_in_letters(monkeypatch, tmp_path):
    monkeypatch.setenv("SCRUTINY_DATABASE_URL", f"sqlite:///{tmp_path}/{'<img src=x onerror=1>'}/missing/a.db")

    app = opened("notebooks")

    assert not app.exception
    assert made_of(app) == []
