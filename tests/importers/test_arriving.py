from datetime import date

import pytest

from analytics.evidence.release_place import Place
from analytics.evidence.release_store import open_releases
from analytics.importers.arriving import Desk, keep
from analytics.importers.own.layout import Across, Item, Layout
from tests.importers.data_files import looked_after_rates
from tests.importers.store.made_up import CATALOGUE, NOW, everything, store

RATES = ("rates.csv", looked_after_rates({}))
CASELOADS = ("caseloads.csv", b"Team,Apr 2025,May 2025\nDuty,18.2,17.9\n")
LAYOUT = Layout(
    columns={Item.MEMBER: "Team"},
    fixed={Item.COUNCIL: "Barnsley", Item.INDICATOR: "sw_caseload_avg", Item.PART: "team"},
    across=Across.PERIOD,
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace" / "releases"


def desk(folder, **layouts):
    return Desk(Place.of(folder), CATALOGUE, layouts.get("layouts", {}))


def test_looking_writes_nothing(folder, tmp_path):
    found = desk(folder).look_at([RATES, CASELOADS])

    assert [one.release.id for one in found.read] == ["children-looked-after-2025"]
    assert [(one.file, one.unknown) for one in found.refused] == [("caseloads.csv", True)]
    assert not list(tmp_path.rglob("*.*"))


def test_a_layout_that_was_given_makes_an_unknown_file_known(folder):
    given = {"caseloads.csv": ("caseloads.csv", LAYOUT)}

    found = desk(folder, layouts=given).look_at([CASELOADS])

    assert not found.refused
    assert found.read[0].observations["value"].to_list() == [18.2, 17.9]


def test_a_layout_that_does_not_fit_is_told_with_its_faults(folder):
    given = {"caseloads.csv": ("caseloads.csv", LAYOUT.model_copy(update={"columns": {Item.MEMBER: "Locality"}}))}

    found = desk(folder, layouts=given).look_at([CASELOADS])

    assert not found.read
    assert "Locality" in found.refused[0].problems[0].wrong
    assert not found.refused[0].unknown


def test_a_day_that_was_given_is_that_of_the_one_release(folder):
    at, files = desk(folder), [RATES, ("older.csv", looked_after_rates({}, last_year=2024))]
    read = at.look_at(files).read

    given = at.dated(files, read, {0: date(2025, 12, 1)})

    assert [one.release.published for one in given] == [date(2025, 12, 1), read[1].release.published]
    assert given[1] is read[1]


def test_a_day_before_the_figures_is_refused(folder):
    at = desk(folder)

    with pytest.raises(ValueError, match="Choose a later day"):
        at.dated([RATES], at.look_at([RATES]).read, {0: date(2020, 1, 1)})


def test_own_figures_are_named_after_the_day_on_which_they_were_known(folder):
    at = desk(folder, layouts={"caseloads.csv": ("caseloads.csv", LAYOUT)})

    (given,) = at.dated([CASELOADS], at.look_at([CASELOADS]).read, {0: date(2025, 6, 30)})

    assert given.release.id == "own-figures-barnsley-2025-06-30"
    assert set(given.observations["document"]) == {given.release.id}


def test_everything_is_kept_at_one_stroke(folder):
    read = desk(folder).look_at([RATES, ("older.csv", looked_after_rates({}, last_year=2024))]).read

    change = keep(store(folder), read, CATALOGUE, NOW)

    assert {file.release.id for file in change.taken} == set(open_releases(folder).releases)
    before = everything(folder)
    assert len(keep(store(folder), read, CATALOGUE, NOW).unchanged) == 2
    assert everything(folder) == before
