"""What is carried forward: a total against the total before and what was added, and against the states it is in."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Status, Unit
from analytics.measures.reconciliation.result import Kind, Reconciliation
from analytics.measures.reconciliation.rounding import Between, between, exactly
from analytics.measures.reconciliation.words import decimals_of, number, term

Row = dict[str, Any]

_KEY = ["document", "area", "dimension", "member"]


def check_roll_forward(evidence: Evidence) -> Iterator[Reconciliation]:
    """Every figure newly added in a period, against the growth of its total from the period before.

    The catalogue says what is added to what (`added_to`). A total is as at the end of its period: the total before is
    the one of the day before the period begins, and where none is printed for that day nothing is said.
    """
    added_to = {entry.id: entry.added_to for entry in evidence.catalogue.indicators.values() if entry.added_to}
    rows = _printed(evidence)
    totals = rows.select(
        *_KEY,
        pl.col("indicator").alias("total"),
        pl.col("period_end").alias("day"),
        pl.struct(rows.columns).alias("at"),
    )
    found = (
        rows.filter(pl.col("indicator").is_in(list(added_to)))
        .select(
            *_KEY,
            pl.col("indicator").replace_strict(added_to, default="", return_dtype=pl.String).alias("total"),
            pl.col("period_end").alias("day"),
            pl.col("period_start").dt.offset_by("-1d").alias("day_before"),
            pl.struct(rows.columns).alias("new"),
        )
        .join(totals.rename({"at": "later"}), on=[*_KEY, "total", "day"])
        .join(totals.rename({"at": "earlier", "day": "day_before"}), on=[*_KEY, "total", "day_before"])
        # The total of the same period before one that only ends on the same day.
        .sort(
            "document",
            _field("new", "row"),
            _field("later", "period") != _field("new", "period"),
            _field("later", "row"),
            _field("earlier", "row"),
        )
        .unique(["document", "new"], keep="first", maintain_order=True)
    )
    for row in found.iter_rows(named=True):
        name = evidence.catalogue.indicators[row["total"]].short_name
        yield _result(
            row["new"],
            between(row["later"]) - between(row["earlier"]),
            f"{term(row['later'])} − {term(row['earlier'])}",
            (row["later"], row["earlier"]),
            statement=f"{name}: what was newly added is the growth since the period before.",
            reading="Some may have been split or merged, which changes the total without anything being added.",
        )


def check_states(evidence: Evidence) -> Iterator[Reconciliation]:
    """Every total against the states, or other parts, that the catalogue says make it up (`part_of`).

    All are printed in one document for one period. Where a part is printed without a figure nothing is said; where a
    part is not printed at all, only parts that come to more than the total are at odds with it.
    """
    part_of = {entry.id: entry.part_of for entry in evidence.catalogue.indicators.values() if entry.part_of}
    rows = _printed(evidence, with_missing=True)
    key = [*_KEY, "period"]
    parts = (
        rows.filter(pl.col("indicator").is_in(list(part_of)))
        .unique([*key, "indicator"], keep="first", maintain_order=True)
        .with_columns(pl.col("indicator").replace_strict(part_of, default="", return_dtype=pl.String).alias("total"))
        .group_by([*key, "total"], maintain_order=True)
        .agg(pl.struct(rows.columns).alias("parts"), pl.col("value").null_count().alias("missing"))
        .filter((pl.col("parts").list.len() > 1) & (pl.col("missing") == 0))
    )
    wholes = (
        rows.filter(pl.col("value").is_not_null())
        .unique([*key, "indicator"], keep="first", maintain_order=True)
        .select(*key, pl.col("indicator").alias("total"), pl.struct(rows.columns).alias("whole"))
    )
    for row in wholes.join(parts, on=[*key, "total"], maintain_order="left").iter_rows(named=True):
        whole, listed = row["whole"], row["parts"]
        total = sum((between(part) for part in listed), start=exactly(0.0))
        all_printed = len(listed) == sum(name == row["total"] for name in part_of.values())
        if not all_printed and total.low <= between(whole).high:
            continue
        name = evidence.catalogue.indicators[row["total"]].short_name
        yield _result(
            whole,
            total,
            " + ".join(term(part) for part in listed),
            tuple(listed),
            statement=f"{name}: the parts add up to the printed total.",
            reading="One may be counted under two parts, or under none, while it moves from one to the next.",
        )


def _printed(evidence: Evidence, *, with_missing: bool = False) -> pl.DataFrame:
    """What was printed as having happened, in the order printed; `with_missing` keeps cells without a figure."""
    value = pl.col("value").is_not_null()
    firm = value & ~pl.col("status").is_in([Status.HYPOTHETICAL, Status.FORECAST])
    return evidence.observations.filter(firm | ~value if with_missing else firm).sort("row")


def _result(
    row: Row, computed: Between, arithmetic: str, terms: tuple[Row, ...], *, statement: str, reading: str
) -> Reconciliation:
    unit, decimals = Unit(row["unit"]), decimals_of(row)
    middle = (computed.low + computed.high) / 2
    agrees = computed.overlaps(between(row))
    printed, words = number(row["value"], unit, decimals), number(middle, unit, decimals)
    return Reconciliation(
        kind=Kind.PLAN,
        document=row["document"],
        locator=row["locator"],
        subject=f"{row['indicator']} {row['member']} {row['period']}",
        indicator=row["indicator"],
        statement=statement,
        printed=printed,
        computed=words,
        arithmetic=f"{arithmetic} = {words}; printed {printed}",
        difference=round(row["value"] - middle, 6),
        explained_by_rounding=agrees and abs(row["value"] - middle) > 1e-9,
        charitable_reading=reading,
        question=f"What is correct: the {printed} of the report, or the {words} that its figures give?",
        fails=not agrees,
        figures=(row, *terms),
    )


def _field(figure: str, column: str) -> pl.Expr:
    return pl.col(figure).struct.field(column)
