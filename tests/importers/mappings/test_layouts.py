import pytest

from analytics.importers.importer import Refused
from analytics.importers.mappings.layouts import SavedLayouts, may_be, read_by
from analytics.importers.mappings.unknown import unknown_indicators
from analytics.importers.own.layout import Across, Item, Layout
from analytics.importers.reading import read_tables
from tests.shipped import shipped

CATALOGUE = shipped().catalogue
WIDE = b"Team,Apr 2025,May 2025\nDuty,18.2,17.9\n"
LONG = b"Team,KPI,Month,Result\nDuty,Ag %,May 2025,12.5\nCare,Average caseload,May 2025,15\n"
OF_CASELOADS = Layout(
    name="Caseloads",
    columns={Item.MEMBER: "Team"},
    fixed={Item.COUNCIL: "Barnsley", Item.INDICATOR: "sw_caseload_avg", Item.PART: "team"},
    across=Across.PERIOD,
)
OF_SEVERAL = Layout(
    name="Monthly figures",
    columns={Item.MEMBER: "Team", Item.INDICATOR: "KPI", Item.PERIOD: "Month", Item.VALUE: "Result"},
    fixed={Item.COUNCIL: "Barnsley", Item.PART: "team"},
    means={Item.INDICATOR: {"Ag %": "sw_agency_rate"}},
)


def table(content):
    (read,) = read_tables(content, "figures.csv")
    return read


def test_a_layout_whose_file_says_what_is_measured_knows_the_next_file():
    saved = SavedLayouts([OF_CASELOADS, OF_SEVERAL])

    assert saved.recognises(table(LONG))
    (given,) = saved.read(table(LONG), CATALOGUE)
    assert sorted(given.observations["indicator"]) == ["sw_agency_rate", "sw_caseload_avg"]


def test_a_layout_that_says_itself_what_is_measured_takes_no_file_without_being_asked():
    assert not SavedLayouts([OF_CASELOADS]).recognises(table(WIDE))
    assert may_be(table(WIDE), OF_CASELOADS, CATALOGUE)
    (given,) = read_by(table(WIDE), OF_CASELOADS, CATALOGUE)
    assert given.observations["value"].to_list() == [18.2, 17.9]


def test_a_layout_of_one_month_is_not_offered_for_the_next():
    of_may = OF_SEVERAL.model_copy(
        update={
            "columns": {item: name for item, name in OF_SEVERAL.columns.items() if item is not Item.PERIOD},
            "fixed": {**OF_SEVERAL.fixed, Item.PERIOD: "May 2025"},
        }
    )

    assert not may_be(table(LONG), of_may, CATALOGUE)
    assert not SavedLayouts([of_may]).recognises(table(LONG))


def test_a_file_of_other_headings_is_nobodys():
    other = table(b"Locality,Count\nNorth,5\n")

    assert not SavedLayouts([OF_SEVERAL]).recognises(other)
    assert not may_be(other, OF_CASELOADS, CATALOGUE)
    with pytest.raises(Refused):
        SavedLayouts([OF_SEVERAL]).read(other, CATALOGUE)


def test_faults_of_a_known_file_are_told():
    with pytest.raises(Refused) as refused:
        SavedLayouts([OF_SEVERAL]).read(table(LONG.replace(b"12.5", b"many")), CATALOGUE)

    assert [problem.row for problem in refused.value.problems] == [2]


def test_words_that_are_no_indicator_are_named_once_and_not_when_their_meaning_is_given():
    untold = OF_SEVERAL.model_copy(update={"means": {}})

    assert unknown_indicators(table(LONG), untold, CATALOGUE) == ("Ag %",)
    assert unknown_indicators(table(LONG), OF_SEVERAL, CATALOGUE) == ()
    assert unknown_indicators(table(WIDE), OF_CASELOADS, CATALOGUE) == ()
