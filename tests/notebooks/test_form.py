from typing import get_args

import pytest

from analytics.notebooks.form import Shape, filled, form_of, is_whole
from analytics.notebooks.kinds import KINDS, kind_in_words
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.render import AnyCell, render
from analytics.notebooks.view import CannotRender, View
from tests.shipped import shipped

COUNCILS = ("barnsley", "barnet")


def first(kind, notebook):
    return filled({"kind": kind}, notebook, shipped())


def test_every_kind_of_cell_is_offered_once_in_words_of_its_own():
    assert {kind.cell for kind in KINDS.values()} == set(get_args(AnyCell))
    assert len({kind.words for kind in KINDS.values()}) == len(KINDS) == len(get_args(AnyCell))


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_begins_as_a_cell_that_can_be_read_or_lacks_a_choice_that_the_papers_do_not_offer(kind, council):
    notebook = Notebook(authority=council)

    asks = first(kind, notebook)

    if is_whole(asks):
        notebook.cell(Held(asks=asks))
    else:
        assert any(field.options == {} for field in form_of(asks, notebook, shipped()) if field.shape is Shape.CHOICE)


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"query"}))
def test_every_field_of_the_model_is_asked_for_but_what_the_notebook_shares(kind, council):
    notebook = Notebook(authority=council)

    fields = form_of(first(kind, notebook), notebook, shipped())

    shared = {"kind", "authority", "as_known_on", "figures", "neighbours", "settings"}
    assert {field.name for field in fields} == set(KINDS[kind].cell.model_fields) - shared
    assert all(field.label and field.name not in field.label for field in fields if "_" in field.name)


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_option_makes_a_cell_that_can_be_read(kind, council):
    notebook = Notebook(authority=council)
    asks = first(kind, notebook)

    for field in form_of(asks, notebook, shipped()):
        for value in field.options:
            changed = filled(asks | {field.name: value}, notebook, shipped())
            assert changed.get(field.name, "") == value or value in (field.value, "")
            if is_whole(changed):
                notebook.cell(Held(asks=changed))


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("kind", ["breakdown", "history", "comparison", "line", "document", "judgements"])
def test_first_choice_of_a_kind_shows_something(kind, council):
    notebook = Notebook(authority=council)
    asks = first(kind, notebook)

    if is_whole(asks):
        assert isinstance(render(notebook.cell(Held(asks=asks)), shipped()), View)


@pytest.mark.parametrize("council", COUNCILS)
def test_every_way_to_split_an_indicator_shows_something(council):
    notebook = Notebook(authority=council)
    asks = first("breakdown", notebook)
    indicators = form_of(asks, notebook, shipped())[0].options

    for indicator in indicators:
        begun = filled(asks | {"indicator": indicator}, notebook, shipped())
        for dimension in form_of(begun, notebook, shipped())[1].options:
            cell = notebook.cell(Held(asks=filled(begun | {"dimension": dimension}, notebook, shipped())))
            assert isinstance(render(cell, shipped()), View)


def test_choice_that_no_longer_fits_another_is_made_anew():
    notebook = Notebook(authority="barnsley")
    asks = {"kind": "history", "indicator": "sw_caseload_avg", "dimension": "team", "member": "Nobody"}

    by_team = filled(asks, notebook, shipped())
    whole = filled(by_team | {"indicator": "cl_eet"}, notebook, shipped())

    assert by_team["member"] in form_of(by_team, notebook, shipped())[2].options
    assert whole == {"kind": "history", "indicator": "cl_eet"}


def test_value_that_the_papers_do_not_offer_stays_to_be_seen():
    notebook = Notebook(authority="barnet")

    [field, *_] = form_of({"kind": "history", "indicator": "plan_total"}, notebook, shipped())

    assert field.value == "plan_total"
    assert field.options["plan_total"] == "plan_total (not in these papers)"


def test_choices_are_of_the_council_and_day_of_the_cell_itself():
    notebook = Notebook(authority="barnsley")

    own = form_of({"kind": "document", "authority": "barnet"}, notebook, shipped())[0].options
    early = form_of({"kind": "document", "as_known_on": "2018-05-01"}, notebook, shipped())[0].options

    assert list(own) == ["barnet-performance-report-2019"]
    assert len(early) == 1


def test_day_before_any_paper_offers_nothing_to_choose_and_says_so_by_lacking_it():
    notebook = Notebook(authority="barnsley", as_known_on="2001-01-01")

    asks = first("history", notebook)

    assert not is_whole(asks)
    with pytest.raises(CannotRender):
        notebook.cell(Held(asks=asks))


def test_kind_of_another_version_has_no_form_and_still_a_name():
    notebook = Notebook(authority="barnsley")

    assert form_of({"kind": "crystal-ball"}, notebook, shipped()) == []
    assert kind_in_words({}) == "A cell of another version"
