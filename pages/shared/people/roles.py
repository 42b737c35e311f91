"""Who has which role and since when; giving one and taking one away, each after a second press."""

from html import escape

import streamlit as st

from analytics.access.actions import MAY, Action, Role
from analytics.access.people import People
from analytics.access.person import name_from
from analytics.access.roles import Given
from analytics.evidence.wording import count_of, day_in_words
from analytics.exports.html import table_html
from analytics.notebooks.repository import RepositoryError
from analytics.notebooks.view import Table, plain_row
from pages.shared.door import may, people

_PERSON, _ROLE, _ASKED, _SAID = "people_person", "people_role", "people_asked", "people_said"
_NONE = "no role: take it away"
# A name may be as long as the table is wide.
_STYLE = "<style>.st-key-people_roles :is(th, td) { overflow-wrap: anywhere; }</style>"


def show_roles(every: list[Given]) -> None:
    """The people by name, and for whoever may change roles how."""
    st.html(f'<h2 class="finding">{count_of(len(every), "person has", "people have")} a role</h2>')
    rows = tuple(
        plain_row(one.person, one.role or "none that there is", day_in_words(one.at.date()), one.by) for one in every
    )
    with st.container(key="people_roles"):
        table = Table("Who has which role", ("Person", "Role", "Since", "Given by"), rows)
        st.html(_STYLE + table_html(table, lambda _: ""))
    if may(Action.CHANGE_ROLES):
        _show_changing(every)


def _show_changing(every: list[Given]) -> None:
    st.html('<h3 class="listed">Give, change or take away a role</h3>')
    said, is_done = st.session_state.pop(_SAID, ("", True))
    if said:
        st.html(f'<p class="note" role="{"status" if is_done else "alert"}">{escape(said)}</p>')
    st.selectbox(
        "Person",
        [one.person for one in every],
        index=None,
        key=_PERSON,
        accept_new_options=True,
        placeholder="Choose somebody, or write a new name",
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="people_change"):
        st.selectbox("Role", [*Role, _NONE], key=_ROLE)
        st.button("Go on", on_click=_ask)
    st.html(
        '<p class="about">Write the name that the person signs in with, as a rule an e-mail address. You are shown '
        "what would change, and nothing does before you say yes.</p>"
    )
    asked: tuple[str, Role | None] | None = st.session_state.get(_ASKED)
    if asked:
        _show_question(*asked, {one.person: one.role for one in every})


def _show_question(name: str, role: Role | None, roles: dict[str, Role | None]) -> None:
    with st.container(key="people_question"):
        st.html(f'<div role="alert">{_question(name, role, roles)}</div>')
        with st.container(horizontal=True, key="people_answer"):
            st.button("Yes, do that", type="primary", on_click=_change, args=(name, role))
            st.button("No, leave it as it is", on_click=_leave)


def _question(name: str, role: Role | None, roles: dict[str, Role | None]) -> str:
    """What is now, what would be, and what that gives and takes."""
    now = roles.get(name)
    before, after = (MAY[held] if held else frozenset() for held in (now, role))
    has = f"is {_a(now)} now" if now else "has no role now"
    would = f"would be {_a(role)}" if role else "would have none, and could do nothing here"
    lists = "".join(
        f'<p class="label">{label}</p><ul class="caveats">'
        + "".join(f"<li>{escape(action.plainly)}</li>" for action in Action if action in actions)
        + "</ul>"
        for label, actions in (("They could then", after - before), ("They could no longer", before - after))
        if actions
    )
    kept = "" if role else '<p class="about">Their notebooks stay as they are, and stay theirs.</p>'
    return f'<p class="summary"><strong>{escape(name)}</strong> {has} and {would}.</p>{lists}{kept}'


def _a(role: Role) -> str:
    return f"{'an' if role[0] in 'aeiou' else 'a'} {role}"


def _ask() -> None:
    """Take what was chosen to the question; or say why there is none."""
    chosen = st.session_state[_ROLE]
    role = None if chosen == _NONE else Role(chosen)
    st.session_state.pop(_ASKED, None)
    if not st.session_state[_PERSON]:
        st.session_state[_SAID] = ("Choose somebody first, or write a new name and press Enter.", False)
        return
    try:
        name = name_from(st.session_state[_PERSON])
        given = {one.person: one.role for one in people().every()}
    except (RepositoryError, ValueError) as error:
        st.session_state[_SAID] = (str(error), False)
        return
    if given.get(name) == role:
        now = f"is {_a(role)} already" if role else "has no role"
        st.session_state[_SAID] = (f"{name} {now}, so there is nothing to change.", False)
        return
    st.session_state[_ASKED] = (name, role)


def _change(name: str, role: Role | None) -> None:
    st.session_state.pop(_ASKED, None)
    try:
        done = _done(people(), name, role)
    except (RepositoryError, ValueError) as error:
        st.session_state[_SAID] = (f"Nothing was changed. {error}", False)
        return
    st.session_state[_SAID] = (done, True)
    st.session_state[_PERSON] = None


def _done(held: People, name: str, role: Role | None) -> str:
    if role:
        held.give(name, role)
        return f"{name} is now {_a(role)}."
    return f"{name} has no role any more." if held.take(name) else f"{name} had no role."


def _leave() -> None:
    st.session_state.pop(_ASKED, None)
    st.session_state[_SAID] = ("Nothing was changed.", True)
