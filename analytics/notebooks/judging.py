"""Which figures are called better or worse: not those of a few children, nor those unlike the ones before them."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from analytics.enquiry.unlike import unlike_in_words
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import TOO_FEW
from analytics.measures.facts import Facts

NOT_JUDGED = (
    f"It is worked out from fewer than {TOO_FEW}, so one or two can decide it. "
    "It is not called better or worse, and is given no place among councils."
)


def rests_on_few(row: Mapping[str, Any]) -> bool:
    """Whether a figure rests on fewer than 20, by its `denominator`. Where that is not known it does not."""
    behind = row.get("denominator")
    return behind is not None and behind < TOO_FEW


def on_few() -> pl.Expr:
    """The same of a frame's rows."""
    return (pl.col("denominator") < TOO_FEW).fill_null(value=False)


def counts_few() -> pl.Expr:
    """Whether a row of `facts.latest` counts fewer than 20 children or staff, both now and before.

    The activities of an improvement programme are neither.
    """
    is_count = pl.col("unit").is_in([Unit.COUNT.value, Unit.POSTS.value]) & (pl.col("theme") != "programme")
    return is_count & (pl.max_horizontal("value", "previous_value") < TOO_FEW)


def judged(rows: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Rows of `facts.latest` with `change_favourable` null where no verdict is given on the change."""
    alike = [not rests_on_few(row) and not unlike_in_words(facts, row) for row in rows.iter_rows(named=True)]
    verdict = pl.when(pl.Series(alike, dtype=pl.Boolean)).then(pl.col("change_favourable"))
    return rows.with_columns(verdict.alias("change_favourable"))
