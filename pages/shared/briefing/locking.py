"""Locking the evidence that the papers rest on, and what has changed since."""

from html import escape

import streamlit as st

from analytics.access.actions import Action
from analytics.access.export import Export, ReadBy
from analytics.evidence.wording import count_of, day_in_words
from analytics.notebooks.packs.lock import changed_since, lock, published_after
from analytics.notebooks.repository import KeptLock, RepositoryError, Saved, compare
from analytics.notebooks.view import CannotRender
from pages.shared.act import named
from pages.shared.download import download
from pages.shared.library import evidence
from pages.shared.notebook.versions import moment_in_words
from pages.shared.notebook.workspace import repository, tell

_LETTERS = 12


def show_locks(saved: Saved) -> None:
    """A button that locks, and for each lock what is no longer as it was."""
    st.html(
        '<h2 class="finding">Lock the evidence</h2>'
        '<p class="about">A lock sets down every figure and passage that the papers use, each with a checksum. It is '
        "kept for good, and says what has changed since.</p>"
    )
    st.button("Lock the evidence", key="lock", on_click=_lock, args=(saved,))
    locks = repository().locks(saved.notebook.id)
    if not locks:
        st.html(
            '<p class="note" role="note">Nothing is locked yet. The work plan has it eight working days before.</p>'
        )
    for number, held in enumerate(locks):
        with st.container(key=f"lock_{len(locks) - number}", gap="xsmall"):
            _show_lock(held, saved, len(locks) - number)


def _show_lock(held: KeptLock, saved: Saved, number: int) -> None:
    rows = count_of(len(held.lock.rows), "figure or passage", "figures and passages")
    st.html(
        f'<p class="listed">Locked on {moment_in_words(held.locked_at)}</p><p class="about">Version {held.version} of '
        f"the notebook, {rows}, checksum {held.lock.sha256[:_LETTERS]}</p>"
        + _listed("Changed in the evidence since", changed_since(held.lock, evidence()))
        + _listed("Changed in the notebook since", _changed_in_notebook(held, saved))
        + _later(held)
    )
    download(
        named("Download this lock (.json)", moment_in_words(held.locked_at)),
        f"{held.lock.model_dump_json(indent=1)}\n",
        Export(saved.notebook.id, f"evidence-lock-{number}, json", ReadBy.MEMBERS),
        file_name=f"evidence-lock-{number}.json",
        mime="application/json",
        key=f"take_lock_{number}",
        action=Action.EXPORT_FOR_MEMBERS,
        kind="tertiary",
    )


def _later(held: KeptLock) -> str:
    """What the notebook's day leaves out on purpose; nothing where that is nothing."""
    later = published_after(held.lock, evidence())
    day = day_in_words(held.lock.as_known_on)
    return _listed(f"Published after {day}, so left out on purpose", later) if later else ""


def _changed_in_notebook(held: KeptLock, saved: Saved) -> list[str]:
    then = repository().at(saved.notebook.id, held.version)
    return [difference.words for difference in compare(then, saved.notebook, evidence())]


def _listed(label: str, sentences: list[str]) -> str:
    if not sentences:
        return f'<p class="about">{label}: nothing.</p>'
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<details><summary>{label}: {len(sentences)}</summary><ul class="caveats">{items}</ul></details>'


def _lock(saved: Saved) -> None:
    try:
        repository().lock(saved.version, lock(saved.notebook, evidence(), saved.notebook.meeting))
    except (CannotRender, RepositoryError) as reason:
        tell(f"The evidence was not locked. {reason}")
