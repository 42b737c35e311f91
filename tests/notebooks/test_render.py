"""Cells as they are stored, and what stored text is refused."""

import json
from datetime import date
from typing import get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from analytics.notebooks.cells.note import NoteCell
from analytics.notebooks.cells.query import QueryCell
from analytics.notebooks.cells.theme import LatestCell
from analytics.notebooks.render import AnyCell, cell_from_json, render
from analytics.notebooks.view import CannotRender
from tests.shipped import every_cell, shipped

KINDS = get_args(AnyCell)
WRITTEN = {
    NoteCell: NoteCell(text="# Ask\nHow many?", private=True),
    QueryCell: QueryCell(authority="barnet", as_known_on=date(2019, 7, 31), sql="SELECT 1"),
}


def test_every_shipped_cell_is_read_back_as_it_was_stored():
    changed = [cell for cell in every_cell() if cell_from_json(cell.model_dump_json()) != cell]
    assert not changed


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_is_read_back_as_itself(kind):
    cell = WRITTEN.get(kind) or next(cell for cell in every_cell() if type(cell) is kind and cell.as_known_on)
    again = cell_from_json(cell.model_dump_json())
    assert type(again) is kind
    assert again == cell
    assert kind is NoteCell or isinstance(again.as_known_on, date)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_field_that_the_kind_does_not_have_is_refused(kind):
    cell = WRITTEN.get(kind) or next(cell for cell in every_cell() if type(cell) is kind)
    stored = json.loads(cell.model_dump_json()) | {"note_to_self": "ask again"}
    with pytest.raises(ValidationError, match="note_to_self"):
        cell_from_json(json.dumps(stored))


def test_kinds_have_names_of_their_own():
    names = [kind.model_fields["kind"].default for kind in KINDS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("stored", "complaint"),
    [
        ('{"authority": "barnsley", "kind": "league-table"}', "league-table"),
        ('{"authority": "barnsley"}', "kind"),
        ('{"kind": "latest"}', "authority"),
        ('{"kind": "latest", "authority": "barnsley", "as_known_on": "soon"}', "as_known_on"),
        ('{"kind": "changes", "authority": "barnsley", "side": "sideways"}', "side"),
        ('["latest"]', "latest"),
        ("not JSON", "JSON"),
    ],
)
def test_text_that_describes_no_cell_is_refused_with_what_is_wrong(stored, complaint):
    with pytest.raises(ValidationError, match=complaint):
        cell_from_json(stored)


def test_a_cell_cannot_be_changed_and_can_be_a_key():
    cell = LatestCell(authority="barnsley")
    with pytest.raises(ValidationError):
        cell.authority = "barnet"
    assert {cell: 1}[LatestCell(authority="barnsley")] == 1


def test_a_council_that_is_not_known_is_said_with_those_that_are():
    with pytest.raises(CannotRender, match=r"no council called “atlantis” here\. Choose Barnet and Barnsley\."):
        render(LatestCell(authority="atlantis"), shipped())


def test_a_council_without_documents_is_said_by_its_name():
    silent = next(name for name in shipped().catalogue.authorities if name not in ("barnsley", "barnet"))
    with pytest.raises(
        CannotRender, match=rf"No document about {shipped().catalogue.area_name(silent)} has been added"
    ):
        render(LatestCell(authority=silent), shipped())


def test_the_schema_of_a_stored_cell_names_every_kind():
    schema = json.dumps(TypeAdapter(AnyCell).json_schema())
    assert all(f'"const": "{kind.model_fields["kind"].default}"' in schema for kind in KINDS)
