"""Saying that a verdict depends on which similar councils are meant."""

from collections.abc import Iterable

from analytics.evidence.national import Statistic
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import figure, listed
from analytics.measures.neighbour_choices import Against, Verdict, depends_on_the_choice

_THAN = {Verdict.BETTER: "better than", Verdict.WORSE: "worse than", Verdict.SAME: "about the same as"}
_MIDDLE = {Statistic.MEAN: "the average", Statistic.MEDIAN: "the middle council"}


def depends_in_words(beside: tuple[Against, ...], unit: Unit) -> str:
    """Every verdict with the lists and statistics that give it; blank where all of them give one.

    `beside` is what `against_each_choice` gives: the figure under each list of neighbours, mean and median. A mean is
    called the average and a median the middle council, because that is what they are to a reader.
    """
    if not depends_on_the_choice(beside):
        return ""
    verdicts = dict.fromkeys(one.verdict for one in beside)
    said = (_than(verdict, (one for one in beside if one.verdict is verdict), unit) for verdict in verdicts)
    return f"It depends on which councils are called similar. {' '.join(said)}"


def _than(verdict: Verdict, giving: Iterable[Against], unit: Unit) -> str:
    """It is better than the average of the 2025 list (84.9%) and of the 2021 list (86.8%)."""
    lists: dict[Statistic, list[str]] = {}
    for one in giving:
        value = figure(one.value, unit, one.printed)
        lists.setdefault(one.neighbours.statistic, []).append(f"of the {one.neighbours.model} list ({value})")
    those = listed(f"{_MIDDLE[statistic]} {listed(of)}" for statistic, of in lists.items())
    return f"It is {_THAN.get(verdict, f'{verdict} than')} {those}."
