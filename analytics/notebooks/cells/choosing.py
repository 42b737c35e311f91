"""Which of a theme's measures to list, and the place of each national figure among all councils."""

from enum import StrEnum
from typing import Any

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.national import AMOUNTS
from analytics.evidence.vocabulary import Polarity
from analytics.evidence.wording import count_of, ordinal
from analytics.measures.bands import LEAST_BANDED, ties_cross
from analytics.measures.caution import LEAST_NUMERATOR
from analytics.measures.comparisons import both_ways
from analytics.measures.facts import Facts
from analytics.measures.series import SERIES_KEY
from analytics.measures.standing import standing
from analytics.notebooks.judging import judged, on_few


class Which(StrEnum):
    """Which measures to list: those that moved and stand on the same side, or those that a later release changed."""

    ALL = ""
    WORSE = "worse"
    BETTER = "better"
    REVISED = "revised"

    def finding(self, found: int, of: int) -> str:
        """How many measures of how many are these, in at most ten words.

        >>> Which.WORSE.finding(17, 94)
        '17 of 94 measures: worse than before and than others'
        """
        measures = f"{found} of {count_of(of, 'measure')}"
        if self is Which.REVISED:
            return f"{measures} {'was' if found == 1 else 'were'} changed by a later release"
        return f"{measures}: {self.value} than before and than others"

    def none_of(self, many: int) -> str:
        """That none of so many measures is one of these.

        >>> Which.REVISED.none_of(4)
        'None of the 4 measures was changed by a later release.'
        """
        is_not = "The one measure {} not" if many == 1 else f"None of the {many} measures {{}}"
        if self is Which.REVISED:
            return f"{is_not.format('was')} changed by a later release."
        return f"{is_not.format('is')} {self.value} both than the figure before and than others."

    @property
    def in_full(self) -> str:
        """What each of these measures did, as a sentence."""
        return (
            f"Each moved in the {self.value} direction since the figure before, however little, and is on the "
            f"{self.value} side of similar councils, or of England where there is no figure of theirs."
        )

    @property
    def plainly(self) -> str:
        """What the measures have in common, for a choice or a subtitle."""
        return {
            Which.ALL: "All measures",
            Which.WORSE: "Became worse, and on the worse side of others",
            Which.BETTER: "Became better, and on the better side of others",
            Which.REVISED: "Changed by a later release",
        }[self]


_QUARTERS = ("▲ best quarter", "second quarter", "third quarter", "▼ worst quarter")


def chosen(rows: pl.DataFrame, which: Which, facts: Facts) -> pl.DataFrame:
    """Those of some rows of `facts.latest` that a reader asked for, in the same order."""
    if which is Which.ALL:
        return rows
    if which is Which.REVISED:
        changed = facts.series.filter(pl.col("values_printed") > 1).select(*SERIES_KEY, "period")
        of_either = pl.concat(
            rows.select(*SERIES_KEY, pl.col(name).alias("period")) for name in ("period", "previous_period")
        )
        kept = of_either.join(changed, on=[*SERIES_KEY, "period"], how="semi")
    else:
        found = both_ways(judged(rows, facts).lazy(), facts.compared.lazy()).collect()
        kept = found.filter(pl.col("both_ways") == (which is Which.BETTER))
    return rows.join(kept, on=list(SERIES_KEY), how="semi", maintain_order="left")


def places(rows: pl.DataFrame, facts: Facts, evidence: Evidence) -> dict[str, str]:
    """The place of each national figure among all councils, in words, by its measure; none for a council's reports.

    `rows` are of `facts.latest`, for the council as a whole. A measure that fewer than eight councils have is left out,
    and so is a share of so few children that chance alone decides its place.
    """
    if facts.evidence.neighbours is None or evidence.releases is None:
        return {}
    rows = rows.filter(~(pl.col("numerator") < LEAST_NUMERATOR).fill_null(value=False) & ~on_few())
    wanted = rows.select("indicator", "dimension", "member", "period", "document").lazy()
    national = evidence.releases.of_indicators(rows["indicator"].unique().to_list())
    figures = national.join(wanted, on=wanted.collect_schema().names(), how="semi")
    # The largest councils have the most of what is counted: no place among amounts is a better one.
    sign = pl.when(pl.col("unit").is_in(AMOUNTS)).then(0).otherwise("polarity_sign").alias("polarity_sign")
    placed = standing(figures, rows.lazy(), rows.lazy().select("indicator", sign)).collect()
    return {
        row["indicator"]: _place(row, facts.indicator(row["indicator"]).polarity)
        for row in placed.iter_rows(named=True)
        if row["areas_ranked"] >= LEAST_BANDED
    }


def _place(row: dict[str, Any], polarity: Polarity) -> str:
    joint = "joint " if row["ties"] else ""
    if row["best_rank"] is None:
        return f"{joint}{ordinal(row['rank'])} highest of {row['areas_ranked']}"
    place = f"{joint}{ordinal(row['best_rank'])} best of {row['areas_ranked']}"
    if ties_cross(row["rank"], row["ties"], row["areas_ranked"]):
        return place
    # The quarter is that from the highest, so that no other page puts the council in another.
    from_best = row["quartile"] - 1 if polarity is Polarity.HIGHER else 4 - row["quartile"]
    return f"{place}: {_QUARTERS[from_best]}"
