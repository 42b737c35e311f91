"""National figures that differ from those before them for a reason of counting, which is no change for a child."""

from datetime import timedelta
from functools import lru_cache

import polars as pl

from analytics.enquiry.words import Row
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import capital, day_in_words, figure, when
from analytics.measures.facts import Facts
from analytics.measures.series import SERIES_KEY

# Between two figures of this size or more, 0 is a year in which nothing was recorded.
_ORDINARY = 10.0
# As many of the newest figures as a rule about change looks at.
_LOOKED_AT = 4
# They look for what happened to a child in earlier years, which a new council has no record of.
LOOKS_BACK = frozenset({"rereferral_12m", "cp_repeat", "cp_2y", "cp_ended_2y", "cin_open_2y", "cic_stable_2y"})
_FIRST_YEARS = timedelta(days=2 * 365)


def unlike_in_words(facts: Facts, row: Row) -> tuple[str, ...]:
    """Why the newest figures of a measure are not alike, so that no difference between them is a change; else nothing.

    Either 0 stands between two ordinary years, which is a gap in recording, or the measure looks back to years before
    the council was made. `row` is one of `facts.latest`; of a council's own reports nothing is said.
    """
    if facts.evidence.neighbours is None:
        return ()
    return (*_gap(facts, row), *_new_council(facts, row))


def _gap(facts: Facts, row: Row) -> tuple[str, ...]:
    gap = _gaps(facts).get(tuple(row[name] for name in SERIES_KEY))
    if gap is None:
        return ()
    unit = Unit(row["unit"])
    before, zero, after = (figure(gap[name], unit, gap[f"{name}_printed"]) for name in ("before", "value", "after"))
    return (f"The {zero} {when(gap['period'])}, between {before} and {after}, is probably a gap in recording.",)


@lru_cache(maxsize=64)
def _gaps(facts: Facts) -> dict[tuple[str, ...], Row]:
    """The latest 0 between two ordinary figures of each series that has one among its newest, by the series."""
    known = facts.series.filter((pl.col("area") == facts.authority) & pl.col("value").is_not_null())
    from_the_end = pl.len().over(SERIES_KEY) - pl.int_range(pl.len()).over(SERIES_KEY)
    beside = known.select(
        *SERIES_KEY,
        *("period", "value", pl.col("printed").alias("value_printed")),
        *(
            pl.col(name).shift(places).over(SERIES_KEY).alias(side + ending)
            for side, places in (("before", 1), ("after", -1))
            for name, ending in (("value", ""), ("printed", "_printed"))
        ),
        from_the_end.alias("_from_the_end"),
    )
    found = beside.filter(
        (pl.col("value") == 0)
        & (pl.col("before") >= _ORDINARY)
        & (pl.col("after") >= _ORDINARY)
        & (pl.col("_from_the_end") < _LOOKED_AT)
    )
    return {tuple(row[name] for name in SERIES_KEY): row for row in found.iter_rows(named=True)}


def _new_council(facts: Facts, row: Row) -> tuple[str, ...]:
    catalogue = facts.evidence.catalogue
    first_day = catalogue.authorities[facts.authority].first_day
    earlier = row["previous_period_end"] or row["period_end"]
    if row["indicator"] not in LOOKS_BACK or first_day is None or earlier > first_day + _FIRST_YEARS:
        return ()
    return (
        f"{capital(catalogue.area_in_text(facts.authority))} has been a council since {day_in_words(first_day)}. "
        "This looks back to years before that, so its first figures may not be like later ones.",
    )
