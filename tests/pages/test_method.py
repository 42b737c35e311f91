"""The method page: every method by its address, and the way to it from a suggested line."""

import re
from html import unescape

import pytest

from analytics.enquiry.methods import Part, load_methods
from tests.pages.opened import followed, headings, html, links, opened, stands, subtitles

EVERY = [(part, method) for part, methods in load_methods().items() for method in methods]


@pytest.mark.parametrize("part", Part)
def test_a_part_lists_its_methods_with_a_link_each(part):
    app = opened("method", authority="barnet", known="2020-02-29", part=part.value)

    stands(app, "method")
    assert headings(app) == [part.plainly]
    listed = [link for link in links(app) if link.startswith("method?")]
    assert listed == [f"method?authority=barnet&method={one.id}&known=2020-02-29" for one in load_methods()[part]]


def test_the_page_opens_with_the_signals():
    app = opened("method")

    assert headings(app) == [Part.SIGNALS.plainly]
    assert not app.query_params
    assert all("authority" not in link for link in links(app) if link.startswith("method?"))


@pytest.mark.parametrize(("part", "method"), EVERY[::7], ids=lambda one: getattr(one, "id", ""))
def test_a_method_in_the_address_is_shown_in_full_whatever_its_part(part, method):
    app = followed(f"method?method={method.id}&authority=barnsley")

    stands(app, "method")
    assert not app.warning
    assert headings(app) == [method.title]
    assert app.selectbox(key="choose_part").value == part
    shown = unescape(html(app))
    assert all(text in shown for text in (method.what, method.why, method.problem, *method.limits))


def test_thresholds_in_the_address_are_those_in_force():
    usual, other = (html(opened("method", method="S08", **more)) for more in ({}, {"at_maximum_percent": "90"}))

    assert "at its maximum from this share of it: 95.\n" in usual
    assert "at its maximum from this share of it: 90. The usual value is 95.\n" in other


def test_choosing_another_part_leaves_the_method_of_the_first():
    app = opened("method", method="S01", authority="barnet")

    app.selectbox(key="choose_part").set_value("rules").run()

    stands(app, "method")
    assert headings(app) == [Part.RULES.plainly]
    assert not app.warning
    assert app.query_params == {"authority": "barnet", "part": "rules"}


def test_choosing_a_method_writes_the_address():
    app = opened("method", part="rules")

    app.selectbox(key="choose_method").set_value("R6").run()

    assert app.query_params == {"part": "rules", "method": "R6"}
    assert headings(app) == headings(opened("method", method="R6"))


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"method": "S99"}, "There is no method called `S99` here. Showing All of them instead."),
        ({"part": "magic"}, "There is no part called `magic` here. Showing What deserves a question instead."),
        ({"known": "soon"}, ""),
    ],
)
def test_what_the_address_cannot_mean_is_said_and_the_signals_are_shown(asked, complaint):
    app = opened("method", **asked)

    stands(app, "method")
    assert [warning.value for warning in app.warning] == [complaint][: bool(complaint)]
    assert headings(app) == [Part.SIGNALS.plainly]


def test_every_code_of_a_suggested_line_leads_to_its_method_with_council_day_and_thresholds():
    app = opened("lines_of_questioning", authority="barnsley", known="2018-12-31", few="15")

    ways = [link for link in links(app) if link.startswith("method?")]
    assert ways
    assert all("authority=barnsley&known=2018-12-31" in link and "few=15" in link for link in ways)
    codes = [re.search(r"method=(\w+)", link)[1] for link in ways]
    assert {"S02", "score"} <= set(codes) <= {method.id for _, method in EVERY}
    found = followed(next(link for link in ways if "S02" in link))
    assert headings(found) == ["S02: A sharp turn the wrong way"]
    assert subtitles(found) == ["One of the rules that find what deserves a question"]
    assert "is called a signal: 15. The usual value is 20." in html(found)
