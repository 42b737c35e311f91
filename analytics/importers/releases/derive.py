"""Figures worked out from two releases: rates of a release that prints only numbers, over the population of another.

From 2025 the department's files on children in need leave out every rate per 10,000. Each number over the Office for
National Statistics' estimate of the children aged 0 to 17 in the middle of the year before, published with the release,
gives the rate that the department's local authority interactive tool shows, for every authority and year.
"""

from collections.abc import Iterable

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.vocabulary import MissingReason, Status
from analytics.importers.releases.cells import ratio
from analytics.importers.releases.mapping import Derived, Families, load_families

_BASIS = (
    "Worked out from the number in the file and the estimate of the children aged 0 to 17 "
    "in the middle of the year before."
)
_KEY = ("document", "area", "period_kind", "period_end")


def derived(observations: pl.LazyFrame, catalogue: Catalogue, families: Families | None = None) -> pl.DataFrame:
    """Further observations that those of the imported releases give together, under the evidence's own columns.

    A rate that a release prints, or says is missing, is never worked out again. A rate whose number or population is
    missing is missing, with the reason and a note that names the part.
    """
    wanted = [
        (family.about.id, rule)
        for family in (families or load_families()).families.values()
        for rule in family.derived
        if rule.indicator in catalogue.indicators
    ]
    names = {name for _, rule in wanted for name in (rule.indicator, rule.numerator, rule.denominator)}
    relevant = observations.filter(pl.col("indicator").is_in(names) & (pl.col("dimension") == "")).collect()
    frames = [_rates(relevant, family, rule, catalogue) for family, rule in wanted]
    return pl.concat([pl.DataFrame(schema=OBSERVATIONS), *frames])


def _rates(observations: pl.DataFrame, family: str, rule: Derived, catalogue: Catalogue) -> pl.DataFrame:
    of_family = pl.col("document").str.contains(rf"^{family}-\d{{4}}$")
    numbers = observations.filter(of_family & (pl.col("indicator") == rule.numerator))
    printed = observations.filter(of_family & (pl.col("indicator") == rule.indicator))
    numbers = numbers.join(printed, on=_KEY, how="anti").unique(_KEY, keep="first", maintain_order=True)
    if numbers.is_empty():
        return pl.DataFrame(schema=OBSERVATIONS)
    people = observations.filter(
        pl.col("document").str.contains(rf"^{rule.family}-\d{{4}}$") & (pl.col("indicator") == rule.denominator)
    )
    documents = numbers["document"].unique(maintain_order=True).to_list()
    matched = [
        _beside(numbers.filter(pl.col("document") == document), people, document, rule) for document in documents
    ]
    unit = catalogue.indicators[rule.indicator].unit.value
    return _as_evidence(pl.concat(matched), rule, unit)


def _beside(numbers: pl.DataFrame, people: pl.DataFrame, document: str, rule: Derived) -> pl.DataFrame:
    """The numbers of one release with the population that its department took, or nothing where there is none."""
    chosen, exact = _population_for(document, people["document"].unique().to_list(), rule.family)
    note = "" if exact else f" The department may have used other estimates than those of {chosen}."
    population = people.filter(pl.col("document") == chosen).select(
        "area",
        (pl.col("period_end").dt.year() + 1).alias("year"),
        pl.col("value").alias("people"),
        pl.col("missing_reason").alias("people_reason"),
        pl.col("locator").alias("people_locator"),
        pl.lit(note).alias("estimate_note"),
    )
    return numbers.with_columns(pl.col("period_end").dt.year().alias("year")).join(
        population.unique(["area", "year"], keep="first"), on=["area", "year"], how="inner", maintain_order="left"
    )


def _population_for(document: str, releases: Iterable[str], family: str) -> tuple[str, bool]:
    """The population release to take for a release, and whether it is the one that belongs to it.

    >>> _population_for("children-in-need-2025", ["population-2023", "population-2024"], "population")
    ('population-2024', True)
    >>> _population_for("children-in-need-2025", ["population-2023"], "population")
    ('population-2023', False)
    """
    own = f"{family}-{int(document[-4:]) - 1}"
    known = sorted(releases)
    return (own, True) if own in known else (known[-1] if known else "", False)


def _as_evidence(rows: pl.DataFrame, rule: Derived, unit: str) -> pl.DataFrame:
    rate = ratio(pl.col("value"), pl.col("people"), rule.per)
    column = pl.col("people_locator")
    joint = pl.when(pl.col("note").str.starts_with("Joint return:")).then(pl.col("note") + " ").otherwise(pl.lit(""))
    why = (
        pl.when(pl.col("value").is_null())
        .then(pl.lit("The number is missing in the file, so the rate cannot be worked out."))
        .when(pl.col("people").is_null())
        .then(pl.lit("The estimate of the population is missing, so the rate cannot be worked out."))
        .otherwise(pl.lit(_BASIS) + pl.col("estimate_note"))
    )
    none_at_all = pl.lit(MissingReason.NOT_APPLICABLE.value)
    return rows.select(
        "document",
        pl.concat_str([pl.col("locator"), column.str.replace("#", " ", literal=True)], separator=" / ").alias(
            "locator"
        ),
        "area",
        pl.lit(rule.indicator).alias("indicator"),
        pl.lit("").alias("dimension"),
        pl.lit("").alias("member"),
        "period",
        "period_kind",
        "period_start",
        "period_end",
        rate.alias("value"),
        pl.when(rate.is_not_null()).then("value").alias("numerator"),
        pl.when(rate.is_not_null()).then("people").alias("denominator"),
        pl.lit(unit).alias("unit"),
        pl.when(rate.is_not_null()).then(pl.col("status").fill_null(Status.FINAL.value)).alias("status"),
        pl.when(rate.is_null())
        .then(pl.coalesce("missing_reason", "people_reason", none_at_all))
        .alias("missing_reason"),
        (joint + why).alias("note"),
        rate.cast(pl.String).fill_null("").alias("printed"),
        "row",
    ).cast(OBSERVATIONS)  # type: ignore[arg-type]
