"""What stands above every page of the public edition."""

from datetime import date
from html import escape

import streamlit as st

from analytics.evidence.wording import day_in_words
from pages.shared.disclosing import not_shown_yet
from pages.shared.library import evidence, is_decided, protection

_STYLE = """<style>
p.edition { border: 1px solid #767676; padding: .4rem .75rem; margin: .5rem 0 .75rem; }
p.edition { border-left: 6px solid light-dark(#12436D, #8FC1E8); }
p.edition { font-size: 1rem; line-height: 1.4; }
</style>"""


def newest_day() -> date | None:
    """The last day that any document or release has figures for; None where there is none of either."""
    everything = evidence()
    imported = {} if everything.releases is None else everything.releases.documents
    return max((held.file.data_to for held in (*everything.documents.values(), *imported.values())), default=None)


def show_banner(*, dated: bool) -> None:
    """That this is for reading, that none of its figures is of today, and where `dated` of when the newest are."""
    day = newest_day() if dated else None
    newest = f" The newest figures are of {day_in_words(day)}." if day else ""
    edition = protection() if is_decided() else None
    waiting = f" {not_shown_yet(edition.held_back)}" if edition and edition.held_back else ""
    st.html(
        f'{_STYLE}<p class="edition" role="note"><strong>Public edition, for reading.</strong>{newest} '
        f"These are published figures, not current performance.{escape(waiting)}</p>"
    )
