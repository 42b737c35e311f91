"""What witnesses see beforehand, and what is asked of them in writing, by when."""

import streamlit as st

from analytics.evidence.wording import day_in_words
from analytics.notebooks.packs.meeting import Meeting, Sharing
from pages.shared.briefing.fields import choose_day
from pages.shared.briefing.keeping import kept, save

_AGREED = "agreed"


def show_sharing(meeting: Meeting) -> None:
    """Themes, unless the Chair agreed to questions; and the three days, with what the work plan has for each."""
    st.html(
        '<h2 class="finding">What witnesses receive, and when</h2>'
        '<p class="about">A brief names the themes, the evidence and what is wanted in writing. It never holds private '
        "notes, good answers or worries.</p>"
    )
    st.checkbox(
        "The Chair has agreed that witnesses may read the questions beforehand. Without it they read the themes",
        key=kept(_AGREED, meeting.themes_or_questions is Sharing.QUESTIONS),
        on_change=_share,
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="meeting_days"):
        choose_day("requests_sent", "Written requests go out", meeting.requests_sent)
        choose_day("answers_due", "Written answers are due", meeting.answers_due)
        choose_day("corrections_due", "Corrections are invited until", meeting.corrections_due)
    days = (meeting.requests_by, meeting.answers_by, meeting.corrections_by)
    out, due, corrected = map(day_in_words, days)
    st.html(
        f'<p class="about" role="status">In the papers: requests out {out}, answers due {due}, corrections until '
        f"{corrected}. A day that is left empty follows the work plan.</p>"
    )


def _share() -> None:
    agreed = st.session_state[f"briefing_{_AGREED}"]
    save(_AGREED, agreed, themes_or_questions=Sharing.QUESTIONS if agreed else Sharing.THEMES)
