"""Before the papers leave: what to look at, then each paper as a file, those for members kept apart."""

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.access.export import Export, ReadBy
from analytics.evidence.wording import count_of
from analytics.exports.formats import IN_LARGE_PRINT, Format, report_as
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.checks import before_export
from analytics.notebooks.packs.every_paper import Paper, papers_of_meeting
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.members_only import Audience
from analytics.notebooks.repository import Decided, RepositoryError, Saved
from analytics.notebooks.view import CannotRender
from pages.shared.act import act, named
from pages.shared.door import require
from pages.shared.download import download
from pages.shared.frame import say_reason
from pages.shared.library import decided, evidence, evidence_that_leaves

_FORM, _LARGE, _ASKED, _MADE = "briefing_form", "briefing_large", "briefing_asked", "briefing_made"
_MARKS = {
    Audience.MEMBERS: "■ For members",
    Audience.WITNESSES: "✉ For the witness",
    Audience.PUBLIC: "✓ For publication",
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which file: which paper of which version of a notebook and of the evidence, in which format.

    `decided` is by which decisions one that may leave is made: under others it may not any more.
    """

    paper: str
    notebook: str
    version: int
    evidence: str
    form: Format
    large: bool
    decided: Decided | None


def show_checks(notebook: Notebook, meeting: Meeting) -> None:
    """What to look at before anything leaves; it stops nobody."""
    found = before_export(notebook, evidence(), meeting, today=datetime.now(UTC).date())
    st.html('<h2 class="finding">Before it leaves</h2>')
    if not found:
        st.html('<p class="note" role="status">✓ Nothing here needs another look.</p>')
        return
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in found)
    things = count_of(len(found), "thing", "things")
    st.html(f'<p class="label">{things} to look at. None of them stops you.</p><ul class="caveats">{items}</ul>')


def show_papers(saved: Saved, meeting: Meeting) -> None:
    """The papers in two groups: those for members, and those that may leave the building."""
    st.html('<h2 class="finding">The papers</h2>')
    with st.container(horizontal=True, vertical_alignment="bottom", key="paper_form"):
        form = st.selectbox("Make them as", list(IN_LARGE_PRINT), key=_FORM, format_func=lambda form: form.plainly)
        large = st.checkbox("In large print (18 point, more pages)", key=_LARGE)
    papers = papers_of_meeting(meeting)
    with st.container(key="for_members"):
        st.html('<h3 class="part">■ For members only: not to be sent on or published</h3>')
        for paper in papers:
            if paper.audience is Audience.MEMBERS:
                _show_paper(paper, saved, meeting, Format(form), large=large)
    with st.container(key="may_leave"):
        st.html('<h3 class="part">✓ May leave: nothing in these is for members only</h3>')
        if not meeting.witnesses:
            st.html('<p class="note" role="note">Choose a witness above, and there is a brief for each.</p>')
        for paper in papers:
            if paper.audience is not Audience.MEMBERS:
                _show_paper(paper, saved, meeting, Format(form), large=large)


def _show_paper(paper: Paper, saved: Saved, meeting: Meeting, form: Format, *, large: bool) -> None:
    made_by = None if paper.audience is Audience.MEMBERS else decided()
    wanted = _Wanted(paper.name, saved.notebook.id, saved.version, evidence().version, form, large, made_by)
    with st.container(key=f"paper_{paper.name}", gap="xsmall"):
        st.html(
            f'<p class="listed">{escape(paper.title)}</p>'
            f'<p class="about">{_MARKS[paper.audience]}. {escape(paper.use)}</p>'
        )
        made = _made(saved)
        if st.session_state.get(_ASKED) == wanted:
            st.session_state.pop(_ASKED)
            _make(paper, wanted, saved.notebook, meeting)
        content = made.get(wanted)
        if content is None:
            act(f"Make the {form.plainly}", paper.title, f"make_{paper.name}", _ask, wanted)
            return
        download(
            named(f"Download the {form.plainly} ({len(content) // 1024 + 1} KB)", paper.title),
            content,
            Export(saved.notebook.id, f"{paper.name}, {form}", ReadBy[paper.audience.name]),
            file_name=f"{paper.name}{'-large-print' if large else ''}{form.suffix}",
            mime=form.mime,
            key=f"download_{paper.name}",
            action=_action(paper),
            kind="primary",
        )


def _make(paper: Paper, wanted: _Wanted, notebook: Notebook, meeting: Meeting) -> None:
    """Make the file while a bar says how far it is; a paper that cannot be made says why."""
    inside = paper.audience is Audience.MEMBERS
    try:
        require(_action(paper))
    except RepositoryError as error:
        say_reason(str(error))
        return
    bar = st.progress(0.0, f"Making the {wanted.form.plainly}: gathering the evidence")

    def told(done: int, of: int) -> None:
        bar.progress(done / of if of else 1.0, f"Making the {wanted.form.plainly}: part {done} of {of}")

    try:
        known = evidence() if inside else evidence_that_leaves(paper.audience)
        report = paper.report(notebook, known, meeting, large=wanted.large)
        content = report_as(wanted.form, report, told, large_print=wanted.large)
    except (CannotRender, RepositoryError) as reason:
        say_reason(str(reason))
    else:
        st.session_state[_MADE][wanted] = content
    bar.empty()


def _action(paper: Paper) -> Action:
    return Action.EXPORT_FOR_MEMBERS if paper.audience is Audience.MEMBERS else Action.EXPORT_FOR_PUBLICATION


def _made(saved: Saved) -> dict[_Wanted, bytes]:
    """The files made of what is on screen; those of an earlier version are let go."""
    made: dict[_Wanted, bytes] = {
        wanted: content
        for wanted, content in st.session_state.get(_MADE, {}).items()
        if (wanted.notebook, wanted.version, wanted.evidence) == (saved.notebook.id, saved.version, evidence().version)
    }
    st.session_state[_MADE] = made
    return made


def _ask(wanted: _Wanted) -> None:
    st.session_state[_ASKED] = wanted
