"""What each role may do, and whether somebody may do something and why."""

from html import escape

import streamlit as st

from analytics.access.actions import MAY, Action
from analytics.access.person import Person, explained
from analytics.access.roles import Given
from analytics.evidence.wording import day_in_words
from analytics.exports.html import table_html
from analytics.notebooks.view import Table, plain_row


def show_actions(every: list[Given]) -> None:
    """One row an action, in plain words; and the answer for one person."""
    st.html(
        '<h2 class="finding">What each role may do</h2>'
        '<p class="about">Nobody may do anything that is not listed here.</p>'
    )
    if every:
        _show_answer({one.person: one for one in every})
    rows = tuple(
        plain_row(_capital(action.plainly), *("✓ yes" if action in MAY[role] else "– no" for role in MAY))
        for action in Action
    )
    columns = ("To do", *(role.capitalize() for role in MAY))
    table = table_html(Table("What each role may do", columns, rows), lambda _: "")
    st.html(f"<details><summary>Every action and every role as a table</summary>{table}</details>")


def _show_answer(given: dict[str, Given]) -> None:
    name = st.selectbox("Who", list(given), key="people_may_who")
    action = st.selectbox("May they do this?", list(Action), key="people_may_what", format_func=lambda one: one.plainly)
    person = Person(name, name, given[name].role)
    st.html(
        f'<p class="note" role="status">{"✓" if person.may(action) else "–"} '
        f"{escape(explained(person, action, _source(given[name])))}</p>"
    )


def _source(given: Given) -> str:
    return f"given {day_in_words(given.at.date())} by {given.by}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
