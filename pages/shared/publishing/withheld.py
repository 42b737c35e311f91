"""What is withheld from the public now, what it can work out all the same, and what it is not shown yet."""

from html import escape

import polars as pl
import streamlit as st

from analytics.evidence.wording import count_of
from analytics.measures.disclosure.exposed import exposed_in_words
from analytics.measures.disclosure.protect import Protected
from analytics.notebooks.leaving import for_the_public, public_edition
from pages.shared.disclosing import withheld_in_words, withheld_table
from pages.shared.heading import heading
from pages.shared.library import decided, evidence
from pages.shared.notebook.workspace import repository
from pages.shared.publishing.asking import ask, confirm, is_asked

_KEY = "held_back"


def show_held_back() -> None:
    """The documents that the public edition holds back, and the press that shows them; nothing where there is none."""
    with st.spinner("Working out what the public sees"):
        known = decided()
        edition = public_edition(evidence(), known)
    if not edition.held_back:
        return
    heading(
        "Held back from the public",
        "The public edition leaves these out. Their figures are new or have changed, or others are withheld than "
        "before, and nobody has let the public see them as they are now. What it sees has to be kept first, so that "
        "later figures do not give away with it one that is withheld.",
    )
    titles = "".join(f"<li>{escape(one.file.title)}</li>" for one in edition.held_back.values())
    st.html(f'<ul class="sources">{titles}</ul>')
    ask("Show them", "what is held back from the public", _KEY)
    if is_asked(_KEY):
        confirm(
            _will_be_seen(edition, known.not_remembered(edition.shown).height),
            "Yes, show them",
            "what is held back from the public",
            _KEY,
            "What was held back is public.",
            _show,
            edition.shown,
            known.mark,
        )


def show_withheld() -> None:
    """How many figures of which document, and each that is given away by others."""
    with st.spinner("Working out what the public sees"):
        safe = for_the_public(evidence(), decided())
    heading("What is withheld now")
    st.html(f'<p class="summary">{escape(withheld_in_words(safe))}</p>{withheld_table(safe, safe.evidence)}')
    exposed = exposed_in_words(safe)
    if exposed:
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in exposed)
        st.html(
            '<p class="label">Can be worked out all the same, from what others have published or what was shown '
            f'before</p><ul class="caveats">{items}</ul>'
        )


def _will_be_seen(safe: Protected, new: int) -> str:
    """How many figures the public has not seen before, how many are withheld, and what can be worked out."""
    warnings = "".join(f"<li>{escape(sentence)}</li>" for sentence in exposed_in_words(safe))
    return (
        '<p class="warning" role="alert"><strong>Show what is held back?</strong> Anybody will be able to see '
        f"{count_of(new, 'figure')} that the public has not seen before. What was seen once cannot be taken back.</p>"
        + (f'<ul class="caveats">{warnings}</ul>' if warnings else "")
    )


def _show(shown: pl.DataFrame, knowing: str) -> None:
    repository().remember(shown, knowing=knowing)
