import pytest

from analytics.importers.releases.recognise import is_data_file, plain_names, recognise
from tests.importers.releases.made import importer, table

REFERRALS_2024 = {"category": "Referrals and Re-referrals", "Referrals": "10", "Re_referrals_percent": "20"}
REFERRALS_2025 = {"category": "Referrals and Re-referrals", "referral_count": "10", "rereferral_percent": "20"}


def dataset(*rows, name="made.csv"):
    found = recognise(table(*rows, name=name), importer().families)
    return found.dataset.id if found else None


@pytest.mark.parametrize("row", [REFERRALS_2024, REFERRALS_2025])
@pytest.mark.parametrize("name", ["c1.csv", "download (3).csv", "b1_children_in_need_2013_to_2025.csv"])
def test_a_file_is_known_by_its_columns_in_any_release_and_never_by_its_name(row, name):
    assert dataset(row, name=name) == "referrals"


def test_order_and_case_of_columns_do_not_matter():
    made = table(REFERRALS_2024)
    shuffled = made.frame.select(sorted(made.frame.columns, reverse=True)).rename(str.upper)
    assert is_data_file(table(REFERRALS_2024))
    found = recognise(type(made)(name="x.csv", frame=shuffled, sha256=""), importer().families)
    assert found.dataset.id == "referrals"
    assert found.names["referrals"] == "REFERRALS"


def test_labels_tell_apart_files_with_the_same_columns():
    leaver = {"care_leaver_age": "19 to 21 years", "care_leaver_count": "5", "care_leaver_percent": "50"}
    activity = leaver | {"breakdown": "Total in education, employment or training"}
    accommodation = leaver | {"breakdown": "Accommodation considered suitable"}
    assert dataset(activity) == "care-leavers-activity"
    assert dataset(accommodation) == "care-leavers-accommodation"
    assert dataset(leaver | {"breakdown": "Something else"}) is None


def test_a_file_that_nobody_mapped_is_a_data_file_and_no_dataset():
    unknown = table({"apples": "3"})
    assert is_data_file(unknown)
    assert recognise(unknown, importer().families) is None


def test_a_table_without_time_and_level_is_no_data_file():
    made = table(REFERRALS_2025)
    assert not is_data_file(type(made)(name="x.csv", frame=made.frame.drop("time_identifier"), sha256=""))
    assert not importer().recognises(type(made)(name="x.csv", frame=made.frame.drop("time_period"), sha256=""))


def test_plain_names_are_small_letters_with_underscores():
    assert plain_names(["1-10_days", "Re_referrals percent"]) == {
        "1_10_days": "1-10_days",
        "re_referrals_percent": "Re_referrals percent",
    }
