"""What changed between two notebooks, in plain words."""

import json
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given

from analytics.enquiry.settings import Settings
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.packs.meeting import Sharing
from analytics.notebooks.repository import Change, Repository, compare
from analytics.notebooks.running_order import RunningOrder
from tests.notebooks.repository.verbs import cells, notebooks
from tests.shipped import shipped


def notebook_of(*names):
    return Notebook(
        authority="barnet", cells=tuple(Held(id=name, asks={"kind": "note", "text": name}) for name in names)
    )


def words_of(one, other):
    return [difference.words for difference in compare(one, other)]


def test_the_notebook_itself():
    one = Notebook(title="One", authority="barnet")
    other = Notebook(
        title="Two",
        authority="barnsley",
        as_known_on=date(2023, 9, 12),
        settings=Settings(material_points=5),
        public=True,
    )
    assert words_of(one, other) == [
        "The title: “One” became “Two”.",
        "The council: “barnet” became “barnsley”.",
        "The day: “any day” became “12 September 2023”.",
        "May be published: “no” became “yes”.",
        "The threshold material_points: “3” became “5”.",
    ]
    assert {difference.change for difference in compare(one, other)} == {Change.NOTEBOOK}


def test_cells_added_and_removed():
    one, other = notebook_of("a", "b"), notebook_of("b", "c")
    assert words_of(one, other) == ["Note “c” was added in place 2.", "Note “a” was removed."]
    added, removed = compare(one, other)
    assert (added.change, added.cell, added.after) == (Change.ADDED, "c", "c")
    assert (removed.change, removed.cell, removed.before) == (Change.REMOVED, "a", "a")


def test_one_cell_that_moved_far_is_the_only_one_that_moved():
    assert words_of(notebook_of(*"abcdef"), notebook_of(*"fabcde")) == ["Note “f” moved from place 6 to 1."]


@pytest.mark.parametrize("order", list(permutations("abcd")))
def test_as_few_as_possible_are_said_to_have_moved(order):
    moved = [one.cell for one in compare(notebook_of(*"abcd"), notebook_of(*order)) if one.change is Change.MOVED]
    # The slow and obvious way: the fewest cells that, once left out, leave the others in the order they had.
    fewest = min(
        len(order) - size
        for size in range(len(order) + 1)
        for left in permutations("abcd", size)
        if list(left) == sorted(left) == [name for name in order if name in left]
    )
    assert len(moved) == fewest
    stayed = [name for name in order if name not in moved]
    assert stayed == sorted(stayed)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("ask about weekly visits", "ask about monthly visits", "“weekly” became “monthly”"),
        ("ask about visits", "ask about visits by team", "“by team” was put in"),
        ("ask again about visits", "ask about visits", "“again” was taken out"),
        ("", "ask", "“ask” was put in"),
        ("one  two", "one two\n", "only the space between words changed"),
        ("a b c", "x b y", "“a” became “x” and “c” became “y”"),
        (
            "a . b . c . d . e . f . g", "1 . 2 . 3 . 4 . 5 . 6 . 7",
            "“a” became “1”, “b” became “2”, “c” became “3”, “d” became “4”, “e” became “5” and 2 more places changed",
        ),
        ("", " ".join("abcdefghijklmno"), "“a b c d e f g h i j k l…” was put in"),
    ],
)  # fmt: skip
def test_the_words_of_a_note(before, after, words):
    one = Notebook(authority="barnet").adding({"kind": "note", "text": before})
    other = one.changed(one.cells[0].id, {"kind": "note", "text": after})
    (difference,) = compare(one, other)
    assert difference.words.endswith(f": {words}.")
    assert (difference.change, difference.before, difference.after) == (Change.CHANGED, before, after)


def test_the_fields_of_a_cell():
    one = Notebook(authority="barnet").adding({"kind": "history", "indicator": "a", "member": "North", "most": 1})
    cell = one.cells[0].id
    other = one.changed(cell, {"kind": "history", "indicator": "b", "compact": True, "most": True}).folded(
        cell, collapsed=True
    )
    assert words_of(one, other) == [
        "How one measure has moved (b) was folded away.",
        "How one measure has moved (b): “Indicator” was “a” and became “b”.",
        "How one measure has moved (b): “Which one” was “North” and is no longer set.",
        "How one measure has moved (b): “At most this many” was “1” and became “yes”.",
        "How one measure has moved (b): “A small chart” was set to “yes”.",
    ]
    assert words_of(other, one)[0] == "How one measure has moved (a, North) was opened."


def test_with_the_evidence_things_have_their_names_and_not_their_ids():
    one = Notebook(authority="barnet").adding({"kind": "history", "indicator": "cl_eet"})
    other = one.changed(one.cells[0].id, {"kind": "history", "indicator": "cp_visit_time"}).about("barnsley", None)
    names = [shipped().catalogue.indicators[name].short_name for name in ("cl_eet", "cp_visit_time")]
    assert [difference.words for difference in compare(one, other, shipped())] == [
        "The council: “Barnet” became “Barnsley”.",
        f"How one measure has moved ({names[1]}): “Indicator” was “{names[0]}” and became “{names[1]}”.",
    ]


def test_a_cell_of_a_kind_that_nobody_knows_is_still_compared():
    one = Notebook(authority="barnet")
    assert words_of(one, one.adding({"kind": ["x"]})) == ["A cell of another version was added in place 1."]


def test_the_meeting_part_by_part():
    one = Notebook(authority="barnet").planning(date=date(2023, 9, 12))
    other = one.planning(
        date=date(2023, 9, 19),
        place="Town Hall",
        themes_or_questions=Sharing.QUESTIONS,
        witnesses=("Service Director", "Designated Nurse"),
        running_order=RunningOrder(order=("b", "cl_eet"), dropped=("cl_eet",), kept=("b",)),
        own_wordings={"cl_eet": "How do you know?"},
        answers_due=date(2023, 9, 1),
    )
    eet = shipped().catalogue.indicators["cl_eet"].short_name
    assert [difference.words for difference in compare(one, other, shipped())] == [
        "The date: “12 September 2023” became “19 September 2023”.",
        "The place: “blank” became “Town Hall”.",
        "The witnesses: “none” became “Service Director and Designated Nurse”.",
        "What witnesses see beforehand: “themes only” became “the questions too”.",
        f"“{eet}” was dropped.",
        "“the line b” was kept.",
        "The lines were put into another order.",
        f"Your own wording of {eet}: “How do you know?” was put in.",
        "The day written answers are due: “as the work plan has it” became “1 September 2023”.",
    ]
    back = [difference.words for difference in compare(other, one, shipped())]
    assert f"“{eet}” was put back." in back
    assert {difference.change for difference in compare(one, other)} == {Change.MEETING}


def test_a_meeting_that_was_planned_and_one_that_was_taken_out():
    none = Notebook(authority="barnet")
    planned = none.planning(date=date(2023, 9, 12)).planning(place="Town Hall")
    assert words_of(none, planned) == [
        "A meeting was planned for 12 September 2023.",
        "The place: “blank” became “Town Hall”.",
    ]
    assert words_of(planned, none) == ["The meeting of 12 September 2023 was taken out."]


def test_the_repository_compares_too():
    assert Repository.compare(notebook_of("a"), notebook_of("a")) == []


@given(notebooks(), notebooks())
def test_nothing_is_found_exactly_where_nothing_differs(one, other):
    def plainly(notebook):
        return json.dumps(notebook.model_dump(mode="json", exclude={"id", "format"}), sort_keys=True)

    assert (compare(one, other) == []) == (plainly(one) == plainly(other))
    assert compare(one, one.model_copy(update={"id": "another"})) == []


@given(notebooks(), cells)
def test_the_other_way_round_it_is_taken_back(notebook, asks):
    larger = notebook.adding(asks)
    (there,), (back,) = compare(notebook, larger), compare(larger, notebook)
    assert (there.change, back.change) == (Change.ADDED, Change.REMOVED)
    assert (there.cell, there.before, there.after) == (back.cell, back.after, back.before)
