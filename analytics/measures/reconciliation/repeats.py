"""One figure printed for two different measures: often chance, sometimes a slip of copying."""

from collections.abc import Iterator

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.measures.reconciliation.result import Kind, Reconciliation
from analytics.measures.reconciliation.words import number


def find_repeats(evidence: Evidence) -> Iterator[Reconciliation]:
    """Percentages with a decimal that two measures of one document share for one period. Round figures often do."""
    rows = (
        evidence.observations.filter(
            (pl.col("unit") == Unit.PERCENT.value)
            & pl.col("printed").str.contains(r"\.[1-9]")
            & (pl.col("status") != "estimated")
            & (pl.col("area") == evidence.observations["document"].replace_strict(_authorities(evidence), default=""))
        )
        .sort("row")
        .unique(["document", "period", "printed", "indicator"], keep="first", maintain_order=True)
    )
    groups = rows.group_by(["document", "period", "printed"], maintain_order=True).agg(
        pl.col("indicator"), pl.col("locator"), pl.col("value").first(), pl.struct(rows.columns).alias("figures")
    )
    for row in groups.filter(pl.col("indicator").list.len() > 1).iter_rows(named=True):
        names = [evidence.catalogue.indicators[name].short_name for name in row["indicator"]]
        printed = number(row["value"], Unit.PERCENT)
        yield Reconciliation(
            kind=Kind.REPEAT,
            document=row["document"],
            locator=row["locator"][0],
            subject=f"{' '.join(row['indicator'])} {row['period']}",
            indicator=row["indicator"][0],
            statement=f"{' and '.join(names)} have the same figure.",
            printed=printed,
            computed=printed,
            arithmetic=f"{' and '.join(f'{name} {printed}' for name in names)}, for {row['period']}",
            difference=None,
            explained_by_rounding=False,
            charitable_reading="Two measures can have the same value by chance.",
            question=f"Is {printed} right for both measures?",
            fails=True,
            figures=tuple(row["figures"]),
        )


def _authorities(evidence: Evidence) -> dict[str, str]:
    return {slug: held.file.authority for slug, held in evidence.documents.items()}
