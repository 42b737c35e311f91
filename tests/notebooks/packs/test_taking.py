"""Lines kept, moved, dropped or reworded elsewhere come along to the papers of a meeting, all of them."""

from datetime import date

import pytest

from analytics.enquiry.lines import enquiry_of
from analytics.enquiry.settings import DEFAULTS
from analytics.notebooks.notebook import Held, Notebook
from analytics.notebooks.packs.chosen import chosen_for
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.taking import with_lines
from analytics.notebooks.running_order import RunningOrder
from tests.shipped import shipped

DAY = date(2018, 4, 30)
WORKFORCE = Held(asks={"kind": "latest", "theme": "workforce"})


@pytest.fixture(scope="module")
def everything():
    known = shipped().about("barnsley").as_known_on(DAY)
    return enquiry_of(known, "barnsley", DAY, "", "", DEFAULTS)


def taken(everything, order, wordings=None, *, meeting=None, cells=()):
    """The lines of the papers, after the order was taken along, and the meeting."""
    notebook = Notebook(authority="barnsley", as_known_on=DAY, cells=cells)
    meeting = meeting or Meeting(date=DAY)
    made = with_lines(meeting, chosen_for(notebook, shipped(), meeting), everything, order, wordings or {})
    return [line.id for line in chosen_for(notebook, shipped(), made).lines], made


def test_the_lines_kept_are_the_lines_of_the_papers_in_their_order(everything):
    kept = [*(line.id for line in everything.lines[:6:2]), *(line.id for line in everything.more_lines[:2])]
    order = RunningOrder(order=tuple(reversed(kept)), kept=tuple(kept))

    lines, made = taken(everything, order, {kept[0]: "What was late?"})

    assert lines == kept[::-1]
    assert made.wording(kept[0], "") == "What was late?"


def test_a_line_kept_on_a_theme_that_the_notebook_is_not_about_is_there_too(everything):
    outside = next(line for line in everything.lines if line.theme != "workforce")
    inside = next(line for line in everything.every_line if line.theme == "workforce" and line.mode == "oral")

    lines, made = taken(everything, RunningOrder(kept=(outside.id, inside.id)), cells=(WORKFORCE,))

    assert set(lines) == {outside.id, inside.id}
    assert set(made.themes) == {outside.theme, "workforce"}


def test_themes_that_hold_every_line_stay_as_they_were(everything):
    inside = next(line for line in everything.every_line if line.theme == "workforce" and line.mode == "oral")

    _, made = taken(everything, RunningOrder(kept=(inside.id,)), cells=(WORKFORCE,))

    assert made.themes == ()


def test_what_was_chosen_last_counts_and_nothing_else_is_lost(everything):
    one, two, three, four = (line.id for line in everything.lines[:4])
    before = Meeting(
        date=DAY,
        running_order=RunningOrder(kept=(one, two), dropped=(three,)),
        own_wordings={one: "Mine?", two: "Ours?"},
        notes={one: "Lead."},
    )

    _, made = taken(everything, RunningOrder(kept=(three, four), dropped=(two,)), {two: "Newer?"}, meeting=before)

    assert set(made.running_order.kept) == {one, three, four}
    assert made.running_order.dropped == (two,)
    assert made.own_wordings == {one: "Mine?", two: "Newer?"}
    assert made.notes == {one: "Lead."}
