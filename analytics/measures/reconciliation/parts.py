"""Totals against their parts and percentages against their counts, found without anyone having declared them."""

from collections.abc import Iterator

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.measures.reconciliation.result import Kind, Reconciliation
from analytics.measures.reconciliation.rounding import between, exactly
from analytics.measures.reconciliation.words import decimals_of, number, term

# Units whose parts make up a whole. Averages, percentages and times do not.
_ADDITIVE = (Unit.COUNT.value, Unit.POSTS.value, Unit.GBP_MILLION.value)
# A dimension that says another way of counting the same does not divide it.
_NOT_PARTS = ("basis",)


def check_parts(evidence: Evidence) -> Iterator[Reconciliation]:
    """Every figure that is printed as a whole and, for the same period, by two or more members of one dimension."""
    firm = (pl.col("value").is_not_null() & (pl.col("status") == "final")).fill_null(value=False)
    rows = evidence.observations.filter(
        pl.col("unit").is_in(_ADDITIVE)
        & (pl.col("status").is_null() | (pl.col("status") != "hypothetical"))
        & ~pl.col("dimension").is_in(_NOT_PARTS)
    ).sort(~firm, "row")
    key = ["document", "area", "indicator", "period"]
    wholes = rows.filter(firm & (pl.col("dimension") == "")).unique(key, keep="first", maintain_order=True)
    parts = (
        rows.filter(pl.col("dimension") != "")
        .unique([*key, "dimension", "member"], keep="first", maintain_order=True)
        .group_by([*key, "dimension"], maintain_order=True)
        .agg(
            pl.len().alias("count"),
            firm.all().alias("firm"),
            pl.struct(rows.columns).alias("parts"),
        )
        # A part that is withheld or not firm is not nothing: without it nobody can add up.
        .filter(pl.col("firm") & (pl.col("count") > 1))
        .rename({"dimension": "divided_by"})
    )
    for row in wholes.join(parts, on=key, maintain_order="left").iter_rows(named=True):
        unit = Unit(row["unit"])
        every = (row, *row["parts"])
        total = sum(part["value"] for part in row["parts"])
        printed, computed = term(row), number(total, unit, max(map(decimals_of, every)))
        name = evidence.catalogue.indicators[row["indicator"]].short_name
        # Parts are rounded one by one, so as many halves of the last decimal may have gathered.
        between_parts = sum((between(part, every) for part in row["parts"]), start=exactly(0.0))
        agrees = between_parts.overlaps(between(row, every))
        difference = row["value"] - total
        short = difference > 0
        yield Reconciliation(
            kind=Kind.PARTS,
            document=row["document"],
            locator=row["locator"],
            subject=f"{row['indicator']}  {row['period']}",
            indicator=row["indicator"],
            statement=f"{name} by {row['divided_by']} adds up to the printed total.",
            printed=printed,
            computed=computed,
            arithmetic=f"{' + '.join(term(part) for part in row['parts'])} = {computed}; printed {printed}",
            difference=round(difference, 6),
            explained_by_rounding=agrees and abs(difference) > 1e-9,
            charitable_reading=(
                f"The report may list only some of the {row['divided_by']} groups."
                if short
                else f"One may be counted in two {row['divided_by']} groups, or a row may have been updated later."
            ),
            question=f"What makes up the difference between the total of {printed} and the listed {computed}?",
            fails=not agrees,
            figures=every,
        )


def check_percentages(evidence: Evidence) -> Iterator[Reconciliation]:
    """Every percentage that is printed with its counts."""
    rows = evidence.observations.filter(
        (pl.col("unit") == Unit.PERCENT.value)
        & pl.col("value").is_not_null()
        & pl.col("numerator").is_not_null()
        & (pl.col("denominator") != 0)
    )
    for row in rows.iter_rows(named=True):
        computed = row["numerator"] / row["denominator"] * 100
        decimals = decimals_of(row)
        printed = number(row["value"], Unit.PERCENT, decimals)
        shown = number(computed, Unit.PERCENT, max(decimals, 1))
        agrees = between(row).overlaps(exactly(computed))
        counts = f"{number(row['numerator'])} ÷ {number(row['denominator'])}"
        name = evidence.catalogue.indicators[row["indicator"]].short_name
        yield Reconciliation(
            kind=Kind.PERCENTAGE,
            document=row["document"],
            locator=row["locator"],
            subject=f"{row['indicator']} {row['member']} {row['period']}",
            indicator=row["indicator"],
            statement=f"{name} is the printed count as a share of the printed whole.",
            printed=printed,
            computed=shown,
            arithmetic=f"{counts} = {shown}; printed {printed}",
            difference=round(row["value"] - computed, 6),
            explained_by_rounding=agrees and abs(row["value"] - computed) > 1e-9,
            charitable_reading="The percentage may have been worked out on another date or of another group.",
            question=f"Which children make up the {printed}, given that the counts give {shown}?",
            fails=not agrees,
            figures=(row,),
        )
