"""Nothing that is for members only is on the site: a canary in every private field, and a search of every file.

The fields are walked, not listed: one that is added to a model is private here until it is named below as shown.
"""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from types import UnionType
from typing import get_args, get_origin, get_type_hints

import polars as pl
import pytest

from analytics.enquiry import lines as enquiry_lines
from analytics.enquiry.line import Line
from analytics.enquiry.settings import DEFAULTS
from analytics.exports.page import report_as_html
from analytics.measures.disclosure.policy import Policy
from analytics.notebooks.cells import lines as line_cells
from analytics.notebooks.cells.note import NoteCell
from analytics.notebooks.leaving import for_the_public
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.notebook_report import notebook_report
from analytics.notebooks.packs import chosen as chosen_module
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.member_pack import member_pack
from analytics.notebooks.packs.members_only import MEMBERS_ONLY
from analytics.notebooks.render import AnyCell
from analytics.notebooks.repository import Decided
from analytics.notebooks.repository.published import Published
from analytics.notebooks.running_order import RunningOrder
from analytics.site.build import build
from analytics.site.publication import CannotPublish, PublicNotebook, publishable
from tests.imported import evidence_with
from tests.planted import PUBLIC_NOTE, found_in, plant_figures, plant_notebooks
from tests.shipped import shipped
from tests.site.made import one_council

# What anybody may read of a line, of a notebook that is published, of a cell in it, and of a listed witness.
SHOWN = {
    Line: {
        *("id", "template", "theme", "indicator", "measure", "finding", "also_found", "question", "follow_ups"),
        *("in_writing", "witness", "mode", "angle", "leads_to", "why_it_matters", "caveats", "signals", "score"),
        *("neutral", "asked_before"),
    },
    Notebook: {
        *("format", "id", "title", "authority", "as_known_on", "figures", "neighbours", "settings", "public", "cells"),
    },
    Held: {"asks"},
    NoteCell: {"kind"},
    "witness": {"document", "locator", "role", "organisation"},
}
MONTH = re.compile(rb"Sep(tember)? 2087|2087-09|09/2087")


def word(model, name):
    """The canary of a field: a word that is nowhere else, and reads as a role where only a role is taken."""
    return f"Head of quetzal{model.__name__.lower()}{name.replace('_', '')}"


def canaries(model, line):
    """A value with a canary for every field of a model that is not shown and can hold words or a day."""
    hints = get_type_hints(model)
    names = [one.name for one in fields(model)] if is_dataclass(model) else [*model.model_fields]
    made = {}
    for name in names:
        if name not in SHOWN.get(model, ()):
            value = _value(model, name, hints[name], line, day=len(made) % 20 + 1)
            if value is not None:
                made[name] = value
    return made


def _value(model, name, hint, line, day):
    options = [one for one in get_args(hint) if one is not type(None)] if isinstance(hint, UnionType) else [hint]
    kind = options[0]
    match get_origin(kind) or kind:
        case wanted if wanted is str:
            return word(model, name)
        case wanted if wanted is tuple and get_args(kind)[0] is str:
            return (word(model, name),)
        case wanted if wanted is dict:
            return {line: word(model, name)}
        case wanted if wanted is date:
            # Requests are sent before answers are due, and both before the meeting.
            return date(2087, 9, 28 if name == "date" else day)
        case wanted if wanted in (Meeting, RunningOrder):
            return wanted(**canaries(wanted, line))
        case wanted if wanted in (int, bool) or (isinstance(wanted, type) and issubclass(wanted, Enum)):
            return None
    return pytest.fail(f"{model.__name__}.{name} is {hint}: say here how a canary is put into it.")


def every_line(evidence, authority):
    """All lines of questioning about a council, the first ones first."""
    return enquiry_lines.enquiry_of(evidence.about(authority), authority, None, "", "", DEFAULTS).every_line


@pytest.fixture
def planted(monkeypatch, tmp_path):
    """Evidence, a notebook and what was published earlier, in which every private field holds a canary."""
    secret = {name: (text,) if isinstance(text, str) else text for name, text in canaries(Line, "").items()}

    def with_canaries(*asked):
        enquiry = enquiry_lines.enquiry_of(*asked)
        kinds = ("lines", "more_lines", "requests")
        return replace(
            enquiry, **{kind: tuple(replace(line, **secret) for line in getattr(enquiry, kind)) for kind in kinds}
        )

    for module in (chosen_module, line_cells):
        monkeypatch.setattr(module, "enquiry_of", with_canaries)
    plant_figures(tmp_path / "releases")
    evidence = for_the_public(evidence_with(tmp_path / "releases"), Decided(Policy())).evidence
    listed = {
        "document": "barnet-performance-report-2019",
        "locator": "L1",
        "role": "Service Director, Example Services",
        "organisation": "Barnet",
    }
    listed |= dict.fromkeys({*evidence.witnesses.columns} - SHOWN["witness"], "Quetzalwitness Example")
    evidence = replace(evidence, witnesses=pl.concat([evidence.witnesses, pl.DataFrame([listed])], how="diagonal"))
    line = every_line(evidence, "barnet")[0].id
    asked = (
        {"kind": "note", "private": True} | canaries(NoteCell, line),
        {"kind": "note", "text": "A note for everybody"},
        *({"kind": kind} for kind in ("lines", "requests", "signals", "absent", "papers")),
        {"kind": "line", "line": line},
    )
    cells = tuple(Held(asks=asks, **canaries(Held, line)) for asks in asked)
    book = Notebook(
        id="planted", title="Planted", authority="barnet", public=True, cells=cells, **canaries(Notebook, line)
    )
    plant_notebooks(f"sqlite:///{tmp_path}/notebooks.db")
    published = Published.open(f"sqlite:///{tmp_path}/notebooks.db")
    kept = [PublicNotebook(one.notebook, one.published_on) for one in published.listed()]
    published.close()
    return evidence, book, kept


def test_no_canary_is_in_any_file_of_the_site(planted):
    evidence, book, kept = planted
    files = build(one_council(evidence=evidence, notebooks=(publishable(book), *kept)))
    everything = {path: path.encode() + b" " + content for path, content in files.items()}
    assert not [path for path, content in everything.items() if b"quetzal" in content.lower()]
    assert not [path for path, content in everything.items() if MONTH.search(content)]
    # Also the figures that nobody has published, which are numbers.
    assert not {path: found for path, content in everything.items() if (found := found_in(content))}
    # What stands beside each canary is there, so the search was of the right pages.
    assert b"A note for everybody" in everything["notebooks/planted.html"]
    together = b"".join(everything.values())
    assert b"Service Director, Example Services" in together
    assert PUBLIC_NOTE.encode() in together


def test_every_field_that_is_for_members_only_holds_a_canary():
    """What the list says is private is not among what is shown, and has a word unless it can hold none."""
    models = {model.__name__: model for model in (Line, Meeting, Notebook, NoteCell)}
    # A number and a yes or no are no words; a private note is planted as a whole.
    without_words = {"Meeting.minutes", "NoteCell.private"}
    for entry in MEMBERS_ONLY:
        model, _, name = entry.partition(".")
        assert name not in SHOWN.get(models[model], ()), entry
        assert (name in canaries(models[model], "x")) != (entry in without_words), entry
    # The texts of a meeting are all planted: nothing of it is on the site, whatever papers show.
    assert len(canaries(Meeting, "x")) >= 15
    # No other kind of cell can be private.
    assert [cell for cell in get_args(AnyCell) if "private" in cell.model_fields] == [NoteCell]


def test_a_field_of_which_nobody_said_how_it_is_planted_is_found():
    class Later(Meeting):
        voice: bytes = b""

    with pytest.raises(pytest.fail.Exception, match=r"Later\.voice is <class 'bytes'>: say here how"):
        canaries(Later, "x")


def test_the_same_canaries_are_found_where_members_read(planted):
    evidence, book, _ = planted
    report = report_as_html(notebook_report(book, evidence, private=True))
    good, worry = word(Line, "good_answer"), word(Line, "worry")
    assert all(canary in report for canary in (good, worry, word(NoteCell, "text")))
    # A pack asks for themes and an order that there are.
    meeting = book.meeting.having(themes=(), running_order=RunningOrder())
    pack = report_as_html(member_pack(book, evidence, meeting))
    assert all(canary in pack for canary in (good, worry, word(Meeting, "notes"), word(Meeting, "own_wordings")))
    assert "September 2087" in pack
    assert "Quetzalwitness Example" in evidence.witnesses["name"]


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
