from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.shared.forms import verbatim
from tests.pages.opened import NO_COMPONENTS

COLOURS = ["", "dark red", "blue & green", "ü"]
# Each example runs a small app.
few = settings(max_examples=40, deadline=None)


def colour_form():
    import streamlit as st  # noqa: PLC0415 - AppTest runs only the body

    from pages.shared.forms import choose  # noqa: PLC0415

    options = ["", "dark red", "blue & green", "ü"]
    st.text(choose("Colour", "colour", options, lambda name: name.upper() or "ALL", default=""))


def size_form():
    import streamlit as st  # noqa: PLC0415

    from pages.shared.forms import choose  # noqa: PLC0415

    st.text(choose("Size", "size", ["small", "large"], str.upper, default="large"))


def day_form():
    import streamlit as st  # noqa: PLC0415

    from pages.shared.forms import choose_day  # noqa: PLC0415

    st.text(str(choose_day("As known on", "known", "The day of a meeting.", st.container())))


def words_form():
    import streamlit as st  # noqa: PLC0415

    from pages.shared.forms import write_words  # noqa: PLC0415

    st.text(write_words("Search", "words", "caseload"))


def run(form, **address):
    app = AppTest.from_function(form, default_timeout=120)
    app._bidi_component_manager = NO_COMPONENTS
    app.query_params.update(address)
    return app.run()


def value(app):
    assert not app.exception, [problem.value for problem in app.exception]
    return app.text[0].value


@few
@given(st.text() | st.sampled_from(COLOURS))
def test_whatever_the_address_says_an_option_is_chosen(asked):
    app = run(colour_form, colour=asked)

    assert value(app) == (asked if asked in COLOURS else "")
    assert app.selectbox[0].value == value(app)
    assert len(app.warning) == (asked not in COLOURS)


@few
@given(st.lists(st.sampled_from(COLOURS), min_size=1, max_size=4))
def test_last_choice_is_in_the_address_and_a_link_with_it_chooses_the_same(choices):
    app = run(colour_form)
    for choice in choices:
        app.selectbox[0].set_value(choice).run()

    assert app.query_params == ({"colour": choices[-1]} if choices[-1] else {})
    assert value(app) == value(run(colour_form, **app.query_params)) == choices[-1]


def test_unknown_option_is_named_with_what_is_shown_instead():
    app = run(colour_form, colour="purple")

    assert [warning.value for warning in app.warning] == [
        "There is no colour called `purple` here. Showing ALL instead."
    ]


def test_warning_goes_away_with_the_next_choice():
    app = run(colour_form, colour="purple")

    app.selectbox[0].set_value("ü").run()

    assert not app.warning
    assert value(app) == "ü"


def test_default_is_not_written_into_the_address():
    app = run(size_form, size="small")
    assert value(app) == "small"

    app.selectbox[0].set_value("large").run()

    assert app.query_params == {}
    assert value(app) == "large"


def test_option_that_is_the_default_may_stand_in_the_address():
    app = run(size_form, size="large")

    assert value(app) == "large"
    assert not app.warning


@few
@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_day_chosen_is_in_the_address_and_a_link_with_it_chooses_the_same(day):
    app = run(day_form)
    app.date_input[0].set_value(day).run()

    assert app.query_params == {"known": day.isoformat()}
    assert value(app) == value(run(day_form, **app.query_params)) == str(day)


@few
@given(st.text(min_size=1) | st.dates().map(date.isoformat))
def test_whatever_the_address_says_for_a_day_is_a_day_or_said_to_be_none(asked):
    app = run(day_form, known=asked)

    shown = value(app)
    if shown == "None":
        assert len(app.warning) == 1
        assert "choose" in app.warning[0].value.lower()
    else:
        assert date.fromisoformat(asked) == date.fromisoformat(shown)
        assert not app.warning


@pytest.mark.parametrize(
    ("day", "is_shown"),
    [
        ("1989-12-31", False),
        ("1990-01-01", True),
        ("2099-12-31", True),
        ("2100-01-01", False),
    ],
)
def test_first_and_last_day_of_the_calendar_are_within_it(day, is_shown):
    app = run(day_form, known=day)

    assert value(app) == (day if is_shown else "None")
    assert len(app.warning) == (not is_shown)


@few
@given(st.text())
def test_words_written_are_in_the_address_and_a_link_with_them_holds_the_same(words):
    app = run(words_form)
    app.text_input[0].set_value(words).run()

    assert app.query_params == ({"words": words.strip()} if words.strip() else {})
    assert value(app) == value(run(words_form, **app.query_params)) == words.strip()


@given(st.text())
def test_words_of_an_address_stay_inside_the_code_they_are_quoted_as(text):
    quoted = verbatim(text)

    assert quoted[0] == quoted[-1] == "`"
    assert "`" not in quoted[1:-1]
    assert len(quoted.splitlines()) == 1
    assert quoted[1:-1].replace(" ", "") == "".join(text.replace("`", "’").split())


def test_link_in_an_address_is_quoted_and_not_offered():
    app = run(colour_form, colour="[log in again](https://example.org)")

    assert "`[log in again](https://example.org)`" in app.warning[0].value
