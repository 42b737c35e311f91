"""The notebooks that the public reads, those that wait to be published, and the press that does either."""

from html import escape

import streamlit as st

from analytics.access.publications import Mark
from analytics.evidence.wording import count_of, day_in_words
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.members_only import for_publication
from analytics.notebooks.repository import Listed, Saved
from analytics.notebooks.repository.differences import cell_name
from pages.shared.frame import say_reason
from pages.shared.heading import heading
from pages.shared.library import evidence
from pages.shared.notebook.add_button import notebook_address
from pages.shared.notebook.workspace import repository
from pages.shared.publishing.asking import ask, confirm, is_asked


def show_notebooks() -> None:
    """Each with when it was published and whether it was changed since; then those that may be, and are not."""
    heading(
        "Notebooks",
        "The public reads the version that was published, until it is published again. Private notes, the meeting and "
        "what members make of its lines are never in it.",
    )
    published = repository().published()
    mine = {entry.id: entry for entry in repository().listed() if entry.public}
    for identity, mark in published.items():
        _show_published(identity, mark, mine.get(identity))
    waiting = [entry for entry in mine.values() if entry.id not in published]
    for entry in waiting:
        _show_waiting(entry)
    if not published and not waiting:
        say_reason("No notebook is public. Tick “This notebook may be published” in one, and it can be published here.")


def _show_published(identity: str, mark: Mark, entry: Listed | None) -> None:
    with st.container(key=f"published_{identity}", gap="xsmall"):
        link = escape(f"published_notebooks?id={identity}")
        changed = entry is not None and entry.version != mark.version
        st.html(
            f'<h3 class="listed"><a href="{link}" target="_self">{escape(mark.title)}</a></h3>'
            f'<p class="about">✓ Public: version {mark.version}, published {day_in_words(mark.at.date())} '
            f"by {escape(mark.by)}.{_since(entry) if entry and changed else ''}</p>"
        )
        with st.container(horizontal=True):
            if entry and changed:
                ask(f"Publish version {entry.version} instead", mark.title, f"again_{identity}")
            ask("Take it back", mark.title, f"back_{identity}", kind="tertiary")
        if entry and changed and is_asked(f"again_{identity}"):
            _confirm(entry, f"again_{identity}")
        if is_asked(f"back_{identity}"):
            confirm(
                f'<p class="warning" role="alert"><strong>Take “{escape(mark.title)}” back?</strong> Its address says '
                "from then on that there is no published notebook. The notebook itself stays as it is. Who has read it "
                "has read it, and the published site keeps it until it is published again.</p>",
                "Yes, take it back",
                mark.title,
                f"back_{identity}",
                f"“{mark.title}” is not public any more.",
                _withdraw,
                identity,
            )


def _since(entry: Listed) -> str:
    return f" <strong>▲ Changed since:</strong> version {entry.version} is not public."


def _show_waiting(entry: Listed) -> None:
    key = f"publish_{entry.id}"
    with st.container(key=f"waiting_{entry.id}", gap="xsmall"):
        link = escape(notebook_address(entry.id))
        st.html(
            f'<h3 class="listed"><a href="{link}" target="_self">{escape(entry.title)}</a></h3>'
            '<p class="about">○ Not public: it may be published, and nobody has.</p>'
        )
        ask("Publish it", entry.title, key)
        if is_asked(key):
            _confirm(entry, key)


def _confirm(entry: Listed, key: str) -> None:
    saved = repository().get(entry.id)
    confirm(
        _will_be_read(saved),
        "Yes, publish it",
        entry.title,
        key,
        f"“{saved.notebook.title}” is public, as it is in version {saved.version}.",
        _publish,
        entry.id,
        saved.version,
    )


def _will_be_read(saved: Saved) -> str:
    """What the public will read of it, part by part, and what is left out."""
    notebook = saved.notebook
    public = for_publication(notebook)
    parts = "".join(f"<li>{escape(cell_name(held.asks, evidence()))}</li>" for held in public.cells)
    return (
        f'<p class="warning" role="alert"><strong>Publish “{escape(notebook.title)}”, version {saved.version}?'
        "</strong> "
        f"Anybody will be able to read {count_of(len(public.cells), 'part')} of it:</p>"
        f'<ul class="sources">{parts}</ul>'
        f'<p class="about">{escape(_left_out(notebook, public))} Small numbers are withheld from every part.</p>'
    )


def _left_out(notebook: Notebook, public: Notebook) -> str:
    notes = len(notebook.cells) - len(public.cells)
    gone = [count_of(notes, "private note")] if notes else []
    gone += ["its meeting"] if notebook.meeting else []
    return f"Left out: {' and '.join(gone)}." if gone else "It has no private note and no meeting."


def _publish(identity: str, version: int) -> None:
    repository().publish(identity, version)


def _withdraw(identity: str) -> None:
    repository().withdraw(identity)
