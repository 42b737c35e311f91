"""How a council's own file writes figures, dates, totals and blanks."""

from collections.abc import Callable

import streamlit as st

from analytics.evidence.vocabulary import MissingReason
from analytics.importers.own.layout import Days, Layout, Totals, Written, Years
from pages.shared.bringing.own_columns import WORDS


def ask_manner(guess: Layout, said: dict, mark: str) -> dict:
    """How figures, dates and totals are written; folded, because the guess is mostly right."""
    answers: dict = {}
    with st.expander("How figures, dates, totals and blanks are written"), st.container(horizontal=True):
        pick = _picker(mark)
        answers["written"] = pick("Figures", Written, guess.written)
        answers["commas"] = st.checkbox("4,409 is four thousand", guess.commas, key=f"commas_{mark}")
        reasons = ["", *(reason.value for reason in MissingReason)]
        blank = st.selectbox(
            "A blank cell is",
            reasons,
            index=reasons.index(guess.blanks.value) if guess.blanks else 0,
            format_func=lambda reason: MissingReason(reason).plainly if reason else "Left out",
            key=f"blanks_{mark}",
        )
        answers["blanks"] = blank or None
        answers["totals"] = pick("A row of totals is", Totals, guess.totals)
        words = st.text_input("Rows of totals say", "; ".join(guess.total_words), key=f"totals_{mark}")
        answers["total_words"] = tuple(word.strip() for word in words.split(";") if word.strip()) or ("Total",)
        answers["months_of"] = st.text_input(
            "Months without a year are of", guess.months_of, placeholder="2025/26", key=f"months_{mark}"
        ).strip()
        answers["years"] = pick("A year such as 2025 is", Years, guess.years)
        answers["first_days"] = pick("The first day of a month stands for", Days, guess.first_days)
        held = list(said["columns"])
        answers["fill_down"] = tuple(
            st.multiselect(
                "Written only in the first of several rows",
                held,
                [item for item in guess.fill_down if item in held],
                format_func=lambda item: WORDS.get(item, item.value),
                key=f"fill_{mark}",
            )
        )
    return answers


def _picker(mark: str) -> Callable:
    def pick(label: str, kind: type, usual: object) -> object:
        options = list(kind)
        return st.selectbox(
            label,
            options,
            index=options.index(usual),
            format_func=lambda one: str(one.value),
            key=f"{kind.__name__}_{mark}",
        )

    return pick
