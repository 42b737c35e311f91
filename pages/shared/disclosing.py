"""What the public edition withholds, by which policy, how many figures of which document, and what it holds back."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from analytics.evidence.document import Document
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import count_of, listed
from analytics.exports.html import table_html
from analytics.measures.disclosure.policy import Policy
from analytics.measures.disclosure.protect import Protected
from analytics.notebooks.view import Table, plain_row
from pages.shared.library import evidence, protection


def show_policy() -> None:
    """The policy in force and what came of it; nothing in the workspace, where nothing is withheld."""
    protected = protection()
    if protected is None:
        return
    st.html(
        "<h2 class='finding'>What is withheld, and why</h2>"
        f"{policy_html(protected.policy)}<p class='summary'>{escape(withheld_in_words(protected))}</p>"
        + withheld_table(protected, evidence())
        + _held_back_html(protected.held_back)
    )


def policy_html(policy: Policy) -> str:
    """What a policy does as a list: in one paragraph nobody finds the rule that they look for."""
    return f"<ul class='caveats'>{''.join(f'<li>{escape(one)}</li>' for one in policy.sentences)}</ul>"


_FEW = 3


def not_shown_yet(held_back: Mapping[str, Document]) -> str:
    """In a sentence, which documents are held back from the public; blank for none."""
    if not held_back:
        return ""
    names = [one.file.short_title for one in held_back.values()]
    which = listed(names) if len(names) <= _FEW else f"{count_of(len(names), 'document')}, which the page About names"
    return f"Not shown yet: {which}."


def _held_back_html(held_back: Mapping[str, Document]) -> str:
    """The documents that are held back, by their titles, and why; blank for none."""
    if not held_back:
        return ""
    items = "".join(f"<li>{escape(one.file.title)}</li>" for one in held_back.values())
    return (
        "<h2 class='finding'>What is not shown yet</h2><p class='summary'>Figures of these documents are new or have "
        "changed, or others are withheld than before. They are shown once somebody at the council has let them be: "
        "what is shown has to be remembered first, or a later figure could give away with it one that is withheld."
        f"</p><ul class='sources'>{items}</ul>"
    )


def withheld_in_words(protected: Protected) -> str:
    """How many figures a policy withholds."""
    count = protected.withheld.height
    if not count:
        return "Under this policy no figure had to be withheld."
    return f"Under this policy {count_of(count, 'figure is', 'figures are')} withheld."


def withheld_table(protected: Protected, everything: Evidence) -> str:
    """One row a document with a withheld figure, as HTML; blank where there is none."""
    if protected.withheld.is_empty():
        return ""
    imported = {} if everything.releases is None else everything.releases.documents
    held = {**imported, **everything.documents}
    counted = protected.withheld.group_by("document").len().sort("document")
    rows = tuple(
        plain_row(held[slug].file.title if slug in held else slug, str(count)) for slug, count in counted.iter_rows()
    )
    table = Table("Figures withheld, by document", ("Document", "Withheld"), rows, frozenset({"Withheld"}))
    return table_html(table, lambda _: "")
