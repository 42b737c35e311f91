"""The page of lines: what its buttons do, what its address keeps, what it says of own words, and its print."""

import re
from datetime import date
from html import escape, unescape
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.lines import enquiry_of
from analytics.enquiry.settings import DEFAULTS
from analytics.notebooks.cells.lines import line_title
from pages.shared.own_words import name_of_own_words
from tests.pages.opened import COUNCILS, headings, html, links, opened, said, stands
from tests.shipped import shipped

PAGE = "lines_of_questioning"
STRANGE = "What & why # 100% of ‘it’ \"so\" 'or' <b>this</b> + [that](https://example.org) 🧒👩‍👧 = ?\nAnd é?"
LONG = "How do you know that children are safe & seen? " * 45


def enquiry(council="barnsley", theme=""):
    return enquiry_of(shipped().about(council), council, None, theme, "", DEFAULTS)


def every_line():
    """Every line of both councils, now and before."""
    return [
        line
        for council in COUNCILS
        for day in (None, date(2018, 12, 31), date(2019, 12, 31))
        if (known := shipped().about(council).as_known_on(day)).documents
        for line in enquiry_of(known, council, day, "", "", DEFAULTS).every_line
    ]


FIRST, SECOND, THIRD, *_ = enquiry().lines
FURTHER = enquiry().more_lines[0]


def page(council="barnsley", **address):
    app = opened(PAGE, authority=council, **address)
    stands(app, PAGE)
    return app


def shown(app):
    """The titles of the lines in their order."""
    return [found[1] for found in map(re.compile(r"\d+\. (.*)").fullmatch, headings(app)) if found]


def titles(*lines):
    return [line_title(line, shipped()) for line in lines]


def press(app, what, line):
    app.button(key=f"{what}_{line.id}").click().run()
    stands(app, PAGE)
    return app


def again(app):
    """The page as a reload or a shared link opens it."""
    address = dict(app.query_params)
    return page(address.pop("authority"), **address)


def copied(app):
    return app.code[0].value


@pytest.mark.parametrize("council", COUNCILS)
def test_every_suggested_line_stands_there_with_question_follow_ups_and_witness(council):
    app = page(council)
    assert shown(app) == titles(*enquiry(council).lines)
    for line in enquiry(council).lines:
        for text in (line.question, *line.follow_ups, *line.in_writing, line.witness.plainly, line.why_it_matters):
            assert escape(text) in html(app)


def test_no_button_is_named_like_another():
    app = page(line=FIRST.id)
    names = [button.label for button in app.button]
    assert len(names) > 8 * 5
    assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)
    fields = [field.label for field in app.text_area]
    assert len(set(fields)) == len(fields)


def test_buttons_of_a_line_come_in_the_order_of_use():
    keys = [button.key for button in page().button if button.key and button.key.endswith(f"_{FIRST.id}")]
    assert [key.removesuffix(f"_{FIRST.id}") for key in keys] == ["keep", "up", "down", "drop", "evidence"]


def test_a_kept_line_is_marked_counted_and_the_only_one_copied():
    app = press(page(), "keep", SECOND)
    assert app.button(key=f"keep_{SECOND.id}").label.startswith("☑ Kept")
    assert app.query_params["kept"] == SECOND.id
    assert "Your choices: 1 kept. They are in the address of this page" in html(app)
    assert SECOND.question in copied(app)
    assert FIRST.question not in copied(app)
    assert press(app, "keep", SECOND).query_params.get("kept") is None


def test_a_line_moves_up_and_down_and_no_further():
    app = press(page(), "up", SECOND)
    assert shown(app)[:3] == titles(SECOND, FIRST, THIRD)
    assert shown(press(app, "up", SECOND))[:3] == titles(SECOND, FIRST, THIRD)
    assert shown(press(app, "down", SECOND))[:3] == titles(FIRST, SECOND, THIRD)
    assert sorted(shown(app)) == sorted(titles(*enquiry().lines))


def test_a_dropped_line_is_named_and_put_back_into_its_place():
    app = press(page(), "drop", SECOND)
    assert titles(SECOND)[0] not in shown(app)
    assert f"1 line was dropped: {escape(titles(SECOND)[0])}." in html(app)
    assert SECOND.question not in copied(app)

    app.button(key="restore").click().run()

    assert shown(app) == titles(*enquiry().lines)
    assert "dropped" not in app.query_params
    assert not [button for button in app.button if button.key == "restore"]


def test_a_further_line_is_added_at_the_end_and_no_longer_offered():
    app = press(page(), "add", FURTHER)
    assert shown(app) == titles(*enquiry().lines, FURTHER)
    assert not [button for button in app.button if button.key == f"add_{FURTHER.id}"]


def test_all_choices_are_in_the_address_and_a_reload_shows_the_same():
    app = press(press(press(press(page(), "keep", FIRST), "up", THIRD), "drop", SECOND), "add", FURTHER)
    other = again(app)
    assert shown(other) == shown(app)
    assert copied(other) == copied(app)
    assert other.query_params == app.query_params


def test_moving_within_a_theme_brings_no_further_line_into_the_whole():
    app = page(theme="workforce")
    few = enquiry(theme="workforce").lines
    assert len(few) > 1
    press(app, "up", few[1])
    assert shown(app)[:2] == titles(few[1], few[0])
    assert sorted(shown(page(order=app.query_params["order"]))) == sorted(titles(*enquiry().lines))


def test_evidence_is_shown_and_hidden_again():
    app = press(page(), "evidence", FIRST)
    assert app.query_params["line"] == FIRST.id
    assert "The evidence: " in html(app)
    assert "Figure or statement" in html(app)
    assert app.button(key=f"evidence_{FIRST.id}").label.startswith("Hide the evidence")
    assert "line" not in press(app, "evidence", FIRST).query_params


@pytest.mark.parametrize("text", [STRANGE, LONG, "x" * 2000, "🧒" * 2000], ids=["strange", "long", "letters", "emoji"])
def test_own_words_survive_a_reload_letter_for_letter(text):
    app = page()
    app.text_area(key=f"write_{name_of_own_words(FIRST)}").set_value(text).run()

    other = again(app)

    assert other.text_area(key=f"write_{name_of_own_words(FIRST)}").value == text.strip()
    assert f"<strong>Ask:</strong> {escape(text.strip())}</p>" in html(other)
    assert f"Suggested wording: {escape(FIRST.question)}" in html(other)
    assert f"1. {text.strip()}\n" in copied(other)
    assert "<b>" not in html(other)


def test_own_words_taken_away_leave_the_suggested_wording():
    app = page(**{name_of_own_words(FIRST): "What changed?"})
    app.text_area(key=f"write_{name_of_own_words(FIRST)}").set_value("").run()
    assert name_of_own_words(FIRST) not in app.query_params
    assert "Suggested wording" not in html(app)


def test_own_words_go_along_when_a_line_moves_is_dropped_and_comes_back():
    app = press(press(page(**{name_of_own_words(SECOND): "What changed?"}), "up", SECOND), "drop", SECOND)
    app.button(key="restore").click().run()
    assert shown(app)[0] == titles(SECOND)[0]
    assert app.text_area(key=f"write_{name_of_own_words(SECOND)}").value == "What changed?"


def on_measure(name, council="barnsley", day=None):
    known = shipped().about(council).as_known_on(day)
    [line] = [line for line in enquiry_of(known, council, day, "", "", DEFAULTS).every_line if line.id == name]
    return line


CASELOADS = "sw_caseload_avg"


def test_own_words_stand_under_no_other_councils_line_and_come_back_with_the_council():
    ours, theirs = on_measure(CASELOADS), on_measure(CASELOADS, "barnet")
    app = page(**{name_of_own_words(ours): "Why are Barnsley's caseloads so?"})
    assert copied(app).count("Why are Barnsley's caseloads so?") == 1
    app.selectbox(key="choose_authority").set_value("barnet").run()
    assert titles(theirs)[0] in shown(app)
    assert "Barnsley's caseloads" not in html(app) + copied(app)
    assert app.text_area(key=f"write_{name_of_own_words(theirs)}").value == ""
    assert "Barnsley's caseloads" not in html(print_of(app))
    app.selectbox(key="choose_authority").set_value("barnsley").run()
    assert app.text_area(key=f"write_{name_of_own_words(ours)}").value == "Why are Barnsley's caseloads so?"


def test_own_words_stay_on_another_day_where_the_line_is_the_same_and_only_there():
    newest, meeting, before = (on_measure(CASELOADS, day=day) for day in (None, date(2023, 9, 12), date(2018, 12, 31)))
    assert meeting.finding == newest.finding != before.finding
    words = {name_of_own_words(newest): "What do social workers say?"}
    assert "What do social workers say?" in html(page(known="2023-09-12", **words))
    assert "What do social workers say?" not in html(page(known="2018-12-31", added=CASELOADS, **words))


def test_own_words_stay_when_a_theme_is_chosen_and_another_wording_is_suggested():
    assert "Mine?" in html(page(theme=FIRST.theme, **{name_of_own_words(FIRST): "Mine?"}))


@given(st.sampled_from(every_line()), st.sampled_from(every_line()))
def test_own_words_have_one_name_for_one_finding_about_one_council(one, other):
    same = (one.id, one.lead.area, one.finding) == (other.id, other.lead.area, other.finding)
    assert (name_of_own_words(one) == name_of_own_words(other)) == same
    assert re.fullmatch(r"own\.[a-z0-9_-]+\.[0-9a-f]{8}", name_of_own_words(one))


def test_words_of_a_link_of_before_are_said_and_put_beside_no_line():
    app = page("barnet", **{f"own.{CASELOADS}": "Why <b>so</b>?", "own.": " "})
    assert shown(app) == titles(*enquiry("barnet").lines)
    [told] = re.findall(r'<div class="note" role="note">This link is from .*?</div>', html(app))
    assert "<li>Why &lt;b&gt;so&lt;/b&gt;?</li>" in told
    assert told.count("<li>") == 1
    assert "Why <b>so</b>?" not in copied(app)
    assert "This link is from" not in html(page())


def test_a_closed_question_gets_advice_and_is_kept_all_the_same():
    app = page(**{name_of_own_words(FIRST): "Is the plan on time?"})
    [advice] = re.findall(r'<div class="note" role="status">(.*?)</div>', html(app))
    assert "can be answered with yes or no" in unescape(advice)
    assert "<strong>Ask:</strong> Is the plan on time?</p>" in html(app)
    assert not app.warning
    assert not app.error
    assert "1. Is the plan on time?\n" in copied(app)


def test_a_good_question_of_ones_own_is_said_to_be_one():
    app = page(question="What has changed for children?")
    assert "✓ Open, short and fair: nothing to mend." in said(app)


def test_an_address_that_grows_too_long_is_said_and_nothing_of_it_lost():
    short, long = page(**{name_of_own_words(FIRST): "w" * 5000}), page(**{name_of_own_words(FIRST): "w" * 6100})
    assert "All of your words are here" not in html(short)
    assert re.search(r"All of your words are here\. But the address .* now has 6,1\d\d characters", html(long))
    assert "w" * 6100 in copied(long)


@pytest.mark.parametrize(
    "address",
    [
        {"order": "nonsense,,x", "kept": "<b>", "dropped": "nobody", "added": "ü"},
        {"line": "no-such-line"},
        {"own.nobody": "What changed?"},
        {"own.nobody.0123abcd": "What changed?"},
        {"own.": "What changed?", "own..": "What changed?"},
    ],
)
def test_an_address_that_names_lines_that_are_not_there_shows_all_that_are(address):
    assert shown(page(**address)) == titles(*enquiry().lines)


def test_dropping_everything_leaves_a_way_back():
    app = page(dropped=",".join(line.id for line in enquiry().lines))
    assert shown(app) == []
    app.button(key="restore").click().run()
    assert shown(app) == titles(*enquiry().lines)


def test_a_witness_limits_the_lines_and_one_that_is_none_is_said():
    title = FIRST.witness.title
    assert shown(page(witness=title)) == titles(*(line for line in enquiry().lines if line.witness.title == title))
    assert said(page(witness="Nobody"))[0] == "There is no witness called `Nobody` here. Showing Anyone instead."


# Thresholds.


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("much", "a valid number"),
        ("0", "greater than 0"),
        ("-3", "greater than 0"),
        ("nan", "a finite number"),
        ("inf", "a finite number"),
        ("1e300", "the largest is 1,000,000"),
    ],
)
def test_a_threshold_that_will_not_do_is_said_with_the_reason_and_the_usual_one(value, reason):
    app = page(material_points=value)
    [warning] = [message.value for message in app.warning]
    assert warning.startswith(f"`{value}` will not do for `material_points`: ")
    assert reason in warning
    assert warning.endswith("The usual 3 is used.")
    assert app.number_input(key="threshold_material_points").value == 3


def test_a_threshold_is_changed_in_the_address_and_put_back():
    app = page()
    app.number_input(key="threshold_most_lines").set_value(3).run()
    assert app.query_params["most_lines"] == "3"
    assert len(shown(app)) == 3

    next(button for button in app.button if button.label == "Use the usual thresholds").click().run()

    assert "most_lines" not in app.query_params
    assert shown(app) == titles(*enquiry().lines)


@pytest.mark.parametrize(("name", "value"), [("stale_days", 999_999), ("material_points", 0.125)])
def test_a_threshold_is_in_the_address_digit_for_digit(name, value):
    app = page()
    app.number_input(key=f"threshold_{name}").set_value(value).run()
    assert float(app.query_params[name]) == value
    assert not again(app).warning


# Print.


def print_of(app):
    """What the link to the print opens."""
    [link] = [one for one in links(app) if "print=1" in one]
    return opened(PAGE, **dict(parse_qsl(link.partition("?")[2])))


def sections(app):
    assert not app.exception
    return [unescape(one) for one in html(app).split("<section>")[1:]]


def test_print_shows_the_kept_lines_and_nothing_to_press():
    app = press(press(page(known="2023-12-31"), "keep", FIRST), "keep", THIRD)
    paper = print_of(app)

    assert [FIRST.question in sections(paper)[0], THIRD.question in sections(paper)[1]] == [True, True]
    assert len(sections(paper)) == 2
    widgets = (paper.button, paper.text_area, paper.selectbox, paper.checkbox, paper.number_input, paper.date_input)
    assert not any(widgets)
    assert not paper.expander
    assert headings(paper, 1) == ["Lines of questioning: Barnsley"]
    assert "As known on 31 December 2023." in html(paper)


def test_print_shows_all_lines_where_none_is_kept_in_the_readers_order_and_words():
    app = press(press(page(**{name_of_own_words(FIRST): STRANGE}), "down", FIRST), "drop", THIRD)
    paper = print_of(app)
    assert len(sections(paper)) == len(enquiry().lines) - 1
    assert SECOND.question in sections(paper)[0]
    assert STRANGE in sections(paper)[1]
    assert not any(THIRD.question in section for section in sections(paper))


def test_print_has_what_is_for_members_only_where_it_was_asked_for():
    app = page()
    assert "members only" not in html(print_of(app))
    app.checkbox(key="with_members").set_value(True).run()
    assert app.query_params["members"] == "1"
    paper = html(print_of(app))
    assert all(escape(text) in paper for text in (*FIRST.good_answer, *FIRST.worry))
    app.checkbox(key="with_members").set_value(False).run()
    assert "members" not in app.query_params


def test_print_leads_back_to_the_same_page():
    app = press(page("barnet", theme="workforce"), "keep", enquiry("barnet", "workforce").lines[0])
    [back] = links(print_of(app))
    assert "print" not in back
    assert "theme=workforce" in back
    assert f"kept={app.query_params['kept']}" in back


@pytest.mark.parametrize(
    "address",
    [
        {"authority": "nowhere"},
        {"authority": "barnsley", "theme": "x", "document": "x", "known": "x", "material_points": "x"},
        {},
    ],
)
def test_print_of_an_address_with_nonsense_shows_what_the_page_would(address):
    paper = opened(PAGE, print="1", **address)
    assert len(sections(paper)) == len(enquiry().lines)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ({"known": "2001-02-03"}, "No document about Barnsley was public on 3 February 2001."),
        ({"witness": "Nobody"}, "These papers give no line of questioning for that choice."),
    ],
)
def test_print_with_no_line_says_why(address, reason):
    paper = opened(PAGE, authority="barnsley", print="1", **address)
    assert not paper.exception
    assert said(paper)[0].startswith(reason)
