"""What can be worked out all the same, in words for the officer who publishes."""

from analytics.evidence.wording import count_of, listed
from analytics.measures.disclosure.protect import Protected

_MOST = 12


def exposed_in_words(protected: Protected) -> list[str]:
    """Sentences that say which withheld or rounded figures can be worked out all the same; none for none.

    Never the figure. The first says how many and what would help; then one a measure, with its parts and periods, and
    of more than twelve measures only how many more there are.
    """
    exposed = protected.exposed.filter(protected.exposed["indicator"] != "").unique(maintain_order=True)
    if exposed.is_empty():
        return []
    catalogue = protected.evidence.catalogue
    said = [
        f"{count_of(exposed.height, 'figure')} that the policy withholds or rounds can be worked out all the same, "
        "from what others have published or what the public was shown before. To withhold more does not help: leave "
        "the whole table out, or ask whoever published the rest."
    ]
    for (area, indicator), rows in exposed.group_by(["area", "indicator"], maintain_order=True):
        place = catalogue.authorities[str(area)].name if area in catalogue.authorities else str(area)
        known = catalogue.indicators.get(str(indicator))
        measure = known.short_name if known else str(indicator)
        figures = [
            ", ".join(filter(None, one)) for one in rows.select("member", "period").unique(maintain_order=True).rows()
        ]
        said.append(f"{place}, {measure}: {listed(figures)}.")
    if len(said) > _MOST + 1:
        more = len(said) - _MOST - 1
        said[_MOST + 1 :] = [f"And figures of {count_of(more, 'more measure')}."]
    return said
