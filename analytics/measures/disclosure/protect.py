"""Protected evidence: the same evidence without what the policy withholds, for every surface that others can see.

Disclosure control is one step from evidence to evidence. Whatever is made of the evidence afterwards, a view, a chart,
a line of enquiry or a file, cannot show what is not in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import polars as pl

from analytics.evidence.evidence import OBSERVATIONS, Evidence
from analytics.evidence.vocabulary import MissingReason
from analytics.measures.disclosure.gathering import KEY, by_area, covered_documents
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.measures.disclosure.released import ProtectedReleases
from analytics.measures.disclosure.secondary import Complementary, complementary
from analytics.measures.disclosure.texts import TEXT, Gone, numbers_in, without_texts

WITHHELD = {
    "document": pl.String,
    "area": pl.String,
    "indicator": pl.String,
    "dimension": pl.String,
    "member": pl.String,
    "period": pl.String,
    "locator": pl.String,
    "why": pl.String,
}
ROUNDED = "rounded"

_FIGURES = ("value", "numerator", "denominator")


@dataclass(frozen=True, eq=False)
class Protected:
    """Evidence that may be shown to anybody under a policy, and what is not in it.

    `withheld` and `exposed` have one row a figure, or a text that could say one: document, area, indicator, dimension,
    member, period, locator and why. Never the figure. `exposed` are those withheld or rounded that can be worked out
    all the same, from what others have published and the policy leaves as it is.
    """

    evidence: Evidence
    withheld: pl.DataFrame
    exposed: pl.DataFrame
    policy: Policy


@lru_cache(maxsize=8)
def protected(evidence: Evidence, policy: Policy) -> Protected:
    """The evidence without the figures that the policy withholds, which are null and “suppressed”.

    Where nothing is withheld or rounded it is the same evidence, the very object. What is worked out is kept, for a
    page asks again and again.
    """
    covered = covered_documents(evidence, policy)
    areas = [_protected_area(rows, evidence, policy) for rows in by_area(evidence, covered, policy)]
    rows = pl.concat(areas) if areas else pl.DataFrame()
    nothing = pl.DataFrame(schema=WITHHELD)
    if rows.is_empty() or not rows["changed"].any():
        return Protected(evidence, nothing, nothing, policy)
    gone = _gone(rows)
    shown = _shown(rows, gone)
    changed, texts = _with(evidence, shown, covered, policy), list[dict[str, str]]()
    if policy.covers is Covers.EVERYTHING:
        changed, texts = without_texts(changed, gone)
    withheld = rows.filter(pl.col("why").is_not_null())
    of_texts = pl.DataFrame([dict.fromkeys(WITHHELD, "") | text | {"why": TEXT} for text in texts], schema=WITHHELD)
    return Protected(
        evidence=changed,
        withheld=pl.concat([withheld.select(list(WITHHELD)), of_texts]),
        exposed=rows.filter("exposed").with_columns(pl.col("why").fill_null(ROUNDED)).select(list(WITHHELD)),
        policy=policy,
    )


def _protected_area(rows: pl.DataFrame, evidence: Evidence, policy: Policy) -> pl.DataFrame:
    """The covered rows of an area with what is shown of each: `why` it is not, `exposed`, and `changed`."""
    if policy.rule is Rule.DFE and not rows.select(_needs_care().any()).item():
        done = Complementary({}, frozenset(), {})
    else:
        done = complementary(rows.to_dicts(), evidence, policy)
    shown = {name: [getattr(one, name) for one in done.shown.values()] for name in (*_FIGURES, "printed")}
    changes = pl.DataFrame(
        {"place": list(done.shown)} | shown,
        schema={"place": pl.UInt32} | {name: OBSERVATIONS[name] for name in (*_FIGURES, "printed")},
    )
    whys = pl.DataFrame(
        {"place": list(done.why), "_more": list(done.why.values())}, schema={"place": pl.UInt32, "_more": pl.String}
    )
    exposed = pl.col("place").is_in(sorted(done.exposed))
    return (
        rows.join(changes, on="place", how="left", suffix="_shown", maintain_order="left")
        .join(whys, on="place", how="left", maintain_order="left")
        .with_columns(pl.coalesce("why", "_more").alias("why"), exposed.alias("exposed"))
        .with_columns((pl.col("why").is_not_null() | pl.col("printed_shown").is_not_null()).alias("changed"))
        .filter("theirs")
        .drop("place", "_more")
    )


def _needs_care() -> pl.Expr:
    """Whether a figure is withheld by itself, or is a council's own, of which nobody has looked at what it tells."""
    return pl.col("covered") & (pl.col("why").is_not_null() | pl.col("local"))


def _gone(rows: pl.DataFrame) -> Mapping[str, Gone]:
    """What no text of each document may tell: the figures that are withheld, and the exact ones that are rounded."""
    found = {}
    for (document,), of in rows.filter("changed").group_by("document", maintain_order=True):
        withheld = of.filter(pl.col("why").is_not_null())
        figures = pl.concat([of[name] for name in _FIGURES]).drop_nulls()
        found[str(document)] = Gone(
            figures=frozenset(figures.to_list()),
            indicators=frozenset(withheld["indicator"].to_list()),
            locators=frozenset(withheld["locator"].to_list()),
        )
    return found


def _shown(rows: pl.DataFrame, gone: Mapping[str, Gone]) -> pl.DataFrame:
    """The covered rows as they are shown, with the columns of the evidence."""

    def tells(row: dict[str, Any]) -> bool:
        of = gone.get(row["document"])
        numbers = numbers_in(row["note"] or "")
        about = of is not None and row["indicator"] in of.indicators
        return of is not None and bool(numbers) and (about or not of.figures.isdisjoint(numbers))

    withheld, rounded = pl.col("why").is_not_null(), pl.col("printed_shown").is_not_null()
    telling = pl.Series("_telling", [tells(row) for row in rows.select("document", "indicator", "note").to_dicts()])
    return (
        rows.with_columns(telling)
        .with_columns(
            *(
                pl.when(withheld).then(None).when(rounded).then(f"{name}_shown").otherwise(name).alias(name)
                for name in _FIGURES
            ),
            pl.when(withheld)
            .then(pl.lit(""))
            .when(rounded)
            .then("printed_shown")
            .otherwise("printed")
            .alias("printed"),
            pl.when(withheld).then(None).otherwise("status").alias("status"),
            pl.when(withheld).then(pl.lit(_SUPPRESSED)).otherwise("missing_reason").alias("missing_reason"),
            pl.when(withheld | pl.col("_telling")).then(pl.lit("")).otherwise("note").alias("note"),
        )
        .select(list(OBSERVATIONS))
    )


_SUPPRESSED = MissingReason.SUPPRESSED.value


def _with(evidence: Evidence, shown: pl.DataFrame, covered: tuple[str, ...], policy: Policy) -> Evidence:
    """The evidence in which what is shown stands in place of every covered row. A row that was missed is withheld."""
    named = policy.name.replace(" ", "-")
    theirs = pl.col("document").is_in(list(covered))
    observations = evidence.observations.with_columns(theirs.alias("_theirs")).join(
        shown.with_columns(pl.lit(value=True).alias("_seen")),
        on=KEY,
        how="left",
        suffix="_shown",
        maintain_order="left",
    )
    changing = [name for name in OBSERVATIONS if name not in KEY]
    return replace(
        evidence,
        observations=observations.with_columns(
            pl.when("_seen").then(f"{name}_shown").when(~pl.col("_theirs")).then(name).alias(name) for name in changing
        ).select(list(OBSERVATIONS)),
        releases=None
        if evidence.releases is None
        else ProtectedReleases(
            place=evidence.releases.place,
            index=evidence.releases.index,
            problems=evidence.releases.problems,
            inner=evidence.releases,
            covered=shown.filter(pl.col("document").is_in(list(evidence.releases.documents))),
            hidden=frozenset(covered),
            named=named,
        ),
        version=f"{evidence.version}-{named}",
    )
