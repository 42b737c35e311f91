"""The last look before anything is kept."""

from datetime import date

import polars as pl
import pytest

from analytics.importers.soundness import unsound
from tests.importers.store.made_up import CATALOGUE, RATES, RATING, imported, release


def faults(**changed):
    given = imported(values=RATES, indicator="cic_rate", ratings=[RATING])
    observations = given.observations.with_columns(**changed.pop("cells", {}))
    return [
        problem.wrong
        for problem in unsound(type(given)(**(vars(given) | {"observations": observations} | changed)), CATALOGUE)
    ]


def test_what_an_importer_should_make_is_sound():
    assert faults() == []


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"area": pl.lit("atlantis")}, "The area “atlantis” is not known."),
        ({"area": pl.lit(None, pl.String)}, "The area “None” is not known."),
        ({"indicator": pl.lit("luck")}, "The measure “luck” is not known."),
        ({"document": pl.lit("another")}, "Its rows are of “another”, not of the release looked-after-2025."),
        ({"missing_reason": pl.lit(None, pl.String)}, "There is neither a value nor a reason that it is missing."),
        ({"missing_reason": pl.lit("suppressed")}, "There is a value and a reason that it is missing."),
        ({"value": pl.lit(float("inf"))}, "The value is not a number that can be shown."),
        ({"value": pl.lit(float("nan"))}, "The value is not a number that can be shown."),
        ({"status": pl.lit("certain")}, "The status is none of those known."),
        ({"period_end": pl.lit(None, pl.Date)}, "The period is not known."),
        ({"value": pl.col("value").cast(pl.Int64)}, "Its rows do not have the columns of evidence."),
    ],
)
def test_what_is_no_evidence_is_named(cells, wrong):
    assert wrong in faults(cells=cells)


def test_london_as_a_whole_is_an_area():
    assert faults(cells={"area": pl.lit("region:London")}) == []


def test_a_release_published_before_its_figures_is_named():
    (wrong,) = faults(release=release(published=date(2025, 3, 1)))
    assert wrong.startswith("It would have been published from 2025-03-01, before the last day it describes")
