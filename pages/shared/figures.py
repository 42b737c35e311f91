"""Whose figures a page shows, and which similar councils stand beside national ones."""

from streamlit.delta_generator import DeltaGenerator

from analytics.evidence.national import EVERY_CHOICE, USUAL, Figures, Neighbours
from pages.shared import address
from pages.shared.forms import choose
from pages.shared.library import evidence

_WORDS = {Figures.REPORTS: "Council’s reports", Figures.RELEASES: "National releases"}
FIGURES_IN_WORDS = {Figures.EITHER: "Reports where there are any"} | _WORDS
_CHOICES = {f"{one.model}-{one.statistic.value}": one for one in EVERY_CHOICE}
_USUAL = next(name for name, one in _CHOICES.items() if one == USUAL)


def choose_figures(authority: str, notices: DeltaGenerator) -> Figures:
    """Reports or releases, where the council has both; else whichever it has, without asking."""
    everything = evidence()
    imported = everything.releases is not None and authority in everything.releases.areas()
    if not imported or authority not in everything.authorities_with_documents():
        return Figures.EITHER
    name = choose(
        "Figures from",
        "figures",
        [figures.value for figures in _WORDS],
        lambda name: _WORDS[Figures(name)],
        default=Figures.REPORTS.value,
        notices=notices,
    )
    return Figures(name)


def choose_neighbours(notices: DeltaGenerator) -> Neighbours:
    """Which list of statistical neighbours, and whether their mean or their median."""
    name = choose(
        "Similar councils",
        "similar",
        list(_CHOICES),
        lambda name: _CHOICES[name].plainly.capitalize(),
        default=_USUAL,
        notices=notices,
    )
    return _CHOICES[name]


def figures_asked() -> Figures:
    """Whose figures the address asks for."""
    asked = address.read("figures")
    return Figures(asked) if asked in _WORDS else Figures.EITHER


def neighbours_asked() -> Neighbours:
    """Which similar councils the address asks for."""
    return _CHOICES.get(address.read("similar"), USUAL)
