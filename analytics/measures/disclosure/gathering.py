"""Everything that could be set beside the figures of one area: what can be withheld, and what is published."""

from collections.abc import Iterator

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.release_rows import FIGURE
from analytics.evidence.vocabulary import DocumentKind, MissingReason, Unit
from analytics.measures.disclosure.percentages import Given, groups_given_away
from analytics.measures.disclosure.policy import Covers, Policy
from analytics.measures.disclosure.primary import of_unknown_groups, small_figures

GROUP = "group given away"
ELSEWHERE = "withheld where it was published"
NO_GROUP = "a share of a group of which nobody prints the size: it could count or leave out a small number"

# What tells one printed figure from every other.
KEY = (*FIGURE, "document", "locator", "row")


def covered_documents(evidence: Evidence, policy: Policy) -> tuple[str, ...]:
    """The documents whose figures the policy protects: a council's own figures, or every document and release."""
    imported = {} if evidence.releases is None else evidence.releases.documents
    held = {**imported, **evidence.documents}
    everything = policy.covers is Covers.EVERYTHING
    return tuple(sorted(slug for slug, one in held.items() if everything or one.file.kind is DocumentKind.OWN_FIGURES))


def by_area(evidence: Evidence, documents: tuple[str, ...], policy: Policy) -> Iterator[pl.DataFrame]:
    """For each area with a covered figure, every row about it, with place, theirs, covered, local and why.

    `why` says why a row is withheld by itself, and is null for every other. Every row of a covered document is theirs;
    a figure that another has published with the same value is not covered, for it is known already. A row is local
    where no national publisher has looked at it for disclosure.
    """
    theirs = pl.col("document").is_in(list(documents))
    for area in _areas(evidence, documents):
        rows = _about(evidence, area)
        known = rows.filter(~theirs).filter(pl.col("value").is_not_null())
        published = known.select(*FIGURE, "value", pl.lit(value=True).alias("_also")).unique()
        marked = rows.join(
            published, on=[*FIGURE, "value"], how="left", nulls_equal=False, maintain_order="left"
        ).with_columns(theirs.alias("theirs"), (theirs & pl.col("_also").is_null()).alias("covered"), _local(evidence))
        why = pl.coalesce(
            pl.lit(small_figures(rows, rows, evidence.catalogue, policy)),
            pl.lit(_in_groups(rows, evidence, documents)),
            pl.lit(_withheld_elsewhere(rows, theirs)),
            pl.when(_own(evidence) & of_unknown_groups(rows, evidence.catalogue, policy)).then(pl.lit(NO_GROUP)),
        )
        shown = pl.col("covered") & pl.col("value").is_not_null()
        yield marked.with_columns(pl.when(shown).then(why).alias("why")).drop("_also").with_row_index("place")


def _local(evidence: Evidence) -> pl.Expr:
    """Whether a row is of a council's own papers or figures."""
    imported = {} if evidence.releases is None else evidence.releases.documents
    national = [
        slug
        for slug, one in {**imported, **evidence.documents}.items()
        if one.file.kind is DocumentKind.NATIONAL_RELEASE
    ]
    return (~pl.col("document").is_in(national)).alias("local")


def _own(evidence: Evidence) -> pl.Expr:
    """Whether a row is of figures that a council brought in, of which nobody but the policy has looked at any."""
    imported = {} if evidence.releases is None else evidence.releases.documents
    held = {**imported, **evidence.documents}
    return pl.col("document").is_in([s for s, one in held.items() if one.file.kind is DocumentKind.OWN_FIGURES])


def _areas(evidence: Evidence, documents: tuple[str, ...]) -> list[str]:
    theirs = pl.col("document").is_in(list(documents))
    held = [evidence.observations.lazy().filter(theirs).select("area")]
    if evidence.releases is not None:
        held.append(evidence.releases.rows().filter(theirs).select("area"))
    return pl.concat(held).unique().sort("area").collect()["area"].to_list()


def _about(evidence: Evidence, area: str) -> pl.DataFrame:
    """Every row about an area, each once, newest document first."""
    held = [evidence.observations.filter(pl.col("area") == area)]
    if evidence.releases is not None:
        held.append(evidence.releases.of_areas([area]).collect())
    imported = {} if evidence.releases is None else evidence.releases.documents
    days = {slug: one.file.available_from for slug, one in {**imported, **evidence.documents}.items()}
    newest = pl.col("document").replace_strict(days, return_dtype=pl.Date)
    rows = pl.concat(held).unique(KEY, keep="first", maintain_order=True)
    return rows.sort(newest, *KEY, descending=[True, *(False for _ in KEY)])


def _in_groups(rows: pl.DataFrame, evidence: Evidence, documents: tuple[str, ...]) -> pl.Series:
    """The percentages that together give a small number of their group away, though no count is printed with them.

    Those of national releases are left to their publishers, who look at their own groups.
    """
    ours = [slug for slug in documents if _kind(evidence, slug) is not DocumentKind.NATIONAL_RELEASE]
    told: list[pl.DataFrame] = []
    for printed in rows.filter(pl.col("document").is_in(ours)).partition_by("document", maintain_order=True):
        for given, shares in groups_given_away(printed, evidence.catalogue):
            if given is Given.SMALL_NUMBER:
                told.append(shares.select("document", "indicator", "period_end"))
    if not told:
        return pl.Series([None] * rows.height, dtype=pl.String)
    marks = pl.concat(told).unique().with_columns(pl.lit(GROUP).alias("why"))
    share = (pl.col("dimension") == "") & (pl.col("unit") == Unit.PERCENT.value)
    joined = rows.join(marks, on=["document", "indicator", "period_end"], how="left", maintain_order="left")
    return joined.select(pl.when(share).then("why").alias("why"))["why"]


def _kind(evidence: Evidence, slug: str) -> DocumentKind:
    imported = {} if evidence.releases is None else evidence.releases.documents
    return (evidence.documents.get(slug) or imported[slug]).file.kind


def _withheld_elsewhere(rows: pl.DataFrame, theirs: pl.Expr) -> pl.Series:
    """The figures that a published document withholds."""
    suppressed = rows.filter(~theirs & (pl.col("missing_reason") == MissingReason.SUPPRESSED.value))
    marks = suppressed.select(*FIGURE, pl.lit(ELSEWHERE).alias("why")).unique()
    return rows.join(marks, on=list(FIGURE), how="left", maintain_order="left")["why"]
