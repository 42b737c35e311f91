"""Choosing an indicator of the catalogue, with what it is counted in and which way is better."""

import streamlit as st

from analytics.evidence.vocabulary import Polarity
from analytics.evidence.wording import capital
from pages.shared.bringing.workspace import catalogue

_WAYS = {
    Polarity.HIGHER: "higher is better",
    Polarity.LOWER: "lower is better",
    Polarity.NEITHER: "neither high nor low is by itself better",
}


def choose_indicator(label: str, key: str, guessed: str = "", *, more: dict[str, str] | None = None) -> str:
    """The id of an indicator, found by typing part of its name; blank where none is chosen.

    `more` are further choices, by value in words. A guess is offered and can be changed.
    """
    known = catalogue().indicators
    extra = more or {}
    options = [*extra, *sorted(known, key=lambda name: known[name].name)]
    with st.container(gap=None):
        chosen = st.selectbox(
            label,
            options,
            index=options.index(guessed) if guessed in options else None,
            format_func=lambda name: extra.get(name) or known[name].name,
            placeholder="Type a word of the indicator",
            key=key,
            help="Only measures of the list can be brought in: each has a unit, a meaning and a better way.",
        )
        if chosen in known:
            one = known[chosen]
            st.caption(f"{capital(one.unit.value)}; {_WAYS[one.polarity]}.")
    return chosen or ""
