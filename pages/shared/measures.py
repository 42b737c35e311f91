"""Choosing a measure: by words, by theme, then by name."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.evidence.evidence import Evidence
from pages.shared.forms import choose, verbatim, write_words


@dataclass(frozen=True, slots=True)
class Measures:
    """What a reader asked for. `indicator` is blank where none is chosen; `matching` counts those to choose from."""

    words: str
    theme: str
    indicator: str
    matching: int


def choose_measure(known: Evidence, held: Sequence[str]) -> Measures:
    """The words, theme and indicator of the address, to be chosen among the indicators that are held."""
    catalogue = known.catalogue
    words = write_words("Search", "words", "caseload, dental, care leavers")
    themes = [theme for theme in catalogue.themes if any(catalogue.indicators[name].theme == theme for name in held)]
    theme = choose("Theme", "theme", ["", *themes], lambda name: catalogue.themes[name].name if name else "All themes")
    matching = sorted(
        (
            entry
            for entry in (catalogue.indicators[name] for name in held)
            if (not theme or entry.theme == theme) and entry.has_words(words)
        ),
        key=lambda entry: entry.name,
    )
    options = ["", *(entry.id for entry in matching)]
    # A link to a measure opens it whatever else is chosen.
    others = [name for name in held if name not in options] if words or theme else []
    # Only where something was asked for does anything match it.
    every = f"All {len(matching)} that match" if words or theme else f"All {len(matching)}"
    indicator = choose(
        "Indicator",
        "indicator",
        [*options, *others],
        lambda name: catalogue.indicators[name].name if name else every,
    )
    return Measures(words, theme, indicator, len(matching))


def say_nothing_matches(words: str) -> None:
    """That no measure has these words, and what would work."""
    st.info(f"No indicator matches {verbatim(words)}. Try a shorter word, or another theme.")
