"""The disclosure policy in force, and choosing another."""

from html import escape

import polars as pl
import streamlit as st

from analytics.evidence.wording import count_of, day_in_words
from analytics.measures.disclosure.exposed import exposed_in_words
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.notebooks.leaving import for_the_public
from pages.shared.disclosing import policy_html
from pages.shared.heading import heading
from pages.shared.library import decided, evidence
from pages.shared.notebook.workspace import repository
from pages.shared.publishing.asking import ask, confirm, is_asked

_CHOICES = tuple(Policy(rule=rule, covers=covers) for covers in Covers for rule in Rule)
_RULES = {Rule.DFE: "withhold 1 to 5", Rule.TEN_FIVE: "withhold under 10, round the rest to 5"}
_COVERS = {Covers.UNPUBLISHED: "the council’s own figures", Covers.EVERYTHING: "every figure, published ones too"}


def show_policy() -> None:
    """What is in force, by whom, and a choice of the four that there are."""
    heading("Small numbers", "One policy for the public edition, the published site, papers and files that leave.")
    policy, chosen = decided().policy, repository().policy()
    by = (
        f"Chosen {day_in_words(chosen.at.date())} by {chosen.by}."
        if chosen
        else "This is the usual policy. Nobody has chosen another."
    )
    st.html(f'{policy_html(policy)}<p class="about">{escape(by)}</p>')
    wanted = st.selectbox(
        "Policy", _CHOICES, index=_CHOICES.index(policy), format_func=_in_words, key="publishing_policy"
    )
    if wanted == policy:
        return
    key = f"policy_{wanted.name.replace(' ', '_')}"
    ask("See what it would withhold", _in_words(wanted), key)
    if is_asked(key):
        _confirm(wanted, key)


def _in_words(policy: Policy) -> str:
    return f"{_RULES[policy.rule]}: {_COVERS[policy.covers]}".capitalize()


def _confirm(wanted: Policy, key: str) -> None:
    known = decided()
    with st.spinner("Working out what the public would see"):
        safe = for_the_public(evidence(), known.under(wanted))
        now = for_the_public(evidence(), known)
    warnings = "".join(f"<li>{escape(sentence)}</li>" for sentence in exposed_in_words(safe))
    confirm(
        '<p class="warning" role="alert"><strong>Put this policy in force?</strong></p>'
        f"{policy_html(wanted)}"
        f'<p class="summary">{count_of(safe.withheld.height, "figure is", "figures are")} withheld then; now it is '
        f"{now.withheld.height}. What the public has seen so far it has seen.</p>"
        + (f'<ul class="caveats">{warnings}</ul>' if warnings else ""),
        "Yes, put it in force",
        _in_words(wanted),
        key,
        f"In force from now on: {_in_words(wanted)}.",
        _choose,
        wanted,
        safe.shown,
        known.mark,
    )


def _choose(wanted: Policy, shown: pl.DataFrame, knowing: str) -> None:
    repository().choose_policy(wanted, shown, knowing=knowing)
