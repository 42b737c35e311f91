"""What the public is shown of what it may see: nothing that nobody has kept a memory of.

A later edition is chosen so that it and all that was shown before tell no withheld figure together. That holds only
where everything that is shown is remembered first. So a document with a covered figure that is not waits, as a whole:
what its texts say of that figure waits with it. What is left is part of what may be seen, and tells less.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import polars as pl

from analytics.evidence.document import Document
from analytics.evidence.evidence import Evidence
from analytics.evidence.own_figures import without_releases
from analytics.evidence.vocabulary import DocumentKind
from analytics.measures.disclosure.gathering import covered_documents
from analytics.measures.disclosure.memory import SHOWN, shown_now
from analytics.measures.disclosure.protect import Protected
from analytics.notebooks.repository import Decided


@dataclass(frozen=True, eq=False, kw_only=True)
class PublicEdition(Protected):
    """What the public is shown, of which every covered figure is remembered, and the documents that wait for that.

    `held_back` are those by their ids, newest publication first. Nothing of them is in the evidence, nor in `withheld`.
    """

    held_back: Mapping[str, Document]


def only_remembered(safe: Protected, decided: Decided) -> PublicEdition:
    """What the public may see without the documents of which a figure is not remembered; the same where none is."""
    held = _showing(decided.not_remembered(safe.shown), safe)
    documents = _documents(safe.evidence)
    return PublicEdition(
        evidence=_without(safe.evidence, held),
        withheld=safe.withheld.filter(~pl.col("document").is_in(sorted(held))),
        exposed=safe.exposed,
        policy=safe.policy,
        shown=safe.shown,
        held_back={slug: one for slug, one in documents.items() if slug in held},
    )


def _documents(evidence: Evidence) -> Mapping[str, Document]:
    """Every document and imported release by its id, newest publication first."""
    found = {**({} if evidence.releases is None else evidence.releases.documents), **evidence.documents}
    return dict(sorted(found.items(), key=lambda one: one[1].file.available_from, reverse=True))


def _showing(figures: pl.DataFrame, safe: Protected) -> frozenset[str]:
    """The documents that show one of some figures; every one that could, where a figure is found in none."""
    if figures.is_empty():
        return frozenset()
    documents = _documents(safe.evidence)
    # Figures of a national publisher are not among those that are remembered: they can be looked up where they stand.
    could = [
        slug
        for slug in covered_documents(safe.evidence, safe.policy)
        if documents[slug].file.kind is not DocumentKind.NATIONAL_RELEASE
    ]
    shown = {slug: _shown_by(slug, safe).join(figures, on=list(SHOWN), how="semi") for slug in could}
    found = pl.concat([figures.clear(), *shown.values()])
    if not figures.join(found, on=list(SHOWN), how="anti").is_empty():
        return frozenset(could)
    return frozenset(slug for slug, theirs in shown.items() if not theirs.is_empty())


def _shown_by(document: str, safe: Protected) -> pl.DataFrame:
    """What a covered document shows with the columns of SHOWN, each figure both as it is and as if it were rounded."""
    theirs = pl.col("document") == document
    held = [safe.evidence.observations.filter(theirs)]
    if safe.evidence.releases is not None and document in safe.evidence.releases.documents:
        held.append(safe.evidence.releases.rows().filter(theirs).collect())
    rows = pl.concat(held).with_columns(covered=pl.lit(value=True), local=pl.lit(value=True))
    either = (rows.with_columns(rounded=pl.lit(value=rounded)) for rounded in (False, True))
    return pl.concat(shown_now(one, safe.evidence.catalogue) for one in either)


def _without(evidence: Evidence, held: Collection[str]) -> Evidence:
    """The evidence as if some documents and imported releases were not there; the very object where none is."""
    if not held:
        return evidence
    imported = {} if evidence.releases is None else evidence.releases.documents
    rest = without_releases(evidence.without(held), [slug for slug in imported if slug in held])
    mark = hashlib.sha256(" ".join(sorted(held)).encode()).hexdigest()[:12]
    return replace(rest, version=f"{evidence.version}-without-{mark}")
