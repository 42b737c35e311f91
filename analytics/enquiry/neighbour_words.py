"""Saying that a verdict depends on which similar councils are meant."""

from itertools import groupby

from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import figure, listed
from analytics.measures.neighbour_choices import Against, Verdict, depends_on_the_choice


def depends_in_words(beside: tuple[Against, ...], unit: Unit) -> str:
    """Every verdict with the lists and statistics that give it; blank where all of them give one.

    `beside` is what `against_each_choice` gives: the figure under each list of neighbours, mean and median.
    """
    if not depends_on_the_choice(beside):
        return ""
    verdicts = dict.fromkeys(one.verdict for one in beside)
    said = listed(f"{verdict} beside {_lists(beside, verdict, unit)}" for verdict in verdicts)
    return f"Which similar councils are meant decides how it stands: {said}."


def _lists(beside: tuple[Against, ...], verdict: Verdict, unit: Unit) -> str:
    giving = (one for one in beside if one.verdict is verdict)
    lists = []
    for model, of in groupby(giving, lambda one: one.neighbours.model):
        figures = listed(f"{one.neighbours.statistic} {figure(one.value, unit, one.printed)}" for one in of)
        lists.append(f"the {model} list ({figures})")
    return listed(lists)
