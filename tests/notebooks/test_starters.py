"""Starters are read strictly, and each begins a notebook of its own."""

import json
from datetime import date

import pytest

from analytics.evidence.loading import SHIPPED
from analytics.notebooks.starters import starters

NOTE = {"id": "a1", "asks": {"kind": "note", "text": "Begin here"}}


@pytest.fixture
def folder(tmp_path):
    def write(**files):
        for name, content in files.items():
            text = content if isinstance(content, str) else json.dumps({"authority": "barnet"} | content)
            (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_starters_in_the_order_of_their_names(folder):
    found = starters(folder(visits={"title": "Visits"}, caseloads={"title": "Caseloads", "cells": [NOTE]}))
    assert [(starter.name, starter.title) for starter in found] == [("caseloads", "Caseloads"), ("visits", "Visits")]


def test_no_folder_holds_no_starter(tmp_path):
    assert starters(tmp_path / "notebooks") == []


def test_a_begun_notebook_shares_the_cells_and_no_id(folder):
    (starter,) = starters(folder(visits={"title": "Visits", "cells": [NOTE], "settings": {"material_points": 4}}))
    one, other = (starter.begun("barnsley", date(2023, 9, 12)) for _ in range(2))
    assert (one.title, one.authority, one.as_known_on) == ("Visits", "barnsley", date(2023, 9, 12))
    assert one.settings.material_points == 4
    assert [held.asks for held in one.cells] == [NOTE["asks"]]
    ids = [starter.notebook.id, one.id, other.id, "a1", one.cells[0].id, other.cells[0].id]
    assert len(set(ids)) == len(ids)


def test_everything_wrong_is_said_at_once_with_the_file(folder):
    wrong = folder(
        broken="{",
        good={"cells": [NOTE]},
        newer={"format": 99},
        cells={
            "cells": [
                NOTE,
                {"id": "a2", "asks": {"kind": "horoscope"}},
                {"id": "a3", "asks": {"kind": "history"}},
            ]
        },
    )
    with pytest.raises(ValueError, match="horoscope") as raised:
        starters(wrong)
    broken, *cells, newer = str(raised.value).splitlines()
    assert broken.startswith(f"{wrong}/broken.json: This is no notebook: it is not JSON")
    assert newer.startswith(f"{wrong}/newer.json: This notebook has format 99")
    assert cells == [
        f"{wrong}/cells.json: cell 2: There is no kind of cell called “horoscope” in this version.",
        f"{wrong}/cells.json: cell 3: This cell cannot be read: indicator: Field required.",
    ]


def test_every_shipped_starter_opens():
    files = sorted((SHIPPED / "notebooks").glob("*.json"))
    assert [starter.name for starter in starters(SHIPPED / "notebooks")] == [file.stem for file in files]
