"""Which documents say something about an indicator: worked out once for everybody who asks of the same evidence."""

from functools import lru_cache

import polars as pl

from analytics.evidence.evidence import Evidence


@lru_cache(maxsize=512)
def documents_breaking_down(known: Evidence, indicator: str) -> tuple[str, ...]:
    """The documents, newest first, that break the indicator down by team, kind of staff or the like."""
    rows = known.observations.filter((pl.col("indicator") == indicator) & (pl.col("dimension") != ""))
    holding = set(rows["document"].to_list())
    newest = sorted(known.documents, key=lambda slug: known.documents[slug].file.available_from, reverse=True)
    return tuple(slug for slug in newest if slug in holding)


@lru_cache(maxsize=512)
def has_figures_of(known: Evidence, indicator: str) -> bool:
    """Whether the evidence has any figure of the indicator."""
    return indicator in known.observations["indicator"]
