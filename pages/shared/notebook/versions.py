"""Earlier versions of a notebook: what differs from now, and the way back to one."""

from datetime import datetime
from html import escape

import streamlit as st

from analytics.evidence.wording import day_in_words
from analytics.notebooks.merging import merged
from analytics.notebooks.repository import RepositoryError, Saved, Version, compare
from pages.shared.library import evidence
from pages.shared.notebook.workspace import repository, tell


def show_versions(saved: Saved, *, may_go_back: bool = True) -> None:
    """The history, looked up only when someone asks for it; with a way back where the reader may change it."""
    if not st.toggle("Show earlier versions", key="notebook_history"):
        return
    identity = saved.notebook.id
    versions = {version.version: version for version in repository().history(identity)}
    versions.pop(saved.version, None)
    if not versions:
        st.html('<p class="note">There is no earlier version: nothing has been changed yet.</p>')
        return
    number = st.selectbox("Version", list(versions), format_func=lambda number: _in_words(versions[number]))
    then = repository().at(identity, number)
    items = "".join(f"<li>{escape(difference.words)}</li>" for difference in compare(then, saved.notebook, evidence()))
    st.html(
        f'<p class="label">What has changed since version {number}</p>'
        f'<ul class="caveats">{items or "<li>Nothing.</li>"}</ul>'
    )
    if may_go_back:
        st.button(f"Go back to version {number}", on_click=_restore, args=(identity, number, saved.version))


def moment_in_words(moment: datetime) -> str:
    """A day and time as the clock on the server's wall shows it."""
    here = moment.astimezone()
    return f"{day_in_words(here.date())}, {here:%H:%M}"


def _in_words(version: Version) -> str:
    by = f" · {version.saved_by}" if version.saved_by else ""
    why = f" · {version.why}" if version.why else ""
    beside = " · saved while someone else was quicker" if version.is_branch else ""
    return f"{version.version} · {moment_in_words(version.saved_at)} · {version.title}{by}{why}{beside}"


def _restore(identity: str, number: int, seen: int) -> None:
    try:
        before = repository().at(identity, seen)
        then = repository().restore(identity, number, seen).notebook
    except RepositoryError as error:
        tell(str(error))
        return
    # What somebody else has changed since then stays.
    tell(
        f"The notebook is again as in version {number}. Nothing of the versions since is lost.",
        lambda now: merged(then, now, before).notebook,
    )
