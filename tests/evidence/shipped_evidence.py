"""The evidence in the repository, loaded once; no more than that, so that a broken cell breaks no test of evidence."""

from functools import cache

from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import load_evidence


@cache
def shipped() -> Evidence:
    """The evidence in the repository."""
    return load_evidence()
