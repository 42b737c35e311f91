import polars as pl
import pytest

from analytics.evidence.evidence import OBSERVATIONS
from analytics.importers.releases.derive import derived
from tests.importers.releases.made import BARNSLEY, catalogue, read

NEED = {"At31_episodes": "1668", "Started_episodes": "900", "Ended_episodes": "800"}
PEOPLE = {"age_group": "Children aged 0 to 17 years", "population_estimate": "52000", "time_period": "2024"}


def rates(*imported):
    together = pl.concat([one.observations for one in imported])
    return derived(together.lazy(), catalogue())


def the_rate(need=NEED, people=PEOPLE):
    found = rates(read(need, name="b1.csv"), read(people, name="ons.csv")).filter(indicator="cin_rate")
    assert found.height == 1
    return found.to_dicts()[0]


def test_a_rate_is_the_number_over_the_estimate_of_the_year_before():
    found = the_rate()
    assert (found["value"], found["printed"]) == (320.8, "320.8")
    assert (found["numerator"], found["denominator"], found["unit"]) == (1668, 52000, "rate per 10,000")
    assert (found["document"], found["area"], found["period"]) == ("children-in-need-2025", "barnsley", "31 March 2025")
    assert found["locator"] == "b1.csv#At31_episodes / ons.csv population_estimate"
    assert found["status"] == "final"


def test_what_is_derived_has_the_columns_of_the_evidence():
    assert dict(rates(read(NEED), read(PEOPLE)).schema) == OBSERVATIONS
    assert dict(rates(read(NEED)).schema) == OBSERVATIONS


@pytest.mark.parametrize(
    ("need", "people", "reason", "note"),
    [
        (
            NEED | {"At31_episodes": "c"},
            PEOPLE,
            "suppressed",
            "The number is missing in the file, so the rate cannot be worked out.",
        ),
        (
            NEED,
            PEOPLE | {"population_estimate": "x"},
            "not_available",
            "The estimate of the population is missing, so the rate cannot be worked out.",
        ),
    ],
)
def test_a_rate_with_a_part_missing_is_missing_with_the_reason(need, people, reason, note):
    found = the_rate(need, people)
    assert (found["value"], found["printed"], found["status"]) == (None, "", None)
    assert (found["numerator"], found["denominator"]) == (None, None)
    assert (found["missing_reason"], found["note"]) == (reason, note)


@pytest.mark.parametrize("printed", ["310.5", "x"])
def test_a_rate_that_the_release_prints_or_says_is_missing_is_not_worked_out_again(printed):
    assert rates(read(NEED | {"At31_episodes_rate": printed}), read(PEOPLE)).filter(indicator="cin_rate").is_empty()


def test_without_an_estimate_of_the_year_before_there_is_no_rate():
    assert rates(read(NEED), read(PEOPLE | {"time_period": "2023"})).is_empty()


def test_the_estimates_that_came_with_the_release_are_taken_before_later_ones():
    later = read(PEOPLE | {"population_estimate": "60000"}, PEOPLE | {"time_period": "2025"}, name="later.csv")
    own = read(PEOPLE, name="own.csv")
    both = rates(read(NEED), own, later).filter(indicator="cin_rate")
    assert both["denominator"].to_list() == [52000]
    alone = rates(read(NEED), later).filter(indicator="cin_rate")
    assert alone["denominator"].to_list() == [60000]
    assert alone["note"][0].endswith("The department may have used other estimates than those of population-2025.")


def test_each_release_has_rates_of_its_own():
    before = read(NEED | {"time_period": "2024", "At31_episodes": "1500"})
    found = rates(before, read(NEED), read(PEOPLE, PEOPLE | {"time_period": "2023"})).filter(indicator="cin_rate")
    assert sorted(found["document"]) == ["children-in-need-2024", "children-in-need-2025"]


def test_a_number_that_two_files_give_has_one_rate():
    plans = {"CPP_At31": "100", "CPP_start": "150", "CPP_end": "140"}
    lengths = {"CPP_At31": "100", "2_years_or_more": "5", "2_years_or_more_percent": "5"}
    found = rates(read(plans, name="d1.csv"), read(lengths, name="d5.csv"), read(PEOPLE)).filter(indicator="cp_rate")
    assert found["printed"].to_list() == ["19.2"]


def test_a_joint_return_stays_one():
    kingston = BARNSLEY | {"old_la_code": "314 / 318", "new_la_code": "", "la_name": "Kingston / Richmond"}
    found = rates(read(NEED | kingston), read(PEOPLE | kingston)).filter(indicator="cin_rate")
    assert found.height == 2
    assert all(note.startswith("Joint return: one figure for Kingston") for note in found["note"])
