import pytest

from analytics.importers.releases.places import PLACE_COLUMNS, places, region_of
from tests.importers.releases.made import BARNSLEY, NATIONAL, catalogue, table

LONDON = {"geographic_level": "Regional", "country_code": "E92000001", "country_name": "England"}


def placed(**cells):
    """The areas, the note and the warnings of one row."""
    frame = table(BARNSLEY | {"old_la_code": "", "new_la_code": "", "la_name": ""} | cells).frame
    found = places(frame.select(*PLACE_COLUMNS).with_row_index("row", 2), catalogue(), "made.csv")
    note = found.areas["place_note"][0] if found.areas.height else ""
    return found.areas["area"].to_list(), note, found.warnings, found.left_out


@pytest.mark.parametrize("code", ["E08000016", "E08000038", "x", ""])
def test_barnsley_is_known_by_its_number_whatever_its_code(code):
    assert placed(old_la_code="370", new_la_code=code, la_name="Barnsley")[0] == ["barnsley"]


@pytest.mark.parametrize("code", ["E08000016", "E08000038"])
def test_without_a_number_it_is_known_by_any_code_it_has_had(code):
    assert placed(new_la_code=code)[0] == ["barnsley"]


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Bristol, City of", "bristol"),
        ("St Helens", "st-helens"),
        ("Telford & Wrekin", "telford-and-wrekin"),
        ("Herefordshire, County of", "herefordshire"),
    ],
)
def test_without_codes_it_is_known_by_name_in_the_usual_spellings(name, area):
    assert placed(la_name=name)[0] == [area]


def test_a_code_that_nobody_knows_is_not_saved_by_a_name():
    areas, _, (warning,), _ = placed(old_la_code="999", la_name="Barnsley")
    assert areas == []
    assert (warning.row, warning.column) == (2, "la_name")
    assert warning.wrong == "The authority “Barnsley” is not known, so its rows are left out."


def test_a_joint_return_is_of_both_partners_and_says_so():
    areas, note, warnings, _ = placed(
        old_la_code="314 / 318",
        new_la_code="E09000021 / E09000027",
        la_name="Kingston upon Thames / Richmond upon Thames",
    )
    assert areas == ["kingston-upon-thames", "richmond-upon-thames"]
    assert note == "Joint return: one figure for Kingston upon Thames and Richmond upon Thames together."
    assert warnings == ()


def test_a_joint_return_with_a_stranger_is_nobodys():
    assert placed(old_la_code="314 / 999", la_name="Kingston upon Thames / Nowhere")[0] == []


def test_a_former_authority_keeps_its_own_id():
    assert placed(old_la_code="909", new_la_code="E10000006", la_name="Cumbria")[0] == ["cumbria"]
    assert placed(old_la_code="835", new_la_code="E10000009", la_name="Dorset")[0] == ["dorset-2019"]


def test_a_number_is_believed_before_a_code_of_another_authority_and_that_is_said():
    areas, _, (warning,), _ = placed(old_la_code="370", new_la_code="E09000003", la_name="Barnsley")
    assert areas == ["barnsley"]
    assert warning.wrong == "The number 370 is Barnsley’s but the code E09000003 is Barnet’s."


@pytest.mark.parametrize("name", ["Yorkshire and The Humber", "Yorkshire and the Humber", "YORKSHIRE AND THE HUMBER"])
def test_a_region_is_one_in_every_spelling(name):
    assert region_of("", name) == "Yorkshire and The Humber"
    assert placed(geographic_level="Regional", region_code="", region_name=name)[0] == [
        "region:Yorkshire and The Humber"
    ]


def test_parts_of_london_are_regions_of_their_own():
    assert [region_of("", name) for name in ("Inner London", "London (Inner)", "Outer London", "London")] == [
        "Inner London",
        "Inner London",
        "Outer London",
        "London",
    ]


def test_every_region_of_the_catalogue_is_known_by_its_name():
    regions = {authority.region for authority in catalogue().authorities.values()}
    assert {region for region in regions if region_of("", region) != region} == set()


def test_other_levels_and_countries_are_left_out_and_counted():
    assert placed(geographic_level="School")[3] == ("Rows of the level “School”: 1.",)
    assert placed(**NATIONAL | {"country_code": "W92000004", "country_name": "Wales"})[3] == (
        "Rows about Wales, which is not England: 1.",
    )
    assert placed(**NATIONAL)[0] == ["england"]
