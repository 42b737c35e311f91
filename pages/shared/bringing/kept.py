"""The releases that are kept, and removing one."""

from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.evidence.release_index import FileRecord
from analytics.evidence.release_store import Releases
from analytics.evidence.releases import Release
from analytics.evidence.wording import count_of, day_in_words
from analytics.notebooks.view import Table, newest_and_earlier, plain_row
from pages.shared.act import act, plainly
from pages.shared.bringing.words import show_table
from pages.shared.bringing.workspace import TROUBLE, catalogue, store
from pages.shared.door import may
from pages.shared.frame import say_reason
from pages.shared.heading import heading
from pages.shared.library import evidence

_ASKED, _SAID = "remove_asked", "remove_said"


def show_kept() -> None:
    """A table of what is kept, newest publication first, and a way to remove each."""
    releases = evidence().releases
    heading("What is kept", "Every release as it was published, newest first.")
    said, ok = st.session_state.pop(_SAID, ("", True))
    if said:
        st.html(f'<p class="note" role="{"status" if ok else "alert"}">{escape(said)}</p>')
    if releases is None:
        say_reason("Nothing was brought in yet. The figures on the other pages are those of the documents.")
        return
    for problem in releases.problems:
        st.warning(plainly(f"{problem.wrong} {problem.right}"))
    rows = tuple(_row(one, releases.index.files_of(slug)) for slug, one in releases.releases.items())
    columns = ("Release", "Published", "Brought in", "Files", "Figures", "Years")
    parts = newest_and_earlier(len(rows), "releases")
    show_table(Table("The releases that are kept", columns, rows, parts=parts))
    if releases.releases and may(Action.REMOVE_RELEASES):
        with st.expander("Remove a release"):
            _show_removing(releases)


def _row(release: Release, files: tuple[FileRecord, ...]) -> tuple:
    days = sorted(day for file in files for day in (file.summary.first, file.summary.last) if day)
    figures = sum(file.rows() + file.rows("ratings") for file in files)
    ends = dict.fromkeys(str(day.year) for day in (days[0], days[-1])) if days else {}
    return plain_row(
        release.title,
        day_in_words(release.published),
        day_in_words(max(file.imported for file in files).date()),
        f"{len(files):,}",
        f"{figures:,}" if figures else "None: lists of similar councils",
        " to ".join(ends),
    )


def _show_removing(releases: Releases) -> None:
    """One release, chosen, then confirmed in words: what was removed comes back only with its files."""
    kept = releases.releases
    chosen = st.selectbox("Release", list(kept), format_func=lambda slug: kept[slug].title, key="remove_release")
    if st.session_state.get(_ASKED) != chosen:
        act("Remove it", kept[chosen].title, "remove", _ask, chosen)
        return
    files = releases.index.files_of(chosen)
    figures = sum(file.rows() + file.rows("ratings") for file in files)
    with st.container(border=True, key="remove_confirm"):
        st.html(
            f'<p class="warning" role="alert"><strong>Remove {escape(kept[chosen].title)}?</strong> '
            f"{count_of(len(files), 'file')} and {count_of(figures, 'figure')} go from every page and from everybody "
            "who uses this workspace. What was downloaded is not touched: bring it in again to have it back.</p>"
        )
        with st.container(horizontal=True):
            act("Yes, remove it", kept[chosen].title, "remove_yes", _remove, chosen, kind="primary")
            act("Keep it", kept[chosen].title, "remove_no", _ask, "")


def _ask(release: str) -> None:
    st.session_state[_ASKED] = release


def _remove(release: str) -> None:
    st.session_state.pop(_ASKED, None)
    try:
        change = store(Action.REMOVE_RELEASES).remove(release, catalogue())
    except KeyError:
        st.session_state[_SAID] = ("It was removed already.", True)
    except TROUBLE as error:
        st.session_state[_SAID] = (f"Nothing was removed. {error}", False)
    else:
        title = change.replaced[0].release.title
        st.session_state[_SAID] = (f"{title} was removed: {count_of(len(change.replaced), 'file')}.", True)
