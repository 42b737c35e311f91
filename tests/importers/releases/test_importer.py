from datetime import date

from analytics.evidence.releases import ReleaseKind
from analytics.importers.importer import Importer
from tests.importers.releases.made import TODAY, catalogue, importer, read, table

NEED = {"At31_episodes": "1000", "Started_episodes": "900", "Ended_episodes": "800"}


def released(year, published=None):
    (imported,) = importer().read(table(NEED | {"time_period": year}), catalogue(), published)
    return imported.release


def test_it_is_an_importer():
    described: Importer = importer()
    assert described.name == "DfE data file"


def test_a_release_is_named_by_its_family_and_the_last_year_in_the_file():
    imported = read(NEED | {"time_period": "2023"}, NEED | {"time_period": "2025"})
    release = imported.release
    assert (release.id, release.family, release.kind) == (
        "children-in-need-2025",
        "children-in-need",
        ReleaseKind.NATIONAL,
    )
    assert release.title == "Children in need, England: year ending 31 March 2025"
    assert release.attribution.startswith("Contains Department for Education statistics, Children in need 2025")
    assert release.data_to == date(2025, 3, 31)
    assert (imported.file, imported.sha256) == ("made.csv", "0" * 64)
    assert release.as_document().slug == release.id


def test_the_last_day_of_the_data_is_the_last_with_a_figure():
    missing = dict.fromkeys(NEED, "x")
    assert read(NEED | {"time_period": "2024"}, missing | {"time_period": "2025"}).release.data_to == date(2024, 3, 31)


def test_a_day_of_publication_that_is_known_is_taken_with_how_it_is_known():
    release = released("2025")
    assert release.published == date(2025, 10, 30)
    assert release.published_basis.endswith("lists the release as last updated on 30 October 2025.")


def test_a_day_that_the_caller_gives_comes_first():
    release = released("2025", date(2025, 12, 1))
    assert release.published == date(2025, 12, 1)
    assert release.published_basis == "The day that was given when the file was imported."


def test_a_release_of_which_no_day_is_known_came_before_the_next_one():
    release = released("2021")
    assert release.published == date(2023, 10, 24)
    assert release.published_basis == (
        "Children in need 2023 was public by 26 October 2023, and this release came before it."
    )


def test_the_newest_release_is_as_old_as_its_import_where_nobody_knows():
    release = released("2031")
    assert release.published == TODAY
    assert release.published_basis == "The day it was imported; the file does not say when it was published."


def test_files_of_one_publication_are_one_release():
    leavers = {"age": "Aged 19 to 21", "activity": "Total in education, employment or training", "number": "5"}
    homes = {
        "cla_group": "CLA on 31 March",
        "placement_stability": "Total children",
        "number": "5",
        "percentage": "100",
    }
    stable = homes | {"placement_stability": "With 3 or more placements during the year"}
    assert read(leavers | {"percentage": "50"}).release == read(homes, stable).release
