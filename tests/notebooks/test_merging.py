import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.settings import Settings
from analytics.notebooks.merging import CellClash, SharedClash, merged, put_in
from analytics.notebooks.notebook import Held, Notebook

TEXTS = st.sampled_from(["alpha", "beta", "gamma", "delta"])
BASE = Notebook(
    id="n",
    authority="barnsley",
    cells=tuple(Held(id=name, asks={"kind": "note", "text": f"note {name}"}) for name in "abcd"),
)


def steps(who):
    """What someone may do, in any order; what they write names them, so that it can be told apart."""
    cell = st.sampled_from("abcd")
    return st.lists(
        st.one_of(
            st.tuples(st.just("write"), cell, TEXTS.map(lambda text: f"{who} {text}")),
            st.tuples(st.just("delete"), cell, st.just("")),
            st.tuples(st.just("up"), cell, st.just("")),
            st.tuples(st.just("fold"), cell, st.just("")),
            st.tuples(st.just("add"), cell, TEXTS.map(lambda text: f"{who} new {text}")),
            st.tuples(st.just("title"), cell, TEXTS.map(lambda text: f"{who} title {text}")),
        ),
        max_size=6,
    )


def done(notebook, todo):
    for step, cell, text in todo:
        there = cell in [held.id for held in notebook.cells]
        match step:
            case "write" if there:
                notebook = notebook.changed(cell, {"kind": "note", "text": text})
            case "delete":
                notebook = notebook.without(cell)
            case "up" if there:
                notebook = notebook.moved(cell, -1)
            case "fold" if there:
                notebook = notebook.folded(cell, collapsed=True)
            case "add":
                notebook = notebook.adding({"kind": "note", "text": text}, after=cell)
            case "title":
                notebook = notebook.retitled(text)
    return notebook


def texts(notebook):
    return {held.asks["text"] for held in notebook.cells}


@given(steps("they"))
def test_where_only_they_changed_something_theirs_is_kept_as_it_is(todo):
    theirs = done(BASE, todo)

    both = merged(BASE, theirs, BASE)

    assert both.notebook == theirs
    assert both.clashes == ()


@given(steps("we"))
def test_where_only_we_changed_something_ours_is_kept_as_it_is(todo):
    ours = done(BASE, todo)

    both = merged(BASE, BASE, ours)

    assert [(held.asks, held.collapsed) for held in both.notebook.cells] == [
        (held.asks, held.collapsed) for held in ours.cells
    ]
    assert both.notebook.title == ours.title
    assert both.clashes == ()


@given(steps("they"), steps("we"))
def test_nothing_that_either_wrote_is_lost(they, we):
    theirs, ours = done(BASE, they), done(BASE, we)

    both = merged(BASE, theirs, ours).notebook

    assert (texts(theirs) | texts(ours)) - texts(BASE) <= texts(both)
    ids = [held.id for held in both.cells]
    assert len(set(ids)) == len(ids)


@given(steps("they"), steps("we"))
def test_nothing_is_in_it_that_neither_has(they, we):
    theirs, ours = done(BASE, they), done(BASE, we)

    both = merged(BASE, theirs, ours).notebook

    assert texts(both) <= texts(theirs) | texts(ours)
    assert both.title in (theirs.title, ours.title)


@given(steps("they"), steps("we"))
def test_cell_that_one_deleted_and_nobody_changed_stays_deleted(they, we):
    theirs, ours = done(BASE, they), done(BASE, we)

    both = merged(BASE, theirs, ours).notebook

    for held in BASE.cells:
        left = [[one for one in notebook.cells if one.id == held.id] for notebook in (theirs, ours)]
        if not all(left) and all(cells in ([], [held]) for cells in left):
            assert held.id not in [one.id for one in both.cells]


def test_two_wordings_of_one_note_are_both_kept_side_by_side():
    theirs = BASE.changed("b", {"kind": "note", "text": "their words"})
    ours = BASE.changed("b", {"kind": "note", "text": "our words"})

    both = merged(BASE, theirs, ours)

    assert [held.asks["text"] for held in both.notebook.cells] == [
        "note a", "their words", "our words", "note c", "note d",
    ]  # fmt: skip
    assert both.clashes == (CellClash("b", both.notebook.cells[2].id),)


def test_the_same_change_by_both_is_no_clash():
    same = BASE.changed("b", {"kind": "note", "text": "the same"}).retitled("The same")

    both = merged(BASE, same, same)

    assert both.notebook == same
    assert both.clashes == ()


def test_two_titles_clash_and_theirs_stands_while_another_council_of_ours_is_taken():
    theirs, ours = BASE.retitled("Theirs"), BASE.retitled("Ours").about("barnet", None)

    both = merged(BASE, theirs, ours)

    assert (both.notebook.title, both.notebook.authority) == ("Theirs", "barnet")
    assert both.clashes == (SharedClash("title", theirs, ours),)


def test_thresholds_of_theirs_and_a_title_of_ours_stand_side_by_side():
    theirs = BASE.model_copy(update={"settings": Settings(gap_points=7)})

    both = merged(BASE, theirs, BASE.retitled("Ours"))

    assert (both.notebook.settings.gap_points, both.notebook.title) == (7, "Ours")
    assert both.clashes == ()


def test_our_order_is_kept_beside_a_cell_of_theirs():
    theirs = BASE.adding({"kind": "note", "text": "new"}, after="a")

    both = merged(BASE, theirs, BASE.moved("d", -3))

    assert [held.asks["text"] for held in both.notebook.cells] == ["note d", "new", "note a", "note b", "note c"]


def test_cell_is_put_first_after_another_or_at_the_end():
    held = Held(id="x", asks={"kind": "note"})

    places = {after: [one.id for one in put_in(BASE, held, after).cells] for after in ("", "b", "gone")}

    assert {after: names.index("x") for after, names in places.items()} == {"": 0, "b": 2, "gone": 4}


@pytest.mark.parametrize("later", ["", ", and why"], ids=["the-same", "written-on"])
def test_what_was_kept_already_though_the_answer_was_lost_is_there_once(later):
    added = put_in(BASE, Held(id="new", asks={"kind": "note", "text": "How many"}), "a")
    ours = added.changed("new", {"kind": "note", "text": f"How many{later}"}).adding({"kind": "note", "text": "More"})

    both = merged(BASE, added, ours).notebook

    ids = [held.id for held in both.cells]
    assert sorted(set(ids)) == sorted(ids)
    assert texts(both) == texts(added) | texts(ours)
