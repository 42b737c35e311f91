import re

import pytest

from analytics.evidence.vocabulary import FindingKind
from tests.pages.opened import COUNCILS, headings, html, opened, said, stands, subtitles
from tests.shipped import shipped


def number_found(app):
    return int(re.match(r"(\d+) finding", headings(app)[0])[1])


@pytest.mark.parametrize("council", COUNCILS)
def test_every_finding_is_found_once_under_some_kind(council):
    held = shipped().about(council).findings

    assert number_found(opened("findings", authority=council)) == held.height
    by_kind = [number_found(opened("findings", authority=council, kind=kind)) for kind in FindingKind]
    assert sum(by_kind) == held.height


@pytest.mark.parametrize("council", COUNCILS)
def test_every_theme_offered_has_findings(council):
    app = opened("findings", authority=council)
    themes = set(shipped().about(council).findings["theme"])
    assert len(app.selectbox(key="choose_theme").options) == len(themes) + 1

    for theme in sorted(themes):
        app.query_params["theme"] = theme
        app.run()
        stands(app, "findings")
        assert said(app) == [], theme


def test_filters_work_together():
    address = {"theme": "workforce", "kind": "improvement", "document": "barnsley-scrutiny-report-2023"}
    app = opened("findings", authority="barnsley", **address)

    rows = shipped().findings.to_dicts()
    both = [row for row in rows if all(row[name] == value for name, value in address.items())]
    assert 0 < len(both) == number_found(app)
    assert app.query_params == {"authority": "barnsley", **address}


@pytest.mark.parametrize("words", ["supervision", "SUPERVISION", " supervision "])
def test_words_are_found_in_any_case(words):
    app = opened("findings", authority="barnsley", words=words)

    texts = shipped().about("barnsley").findings["text"]
    assert number_found(app) == sum("supervision" in text.lower() for text in texts)


@pytest.mark.parametrize("words", ["zzzz", "[(*", "children zzzz"])
def test_words_that_match_nothing_are_said_with_a_way_on(words):
    app = opened("findings", authority="barnsley", words=words)

    stands(app, "findings")
    assert said(app) == [f"No finding matches with the words “{words}”. Take away a word or a filter."]
    assert "<table" not in html(app)


@pytest.mark.parametrize(("name", "everything"), [("theme", "themes"), ("kind", "kinds"), ("document", "documents")])
def test_unknown_filter_in_the_address_is_said_and_everything_shown(name, everything):
    app = opened("findings", authority="barnsley", **{name: "nonsense"})

    stands(app, "findings")
    assert said(app) == [f"There is no {name} called `nonsense` here. Showing All {everything} instead."]
    assert subtitles(app) == subtitles(opened("findings", authority="barnsley"))


def test_document_that_was_not_public_on_the_day_is_not_offered():
    app = opened("findings", authority="barnsley", known="2018-12-31", document="barnsley-ofsted-inspection-2023")

    assert said(app) == [
        "There is no document called `barnsley-ofsted-inspection-2023` here. Showing All documents instead."
    ]
    assert not any("2023" in option for option in app.selectbox(key="choose_document").options)


def test_each_filter_chosen_is_written_into_the_address():
    app = opened("findings", authority="barnsley")

    app.selectbox(key="choose_theme").set_value("workforce").run()
    app.selectbox(key="choose_kind").set_value("improvement").run()
    app.text_input(key="write_words").set_value("agency").run()

    chosen = {"authority": "barnsley", "theme": "workforce", "kind": "improvement", "words": "agency"}
    assert app.query_params == chosen
    assert subtitles(app) == subtitles(opened("findings", **chosen))
