"""The methods as cells: what a reader sees of each, whatever the council and the day."""

from datetime import date

import pytest

from analytics.enquiry.methods import Part, find_method, load_methods
from analytics.enquiry.settings import DEFAULTS
from analytics.notebooks.cells.method import MethodCell, MethodsCell
from analytics.notebooks.render import render
from analytics.notebooks.view import CannotRender
from tests.shipped import shipped


@pytest.mark.parametrize("part", Part)
def test_a_list_has_a_row_for_each_method_in_order_with_a_link(part):
    view = render(MethodsCell(authority="barnet", part=part), shipped())

    assert [row[0].link for row in view.table.rows] == [f"method:{one.id}" for one in load_methods()[part]]
    assert [row[1].text for row in view.table.rows] == [one.what for one in load_methods()[part]]


def test_methods_are_the_same_for_every_council_and_day():
    asked = [("barnet", None), ("barnsley", date(2001, 1, 1)), ("", None)]

    assert (
        len({render(MethodCell(authority=name, as_known_on=day, method="S01"), shipped()) for name, day in asked}) == 1
    )


def test_a_rule_shows_the_question_to_mend_below_what_is_given():
    view = render(MethodCell(authority="barnet", method="R8"), shipped())
    rule = find_method("R8")[1]

    example = next(row[1].text for row in view.table.rows if row[0].text == "What is an example?")
    assert example == f"{rule.given}\nNot: {rule.bad}\nBetter: {rule.better}"


def test_a_changed_threshold_stands_beside_the_usual_one():
    changed = DEFAULTS.model_copy(update={"few": 12})
    rows = {
        settings.few: render(MethodCell(authority="barnet", method="S19", settings=settings), shipped()).table.rows
        for settings in (DEFAULTS, changed)
    }

    texts = {few: "\n".join(entry.text for row in found for entry in row) for few, found in rows.items()}
    assert "is called a signal: 20.\n" in texts[20]
    assert "is called a signal: 12. The usual value is 20.\n" in texts[12]


def test_a_method_without_thresholds_has_no_row_for_them_and_what_limits_it_stands_below():
    view = render(MethodCell(authority="barnet", method="S12"), shipped())

    assert not [row for row in view.table.rows if "thresholds" in row[0].text]
    assert view.caveats == find_method("S12")[1].limits


def test_an_unknown_method_is_said():
    with pytest.raises(CannotRender, match=r"There is no method called “S99”\. Choose one from the list\."):
        render(MethodCell(authority="barnet", method="S99"), shipped())
