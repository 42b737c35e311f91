"""The reader's order: whatever is pressed, no line is lost or doubled and the text says it again."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.notebooks.running_order import RunningOrder

NAMES = tuple("abcdefghij")


def enquiry(lines, more=""):
    return SimpleNamespace(
        lines=tuple(SimpleNamespace(id=name) for name in lines),
        more_lines=tuple(SimpleNamespace(id=name) for name in more),
    )


def names(order, asked):
    return [line.id for line in order.arranged(asked)]


EVERYTHING = enquiry("abcdef", "ghij")
# What one theme of it shows: some of its first lines, and others that found no place among them.
THEME = enquiry("bdgh", "ij")
ENQUIRIES = st.sampled_from([EVERYTHING, THEME])
PRESSES = st.lists(
    st.tuples(
        st.sampled_from(["up", "down", "drop", "keep", "let go", "add", "restore"]), st.sampled_from(NAMES), ENQUIRIES
    ),
    max_size=25,
)


def pressed(order, press):
    """The order after a button was pressed, if the page that shows `asked` has such a button."""
    verb, name, asked = press
    shown = names(order, asked)
    further = [line.id for line in asked.more_lines if line.id not in (*shown, *order.dropped)]
    if verb == "restore":
        return order.restored()
    if verb == "add":
        return order.adding(name, shown, EVERYTHING) if name in further else order
    if name not in shown:
        return order
    match verb:
        case "up" | "down":
            return order.moved(name, -1 if verb == "up" else 1, shown, EVERYTHING)
        case "drop":
            return order.without(name)
        case _:
            return order.keeping(name, keep=verb == "keep")


def after(presses):
    order = RunningOrder()
    for press in presses:
        order = pressed(order, press)
    return order


@given(PRESSES, ENQUIRIES)
def test_no_line_is_lost_or_doubled_whatever_is_pressed(presses, asked):
    order = after(presses)

    shown = names(order, asked)
    further = {line.id for line in asked.more_lines} - {*shown} - {*order.dropped}
    every = {line.id for line in (*asked.lines, *asked.more_lines)}
    assert len(shown) == len(set(shown))
    assert not {*shown} & {*order.dropped}
    assert {*shown} | further | ({*order.dropped} & every) == every
    assert {line.id for line in asked.lines} <= {*shown, *order.dropped}


@given(PRESSES)
def test_text_says_the_same_choices_again(presses):
    order = after(presses)

    assert RunningOrder.from_text(**order.as_text()) == order
    assert RunningOrder.from_text(**RunningOrder().as_text()) == RunningOrder()


@given(PRESSES, ENQUIRIES, st.sampled_from(NAMES), st.sampled_from([-1, 1]))
def test_a_line_moves_by_one_place_among_those_shown_and_the_others_stay_in_order(presses, asked, name, by):
    order = after(presses)
    before = names(order, asked)

    now = names(order.moved(name, by, before, EVERYTHING), asked)

    assert [one for one in now if one != name] == [one for one in before if one != name]
    if name in before:
        assert now.index(name) == min(max(before.index(name) + by, 0), len(before) - 1)
    else:
        assert now == before


@given(PRESSES, ENQUIRIES, st.sampled_from(NAMES))
def test_up_and_down_again_leaves_the_order_as_it_was(presses, asked, name):
    order = after(presses)
    before = names(order, asked)
    if name not in before[1:]:
        return
    up = order.moved(name, -1, before, EVERYTHING)
    assert names(up.moved(name, 1, names(up, asked), EVERYTHING), asked) == before


@given(PRESSES, st.sampled_from(NAMES), st.sampled_from([-1, 1]))
def test_moving_within_a_theme_keeps_the_other_lines_of_the_whole_in_their_order(presses, name, by):
    order = after(presses)
    of_theme = names(order, THEME)

    moved = order.moved(name, by, of_theme, EVERYTHING)

    before, now = names(order, EVERYTHING), names(moved, EVERYTHING)
    assert set(now) == set(before)
    assert [one for one in now if one not in of_theme] == [one for one in before if one not in of_theme]


@given(PRESSES, ENQUIRIES)
def test_a_dropped_line_comes_back_to_its_place(presses, asked):
    order = after(presses).restored()
    before = names(order, asked)
    for name in before:
        assert names(order.without(name), asked) == [one for one in before if one != name]
        assert names(order.without(name).restored(), asked) == before


@given(PRESSES, ENQUIRIES, st.sampled_from(NAMES))
def test_a_line_added_stands_last(presses, asked, name):
    order = after(presses)
    shown = names(order, asked)
    if name in {line.id for line in asked.more_lines} - {*shown}:
        assert names(order.adding(name, shown, EVERYTHING), asked) == [*shown, name]


@given(PRESSES, ENQUIRIES, st.sampled_from(NAMES))
def test_keeping_and_letting_go_changes_no_order(presses, asked, name):
    order = after(presses)
    shown = names(order, asked)
    if name not in shown:
        return
    kept = order.keeping(name, keep=True)
    assert name in kept.kept
    assert names(kept, asked) == shown
    assert name not in kept.keeping(name, keep=False).kept
    assert names(kept.keeping(name, keep=False), asked) == shown


def test_a_kept_line_that_is_dropped_is_no_longer_kept():
    assert RunningOrder(kept=("a", "b")).without("a").kept == ("b",)
    assert names(RunningOrder(kept=("a", "b")).without("a"), EVERYTHING) == list("bcdef")


def test_a_line_of_another_witness_is_passed_by_in_one_press():
    order = RunningOrder().moved("e", -1, ["a", "e"], EVERYTHING)
    assert [name for name in names(order, EVERYTHING) if name in "ae"] == ["e", "a"]
    assert [name for name in names(order, EVERYTHING) if name not in "ae"] == list("bcdf")


@pytest.mark.parametrize("text", ["", ",", "nonsense", "a,a,,a", "ü,<b>,a b"])
def test_an_address_with_any_text_shows_every_suggested_line_once(text):
    order = RunningOrder.from_text(text, "", text, text)
    assert sorted(names(order, EVERYTHING)) == list("abcdef")
