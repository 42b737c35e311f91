"""What can be worked out all the same, in words for the officer who publishes."""

from collections.abc import Mapping

import polars as pl

from analytics.evidence.wording import count_of, listed
from analytics.measures.disclosure.protect import UNPRINTED, Protected

_MOST = 12


def exposed_in_words(protected: Protected) -> list[str]:
    """Sentences that say which withheld or rounded figures can be worked out all the same; none for none.

    Never the figure. The first says how many and what would help, and how many small numbers can be that nobody prints;
    then one a measure, with its parts and periods, and of more than twelve measures only how many more there are.
    """
    # Texts have no indicator either, and are never exposed: what has none and no document is a number nobody prints.
    exposed = protected.exposed.filter((pl.col("indicator") != "") | (pl.col("why") == UNPRINTED))
    exposed = exposed.unique(maintain_order=True)
    if exposed.is_empty():
        return []
    catalogue = protected.evidence.catalogue
    unprinted = exposed.filter(pl.col("why") == UNPRINTED).height
    printed = exposed.height - unprinted
    what = listed(
        ([f"{count_of(printed, 'figure')} that the policy withholds or rounds"] if printed else [])
        + ([f"{count_of(unprinted, 'small number')} that nobody prints"] if unprinted else [])
    )
    said = [
        f"{what} can be worked out all the same, from what others have published or what the public was shown before. "
        "To withhold more does not help: leave the whole table out, or ask whoever published the rest."
    ]
    for (area, indicator), rows in exposed.group_by(["area", "indicator"], maintain_order=True):
        place = catalogue.authorities[str(area)].name if area in catalogue.authorities else str(area)
        known = catalogue.indicators.get(str(indicator))
        measure = known.short_name if known else str(indicator) or "some of a total"
        figures = [", ".join(filter(None, _named(row))) for row in rows.to_dicts()]
        figures = list(dict.fromkeys(figures))
        said.append(f"{place}, {measure}: {listed(figures)}.")
    if len(said) > _MOST + 1:
        more = len(said) - _MOST - 1
        said[_MOST + 1 :] = [f"And figures of {count_of(more, 'more measure')}."]
    return said


def _named(row: Mapping[str, str]) -> tuple[str, str]:
    """What a figure is of, and when; of a number that nobody prints, what would be divided by it."""
    if row["why"] != UNPRINTED:
        return row["member"], row["period"]
    return (f"what is not printed by {row['dimension']}" if row["dimension"] else "what is not printed"), row["period"]
