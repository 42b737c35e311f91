"""The meeting: when, where, with whom and on what."""

from html import escape

import streamlit as st

from analytics.evidence.wording import count_of
from analytics.exports.html import table_html
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.chosen import Chosen
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.plan import plan_view
from analytics.notebooks.packs.witness_brief import roles_offered
from pages.shared.briefing.fields import choose_day, count, tick, write, write_long
from pages.shared.briefing.keeping import kept, save, say_refused
from pages.shared.library import evidence
from pages.shared.notebook.workspace import seen


def show_meeting(notebook: Notebook) -> None:
    """The date first: without it there is no meeting to plan. Then the rest, and what is due when."""
    meeting = notebook.meeting
    st.html('<h2 class="finding">The meeting</h2>')
    with st.container(horizontal=True, vertical_alignment="bottom", key="meeting_when"):
        choose_day("date", "Date of the meeting", meeting.date if meeting else None)
        if meeting:
            write("time", "Time", meeting.time, "10.00")
            write("place", "Place", meeting.place, "Council Chamber")
    if meeting is None:
        st.html('<p class="note" role="note">Choose the date, and everything else can be planned from it.</p>')
        return
    write("committee", "Committee", meeting.committee)
    with st.expander("Work plan: what is due when", expanded=True):
        view = plan_view(meeting.date)
        st.html(f'<p class="about">{escape(view.summary)}</p>')
        if view.table:
            st.html(table_html(view.table, lambda _: ""))
    with st.expander("Reference, author, version and contact"), st.container(horizontal=True, key="meeting_more"):
        write("reference", "Reference", meeting.reference, "CYP/2023/09")
        write("author", "Author, as a role", meeting.author)
        write("version", "Version of the papers", meeting.version)
        write("contact", "Whom witnesses can ask", meeting.contact, "scrutiny@example.gov.uk")


def show_scope(meeting: Meeting, chosen: Chosen) -> None:
    """The Big Question, the themes and the time for questions."""
    themes = evidence().catalogue.themes
    st.html('<h2 class="finding">What it is about</h2>')
    write_long(
        "big_question", "The Big Question", meeting.big_question, "What is changing for children, and how do we know?"
    )
    st.multiselect(
        "Themes",
        list(themes),
        key=kept("themes", list(meeting.themes)),
        format_func=lambda name: themes[name].name if name in themes else name,
        placeholder="Those of the notebook" + (f": {chosen.themes_in_words}" if chosen.themes_in_words else ""),
        on_change=_read_list,
        args=("themes",),
    )
    say_refused("themes")
    count("minutes", "Minutes for all questions together (for members only)", meeting.minutes, 5)


def show_witnesses(meeting: Meeting, chosen: Chosen) -> None:
    """Roles that the papers list or the lines are for, and any other that is typed."""
    st.html('<h2 class="finding">Witnesses</h2>')
    offered = list(dict.fromkeys((*roles_offered(chosen), *meeting.witnesses)))
    st.multiselect(
        "Witnesses, by role",
        offered,
        key=kept("witnesses", list(meeting.witnesses)),
        placeholder="Choose the roles to invite",
        on_change=_read_list,
        args=("witnesses",),
    )
    with st.container(gap="xsmall"):
        st.text_input("Another role", key=kept("another_role", ""), placeholder="Designated Nurse", on_change=_add_role)
        say_refused("another_role")
    say_refused("witnesses")
    tick(
        "name_witnesses",
        "A brief may give the name that a published report prints beside a role",
        value=meeting.name_witnesses,
    )
    many = len(meeting.witnesses)
    invited = count_of(many, "witness is", "witnesses are") if many else "No witness is"
    roles = "".join(f"<li>{escape(role)}</li>" for role in meeting.witnesses)
    st.html(f'<p class="about" role="status">{invited} invited.</p><ul class="caveats">{roles}</ul>')


def _read_list(part: str) -> None:
    save(part, tuple(st.session_state[f"briefing_{part}"]))


def _add_role() -> None:
    role, meeting = st.session_state["briefing_another_role"].strip(), seen().meeting
    if role and meeting:
        save("another_role", role, witnesses=tuple(dict.fromkeys((*meeting.witnesses, role))))
