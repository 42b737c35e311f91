"""What the public edition withholds, by which policy, and how many figures of which document."""

from html import escape

import streamlit as st

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import count_of
from analytics.exports.html import table_html
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
        f"<p class='summary'>{escape(protected.policy.in_words)}</p>"
        f"<p class='summary'>{escape(withheld_in_words(protected))}</p>" + withheld_table(protected, evidence())
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
