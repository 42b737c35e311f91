"""Protected evidence: the same evidence without what the policy withholds, for every surface that others can see.

Disclosure control is one step from evidence to evidence. Whatever is made of the evidence afterwards, a view, a chart,
a line of enquiry or a file, cannot show what is not in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import polars as pl

from analytics.evidence.evidence import OBSERVATIONS, Evidence
from analytics.evidence.release_rows import FIGURE
from analytics.evidence.vocabulary import MissingReason, Unit
from analytics.measures.disclosure.areas import ENGLAND, REGION
from analytics.measures.disclosure.families import families
from analytics.measures.disclosure.gathering import KEY, about_area, areas_with_figures, covered_documents
from analytics.measures.disclosure.memory import Memory, shown_now
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.measures.disclosure.primary import POPULATION
from analytics.measures.disclosure.released import ProtectedReleases
from analytics.measures.disclosure.secondary import Complementary, across_areas, complementary
from analytics.measures.disclosure.texts import TEXT, Gone, numbers_in, without_texts
from analytics.measures.disclosure.unprinted import Unprinted

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
UNPRINTED = "a small number that nobody prints"

_ALSO = {"area": pl.String, "place": pl.UInt32, "also": pl.String}
_FIGURES = ("value", "numerator", "denominator")
_OF_A_NOTE = ("document", "indicator", "note")


@dataclass(frozen=True, eq=False)
class Protected:
    """Evidence that may be shown to anybody under a policy, and what is not in it.

    `withheld` and `exposed` have one row a figure, or a text that could say one: document, area, indicator, dimension,
    member, period, locator and why. Never the figure. `exposed` are those withheld or rounded that can be worked out
    all the same, from what others have published, or was shown before, and the policy leaves as it is; also small
    numbers that nobody prints and that can, which have no document, and of which why is UNPRINTED. `shown` are the
    covered figures that are shown, in the columns of memory.SHOWN: what whoever keeps a copy knows from now on.
    """

    evidence: Evidence
    withheld: pl.DataFrame
    exposed: pl.DataFrame
    policy: Policy
    shown: pl.DataFrame


def protected(evidence: Evidence, policy: Policy, shown: pl.DataFrame | None = None) -> Protected:
    """The evidence without the figures that the policy withholds, which are null and “suppressed”.

    `shown` is what the public was shown before, all that `Protected.shown` gave put together; None is nothing. It is
    taken to be known, as if it were published, and what else is withheld is chosen so that the two together tell no
    withheld figure. Where nothing is withheld or rounded the evidence is the same, the very object. What is worked out
    is kept, for a page asks again and again. Raises ValueError where `shown` has other columns.
    """
    return _protected(evidence, policy, Memory.of(shown))


@lru_cache(maxsize=8)
def _protected(evidence: Evidence, policy: Policy, memory: Memory) -> Protected:
    covered = covered_documents(evidence, policy)
    nothing = pl.DataFrame(schema=WITHHELD)
    areas = areas_with_figures(evidence, covered)
    if not areas:
        return Protected(evidence, nothing, nothing, policy, Memory.of(None).frame)
    rows, few = _protected_areas(areas, covered, evidence, policy, memory)
    unprinted = _exposed_unprinted(few)
    gone = _gone(rows)
    now = _shown(rows, gone)
    seen = shown_now(now.with_columns(rows["covered"], rows["local"], rounded=_rounded(rows)), evidence.catalogue)
    if not rows["changed"].any():
        return Protected(evidence, nothing, unprinted, policy, seen)
    changed, texts = _with(evidence, now, covered, _named(policy, memory)), list[dict[str, str]]()
    if policy.covers is Covers.EVERYTHING:
        changed, texts = without_texts(changed, gone)
    withheld = rows.filter(pl.col("why").is_not_null())
    exposed = rows.filter("exposed").with_columns(pl.col("why").fill_null(ROUNDED))
    of_texts = pl.DataFrame([dict.fromkeys(WITHHELD, "") | text | {"why": TEXT} for text in texts], schema=WITHHELD)
    return Protected(
        evidence=changed,
        withheld=pl.concat([withheld.select(list(WITHHELD)), of_texts]),
        exposed=pl.concat([exposed.select(list(WITHHELD)), unprinted]),
        policy=policy,
        shown=seen,
    )


def _named(policy: Policy, memory: Memory) -> str:
    """What tells evidence protected by a policy and a memory from others, in few letters."""
    return "-".join(filter(None, (policy.name.replace(" ", "-"), memory.mark)))


def _rounded(rows: pl.DataFrame) -> pl.Series:
    return rows.select(pl.col("why").is_null() & pl.col("printed_shown").is_not_null()).to_series()


def _exposed_unprinted(found: Iterable[Unprinted]) -> pl.DataFrame:
    """Small numbers that nobody prints and that can be worked out, with the columns of WITHHELD, each once."""
    rows = [
        dict.fromkeys(WITHHELD, "")
        | {name: getattr(one, name) for name in ("area", "indicator", "dimension", "period")}
        | {"why": UNPRINTED}
        for one in found
    ]
    return pl.DataFrame(rows, schema=WITHHELD).unique(maintain_order=True)


def _protected_areas(
    areas: Sequence[str], covered: tuple[str, ...], evidence: Evidence, policy: Policy, memory: Memory
) -> tuple[pl.DataFrame, list[Unprinted]]:
    """The covered rows of some areas, and the small numbers that nobody prints and that can be worked out all the same.

    Each area is looked at by itself, and then all together: where a region less its other councils would tell a number,
    more goes, and those areas are looked at again with what then goes.
    """
    related = families(evidence.catalogue, evidence.identities)
    also = pl.DataFrame(schema=_ALSO)
    found: dict[str, tuple[pl.DataFrame, tuple[Unprinted, ...]]] = {}
    again = list(areas)
    while again:
        for area in again:
            rows = about_area(evidence, area, covered, policy, memory)
            rows = rows.join(also, on=["area", "place"], how="left", maintain_order="left")
            rows = rows.with_columns(pl.coalesce("why", "also").alias("why")).drop("also")
            found[area] = _protected_area(rows, related, evidence, policy)
        every = pl.concat(found[area][0] for area in areas)
        more, had = _across(every, evidence, policy)
        also = pl.concat([also, more])
        again = more["area"].unique().sort().to_list()
    return every.with_columns(pl.col("exposed") | had), [one for area in areas for one in found[area][1]]


def _across(rows: pl.DataFrame, evidence: Evidence, policy: Policy) -> tuple[pl.DataFrame, pl.Series]:
    """What goes as well because a whole of areas less its other parts would tell a number, and which rows can be had.

    The first has a row each, with area, place and why (also); the second is a boolean a row. Only tables of counts in
    which something is withheld are looked at.
    """
    indexed = rows.rename({"place": "_within"}).with_row_index("place")
    table = ["document", *(name for name in FIGURE if name != "area")]
    whole = (pl.col("area") == ENGLAND) | pl.col("area").str.starts_with(REGION)
    # What was shown just so before stays known, whatever goes now.
    tables = (
        indexed.filter(pl.col("unit") == Unit.COUNT.value)
        .filter(whole.any().over(table) & pl.col("why").is_not_null().any().over(table))
        .with_columns(pl.col("covered") & ~pl.col("before"))
    )
    told: dict[int, str] = {}
    had: set[int] = set()
    for of in tables.partition_by("indicator", "dimension", "member", maintain_order=True):
        done = across_areas(of.to_dicts(), evidence, policy)
        told |= done.why
        had |= done.exposed
    schema = {name: _ALSO[name] for name in ("place", "also")}
    whys = pl.DataFrame({"place": list(told), "also": list(told.values())}, schema=schema)
    more = indexed.join(whys, on="place", maintain_order="right").drop("place").rename({"_within": "place"})
    return more.select(list(_ALSO)), indexed["place"].is_in(sorted(had))


def _protected_area(
    rows: pl.DataFrame, related: Mapping[str, str], evidence: Evidence, policy: Policy
) -> tuple[pl.DataFrame, tuple[Unprinted, ...]]:
    """The covered rows of an area with what is shown of each: `why` it is not, `exposed`, and `changed`.

    With them the small numbers that nobody prints and that can be worked out all the same.
    """
    concerned = rows if policy.rule is Rule.TEN_FIVE else _concerned(rows, related)
    if concerned.is_empty():
        done = Complementary({}, frozenset(), (), {})
    else:
        done = complementary(concerned.to_dicts(), evidence, policy)
    shown = {name: [getattr(one, name) for one in done.shown.values()] for name in (*_FIGURES, "printed")}
    changes = pl.DataFrame(
        {"place": list(done.shown)} | shown,
        schema={"place": pl.UInt32} | {name: OBSERVATIONS[name] for name in (*_FIGURES, "printed")},
    )
    whys = pl.DataFrame(
        {"place": list(done.why), "_more": list(done.why.values())}, schema={"place": pl.UInt32, "_more": pl.String}
    )
    # What was shown just so is known to whoever kept it, also where a stricter policy withholds it now.
    exposed = pl.col("place").is_in(sorted(done.exposed)) | (pl.col("why").is_not_null() & pl.col("before"))
    protected = (
        rows.join(changes, on="place", how="left", suffix="_shown", maintain_order="left")
        .join(whys, on="place", how="left", maintain_order="left")
        .with_columns(pl.coalesce("why", "_more").alias("why"), exposed.alias("exposed"))
        .with_columns((pl.col("why").is_not_null() | pl.col("printed_shown").is_not_null()).alias("changed"))
        .filter("theirs")
        .drop("_more")
    )
    return protected, done.unprinted


def _concerned(rows: pl.DataFrame, related: Mapping[str, str]) -> pl.DataFrame:
    """The rows that could tell a number that is withheld by itself, or that a council's own figures leave out.

    Those are of measures of one family with such a figure, and the population that rates are of.
    """
    family = pl.col("indicator").replace_strict(related, default="", return_dtype=pl.String)
    needs_care = pl.col("covered") & (pl.col("why").is_not_null() | pl.col("local"))
    careful = rows.filter(needs_care).select(family).to_series().unique()
    if careful.is_empty():
        return rows.clear()
    return rows.filter(family.is_in(careful.implode()) | (pl.col("indicator") == POPULATION))


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
        numbers = numbers_in(row["note"])
        about = of is not None and row["indicator"] in of.indicators
        return of is not None and bool(numbers) and (about or not of.figures.isdisjoint(numbers))

    noted = rows.with_row_index("_at").filter(pl.col("note").fill_null("") != "").select("_at", *_OF_A_NOTE)
    at = [row["_at"] for row in noted.to_dicts() if tells(row)]
    withheld, rounded = pl.col("why").is_not_null(), pl.col("printed_shown").is_not_null()
    telling = pl.int_range(pl.len()).is_in(at)
    return (
        rows.with_columns(telling.alias("_telling"))
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


def _with(evidence: Evidence, shown: pl.DataFrame, covered: tuple[str, ...], named: str) -> Evidence:
    """The evidence in which what is shown stands in place of every covered row. A row that was missed is withheld."""
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
