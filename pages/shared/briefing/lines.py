"""The lines of a meeting: which, in which order, in whose words, and what members note beside them."""

from html import escape

import streamlit as st

from analytics.enquiry.line import Line
from analytics.evidence.wording import count_of
from analytics.notebooks.cells.lines import line_title
from analytics.notebooks.packs.chosen import Chosen
from analytics.notebooks.packs.meeting import Meeting
from pages.shared.briefing.keeping import reorder, save_text
from pages.shared.library import evidence
from pages.shared.line_card import details_html, show_acts, show_advice, show_further_lines

_IN, _OUT = "✓ In the papers", "○ Left out of the papers"


def show_lines(meeting: Meeting, chosen: Chosen) -> None:
    """Every line to choose from, with its buttons, one's own wording and a private note; then the further ones."""
    st.html('<h2 class="finding">Lines of questioning</h2>')
    inside = {line.id for line in chosen.lines}
    lines = count_of(len(inside), "line is", "lines are")
    has_kept = any(line.id in meeting.running_order.kept for line in chosen.arranged)
    kept = "those you kept" if has_kept else "all that are not dropped; keep some to have only those"
    st.html(f'<p class="about" role="status">{lines} in the papers: {kept}. At most {meeting.most_lines} fit.</p>')
    for council, count in meeting.put_by().items():
        texts = count_of(count, "wording or note", "wordings and notes")
        name = escape(evidence().catalogue.area_name(council))
        st.html(
            f'<p class="about">{texts} on the lines of {name} {"is" if count == 1 else "are"} put by, and stand beside '
            f"its lines again once the notebook is about {name}.</p>"
        )
    shown = [line.id for line in chosen.arranged]
    for place, line in enumerate(chosen.arranged, 1):
        with st.container(key=f"briefline_{line.id}", gap="xsmall"):
            _show_line(line, place, meeting, chosen, is_in=line.id in inside)
    show_further_lines(shown, chosen.enquiry, chosen.enquiry, meeting.running_order, reorder)


def _show_line(line: Line, place: int, meeting: Meeting, chosen: Chosen, *, is_in: bool) -> None:
    own = meeting.own_wordings.get(line.id, "")
    suggested = f'<p class="about">Suggested wording: {escape(line.question)}</p>' if own else ""
    st.html(
        f'<h3 class="part">{place}. {escape(line_title(line, evidence()))}</h3>'
        f'<p class="inpapers">{_IN if is_in else _OUT}</p>'
        f'<p class="ask"><strong>Ask:</strong> {escape(own or line.question)}</p>{suggested}'
        f'<p class="about">For the {escape(line.witness.plainly)}.</p>'
    )
    with st.container(horizontal=True, key=f"acts_{line.id}"):
        show_acts(line, [one.id for one in chosen.arranged], chosen.enquiry, meeting.running_order, reorder)
    with st.expander(f"Line {place}: what was found, and what to listen for"):
        st.html(f'<p class="summary">{escape(line.found)}</p>{details_html(line)}')
    with st.expander(f"Line {place}: your own wording", expanded=bool(own)):
        _text("own_wordings", f"Your question for line {place}", line, own, line.question)
        show_advice(own, line)
    note = meeting.notes.get(line.id, "")
    with st.expander(f"Line {place}: private note", expanded=bool(note)), st.container(key=f"private_{line.id}"):
        _text("notes", f"Your note on line {place}, for members only", line, note, "Who leads, what to listen for")
        saved = "✓ Saved. " if note else ""
        st.html(
            f'<p class="about">{saved}■ For members only: it stands in the members’ pack and in nothing that may '
            "leave.</p>"
        )


def _text(part: str, label: str, line: Line, value: str, placeholder: str) -> None:
    key = f"briefing_{part}_{line.id}"
    st.session_state[key] = value
    st.text_area(label, key=key, placeholder=placeholder, height=90, on_change=_keep, args=(part, line.id, key))


def _keep(part: str, line: str, key: str) -> None:
    save_text(part, line, st.session_state[key])
