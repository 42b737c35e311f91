"""How a figure that was set against one comparator stands to another, in a short sentence after it.

A finding names one comparator. A reader who hears only of that one may take a measure to be worse than everybody’s, or
not hear that it is.
"""

from collections.abc import Sequence

from analytics.enquiry.words import Row, benchmark_slots
from analytics.evidence.catalogue import Catalogue
from analytics.evidence.vocabulary import Unit
from analytics.measures.levels import NOT_COUNTED

_WORSE, _SAME, _BETTER = "worse than", "about the same as", "better than"


def also_beside(named: Row, others: Sequence[Row], unit: Unit, catalogue: Catalogue) -> str:
    """“It is also worse than the figure for England, 81.4%.”, or “But it is better than …”; blank without others.

    `named` and `others` are rows of `facts.compared` on one figure of a measure that can be better or worse, one row a
    comparator. Those that the figure stands to in the same way share a sentence; a forecast stands nowhere yet.
    """
    called = [row for row in others if row["status"] not in NOT_COUNTED]
    by_stand = {stand: [row for row in called if _stand(row) == stand] for stand in (_WORSE, _SAME, _BETTER)}
    said = (_sentence(stand, rows, unit, catalogue, _stand(named)) for stand, rows in by_stand.items() if rows)
    return " ".join(said)


def _stand(row: Row) -> str:
    return _SAME if row["much_the_same"] else _BETTER if row["gap_favourable"] else _WORSE


def _sentence(stand: str, rows: list[Row], unit: Unit, catalogue: Catalogue, of_named: str) -> str:
    slots = [benchmark_slots(row, unit, catalogue) for row in rows]
    theirs = ", and ".join(f"{one['comparator_figure_dated']}, {one['comparator_value']}" for one in slots)
    opening = "It is also" if stand == of_named else "But it is"
    return f"{opening} {stand} {theirs}."
