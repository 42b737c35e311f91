"""The audit log: whether it is whole, and what was done, the newest first."""

from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.access.export import Export, ReadBy
from analytics.access.log import Event, Logged, Verdict, Wanted
from analytics.access.log_frame import log_frame
from analytics.access.people import People
from analytics.evidence.wording import count_of, day_in_words
from analytics.exports.frame_file import frame_as_csv
from analytics.exports.html import table_html
from analytics.notebooks.view import Table, plain_row
from pages.shared.download import download
from pages.shared.forms import choose, choose_day
from pages.shared.frame import say_reason

_MOST = 100
_COLUMNS = ("When (UTC)", "Who", "Did what", "On which page")
# A name or an id may be as long as the table is wide.
_STYLE = """<style>.st-key-people_log td { overflow-wrap: anywhere; }
.st-key-people_log th + td { min-width: 15rem; }</style>"""
_MARK_STYLE = "<style>p.mark { overflow-wrap: anywhere; }</style>"


def show_log(held: People) -> None:
    """Whether it is whole, the choice of entries, and those."""
    st.html(
        '<h2 class="finding">What was done</h2>'
        '<p class="about">Sign-ins and refusals, files taken out, publications, sharing, roles. It never holds what a '
        "notebook or a file says, and entries are only ever added.</p>"
    )
    newest = held.done(Wanted(), most=1)
    _show_verdict(_verified(newest[0].hash if newest else "", held))
    if not newest:
        say_reason("Nothing was done yet that is written down here.")
        return
    wanted = _chosen(held)
    found, count = held.done(wanted, _MOST), held.count(wanted)
    if not found:
        say_reason("There is no such entry. Choose another person, kind or day.")
        return
    shown = f"{count_of(count, 'entry', 'entries')}" + (f", the newest {_MOST} of them here" if count > _MOST else "")
    st.html(f'<p class="summary" role="status">{shown}.</p>')
    download(
        "Download these entries (CSV)",
        lambda: frame_as_csv(log_frame(held.done(wanted))),
        Export("audit-log", "csv", ReadBy.ADMINISTRATORS),
        file_name="audit-log.csv",
        mime="text/csv",
        key="people_log_csv",
        action=Action.READ_AUDIT_LOG,
    )
    rows = tuple(
        plain_row(f"{day_in_words(row.at.date())}, {row.at:%H:%M}", row.who, _did(row), row.place.replace("_", " "))
        for row in found
    )
    with st.container(key="people_log"):
        st.html(_STYLE + table_html(Table("What was done, the newest first", _COLUMNS, rows), lambda _: ""))


def _did(row: Logged) -> str:
    # What a sign-in is about is only its number, which the file has.
    about = "" if row.what in (Event.SIGNED_IN, Event.SIGNED_OUT) else row.about
    return " · ".join(filter(None, (row.what, about, row.detail)))


def _chosen(held: People) -> Wanted:
    """What the reader wants to see. Whom stays out of the address, which others write down."""
    notices = st.container()
    with st.container(horizontal=True, key="pickers"):
        who = st.selectbox(
            "Person", ["", *held.who_did()], key="people_log_who", format_func=lambda name: name or "All"
        )
        what = choose("Kind", "kind", ["", *Event], lambda kind: kind or "All", notices=notices)
        first = choose_day("From", "from", "The first day, in UTC. Leave empty for the beginning.", notices)
        last = choose_day("Until", "until", "The last day, in UTC. Leave empty for today.", notices)
    return Wanted(who, what, first, last)


# Asked again when an entry was added, and every few minutes: a change behind the app's back adds none.
@st.cache_data(ttl=300, max_entries=8, show_spinner="Checking the log")
def _verified(newest: str, _held: People) -> Verdict:  # noqa: ARG001 - what a verdict is kept by
    return _held.verified()


def _show_verdict(verdict: Verdict) -> None:
    if verdict.wrong:
        st.html(
            f'<p class="warning" role="alert"><strong>✗ The log was tampered with.</strong> {escape(verdict.wrong)} '
            "Keep a copy of the database as it is, and compare it with a backup.</p>"
        )
        return
    st.html(
        f'{_MARK_STYLE}<p class="note" role="status">✓ The log is whole: {count_of(verdict.rows, "entry", "entries")}, '
        "each of which follows from the one before.</p>"
        "<details><summary>How to know that nobody wrote it anew</summary>"
        '<p class="about">Whoever has the database’s own password could make a whole new log. Write the last mark down '
        "somewhere else now and then. On the server <code>scrutiny access log --noted MARK</code> says whether it is "
        f"still there. It is now:</p><p class='mark'><code>{escape(verdict.last)}</code></p></details>"
    )
