"""Everything that could be set beside the figures of one area: what can be withheld, and what is published."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from analytics.evidence.document import Document
from analytics.evidence.evidence import Evidence
from analytics.evidence.release_rows import FIGURE
from analytics.evidence.releases import INSIDE
from analytics.evidence.vocabulary import DocumentKind, MissingReason, Unit
from analytics.measures.disclosure.groups import could_be_of_few, must_be_few
from analytics.measures.disclosure.memory import Memory
from analytics.measures.disclosure.percentages import Given, groups_given_away
from analytics.measures.disclosure.policy import Covers, Policy
from analytics.measures.disclosure.primary import SMALL_SHARE, small_figures

GROUP = "group given away"
ELSEWHERE = "withheld where it was published"
NO_GROUP = "nobody prints how many it is of: it could count or leave out a small number"

# What tells one printed figure from every other.
KEY = (*FIGURE, "document", "locator", "row")


def covered_documents(evidence: Evidence, policy: Policy) -> tuple[str, ...]:
    """The documents whose figures the policy protects: those that nobody else has published, or every one."""
    everything = policy.covers is Covers.EVERYTHING
    return tuple(sorted(_held(evidence) if everything else _unpublished(evidence)))


def _held(evidence: Evidence) -> Mapping[str, Document]:
    """Every document and imported release, by its id."""
    imported = {} if evidence.releases is None else evidence.releases.documents
    return {**imported, **evidence.documents}


def _unpublished(evidence: Evidence) -> list[str]:
    """A council's own figures, and data files of which only a mapping made here says whose they are."""
    return [slug for kind in INSIDE.values() for slug in _of_kind(evidence, kind)]


def _of_kind(evidence: Evidence, kind: DocumentKind) -> list[str]:
    return [slug for slug, one in _held(evidence).items() if one.file.kind is kind]


def areas_with_figures(evidence: Evidence, documents: tuple[str, ...]) -> list[str]:
    """The areas of which some document has a figure, in the order of their names."""
    theirs = pl.col("document").is_in(list(documents))
    held = [evidence.observations.lazy().filter(theirs).select("area")]
    if evidence.releases is not None:
        held.append(evidence.releases.rows().filter(theirs).select("area"))
    return pl.concat(held).unique().sort("area").collect()["area"].to_list()


def about_area(
    evidence: Evidence, area: str, documents: tuple[str, ...], policy: Policy, memory: Memory
) -> pl.DataFrame:
    """Every row about an area, with place, theirs, covered, local, day, about, before and why.

    `why` says why a row is withheld by itself, and is null for every other. Every row of a covered document is theirs;
    a figure that another has published with the same value is not covered, for it is known already. A row is local
    where no national publisher has looked at it for disclosure. What was shown before are rows too, of which none is
    theirs, since before the first `day`; `about` are those of them that were rounded, and `before` says of each row
    whether it was shown just so.
    """
    theirs = pl.col("document").is_in(list(documents))
    own = pl.col("document").is_in(_unpublished(evidence))
    local = ~pl.col("document").is_in(_of_kind(evidence, DocumentKind.NATIONAL_RELEASE))
    # What a paper quotes of England, a region or similar councils is of many thousands.
    papers = theirs & local & ~own & pl.col("area").is_in(sorted(evidence.catalogue.authorities))
    printed = _about(evidence, area)
    shown = memory.about(area, evidence.catalogue).with_columns(pl.lit(date.min).alias("day"))
    rows = pl.concat([printed.with_columns(pl.lit(value=False).alias("about")), shown], how="diagonal")
    known = printed.filter(~theirs & pl.col("value").is_not_null())
    marked = (
        rows.join(_marked(known, "_also"), **_SAME)
        .join(_marked(shown.filter(~pl.col("about")), "before"), **_SAME)
        .with_columns(
            theirs.alias("theirs"),
            (theirs & pl.col("_also").is_null()).alias("covered"),
            pl.col("before").is_not_null(),
            local.alias("local"),
        )
    )
    why = pl.coalesce(
        pl.lit(small_figures(rows, rows, evidence.catalogue, policy)),
        pl.lit(_in_groups(rows, evidence, documents)),
        pl.lit(_withheld_elsewhere(rows, theirs)),
        pl.when(could_be_of_few(rows, own, papers, evidence.catalogue, policy)).then(pl.lit(NO_GROUP)),
        pl.when(must_be_few(rows, evidence.catalogue, policy)).then(pl.lit(SMALL_SHARE)),
    )
    withheld = pl.col("covered") & pl.col("value").is_not_null()
    return marked.with_columns(pl.when(withheld).then(why).alias("why")).drop("_also").with_row_index("place")


_SAME: Mapping[str, Any] = {"on": [*FIGURE, "value"], "how": "left", "nulls_equal": False, "maintain_order": "left"}


def _marked(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Each figure with its value once, and a column that says it is one of these."""
    return rows.select(*FIGURE, "value", pl.lit(value=True).alias(name)).unique()


def _about(evidence: Evidence, area: str) -> pl.DataFrame:
    """Every row about an area, each once, newest document first."""
    held = [evidence.observations.filter(pl.col("area") == area)]
    if evidence.releases is not None:
        held.append(evidence.releases.of_areas([area]).collect())
    days = {slug: one.file.available_from for slug, one in _held(evidence).items()}
    newest = pl.col("document").replace_strict(days, return_dtype=pl.Date)
    rows = pl.concat(held).unique(KEY, keep="first", maintain_order=True).with_columns(newest.alias("day"))
    return rows.sort("day", *KEY, descending=[True, *(False for _ in KEY)])


def _in_groups(rows: pl.DataFrame, evidence: Evidence, documents: tuple[str, ...]) -> pl.Series:
    """The percentages that together give a small number of their group away, though no count is printed with them.

    Those of national releases are left to their publishers, who look at their own groups.
    """
    ours = sorted({*documents} - {*_of_kind(evidence, DocumentKind.NATIONAL_RELEASE)})
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


def _withheld_elsewhere(rows: pl.DataFrame, theirs: pl.Expr) -> pl.Series:
    """The figures that a published document withholds."""
    suppressed = rows.filter(~theirs & (pl.col("missing_reason") == MissingReason.SUPPRESSED.value))
    marks = suppressed.select(*FIGURE, pl.lit(ELSEWHERE).alias("why")).unique()
    return rows.join(marks, on=list(FIGURE), how="left", maintain_order="left")["why"]
