from dataclasses import replace
from datetime import date

import pytest

from analytics.evidence.releases import ReleaseKind
from analytics.importers.described import described, lacks_day, unsized
from tests.importers.made_up_tables import shipped_catalogue
from tests.importers.own.made_up import read_one
from tests.importers.store.made_up import CATALOGUE, INDICATOR, NEIGHBOUR, RATES, RATING, imported, release

WITH_REGION = RATES | {("region:London", 2024): 60.0}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (imported(values=RATES), "4 figures of 2 councils and England, 2023 to 2024."),
        (imported(values=WITH_REGION), "5 figures of 2 councils, 1 region and England, 2023 to 2024."),
        (imported(values={("barnsley", 2023): 1.0}), "1 figure of 1 council, 2023."),
        (imported(ratings=[RATING]), "1 rating of 1 council, 2023."),
        (imported(neighbours=(NEIGHBOUR,)), "1 place in a list of similar councils."),
    ],
)
def test_what_a_file_holds_is_said_in_a_sentence(given, sentence):
    assert described(given, CATALOGUE).sentence == sentence


def test_measures_are_named_also_those_that_only_the_file_describes():
    given = imported(values={("barnsley", 2023): 1.0}, indicator=INDICATOR.id, indicators=(INDICATOR,))

    assert described(given, CATALOGUE).measures == (INDICATOR.short_name,)


def test_a_release_published_on_the_day_of_the_import_lacks_a_day():
    assert lacks_day(imported(of=release()), date(2025, 11, 20))
    assert not lacks_day(imported(of=release()), date(2025, 11, 21))


def test_shares_and_averages_of_ones_own_that_do_not_say_out_of_how_many_are_named():
    rows = [
        {"indicator": "sw_agency_rate", "value": "12.5"},
        {"indicator": "sw_vacancy_rate", "value": "25", "numerator": "10", "denominator": "40"},
        {"indicator": "sw_caseload_avg", "value": "17"},
        {"indicator": "cic_n", "value": "300"},
    ]
    own = read_one(*rows)
    catalogue = shipped_catalogue()
    expected = {catalogue.indicators[name].short_name for name in ("sw_agency_rate", "sw_caseload_avg")}
    assert set(unsized(own, catalogue)) == expected
    national = replace(own, release=own.release.model_copy(update={"kind": ReleaseKind.NATIONAL}))
    assert unsized(national, catalogue) == ()
