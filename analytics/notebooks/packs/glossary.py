"""The terms of the glossary that a paper uses."""

import re
from collections.abc import Iterable

from analytics.evidence.catalogue import Term
from analytics.evidence.evidence import Evidence
from analytics.notebooks.packs.texts import block_texts
from analytics.notebooks.report import Block
from analytics.notebooks.view import Table, View, plain_row


def terms_used(blocks: Iterable[Block], terms: Iterable[Term]) -> list[Term]:
    """The terms whose name or abbreviation stands in blocks as a word of its own, singular or plural."""
    words = "\n".join(block_texts(blocks))
    return [term for term in terms if _is_in(term, words)]


def glossary_view(blocks: Iterable[Block], evidence: Evidence, most: int | None = None) -> View | None:
    """The terms used and what they mean; None where none is. With `most`, those with an abbreviation come first."""
    used = terms_used(blocks, evidence.catalogue.glossary)
    if most is not None:
        kept = sorted(used, key=lambda term: not term.abbreviation)[:most]
        used = [term for term in used if term in kept]
    if not used:
        return None
    rows = tuple(
        plain_row(f"{term.term} ({term.abbreviation})" if term.abbreviation else term.term, term.meaning)
        for term in used
    )
    return View(
        title="Words used in this paper",
        subtitle="In alphabetical order",
        summary="",
        table=Table("Words used in this paper", ("Word", "What it means"), rows),
    )


def _is_in(term: Term, words: str) -> bool:
    name = re.search(rf"\b{re.escape(term.term)}s?\b", words, re.IGNORECASE)
    return bool(name or (term.abbreviation and re.search(rf"\b{re.escape(term.abbreviation)}s?\b", words)))
