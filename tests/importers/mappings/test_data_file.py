import pytest

from analytics.importers.families import families
from analytics.importers.importer import Refused
from analytics.importers.mappings.data_file import (
    Columns,
    Wanted,
    columns_of,
    indicator_meant,
    mapping_for,
    preview,
)
from analytics.importers.mappings.folder import keep, mappings_folder
from analytics.importers.reading import read_tables
from analytics.importers.releases.times import PeriodRule
from tests.shipped import shipped

CATALOGUE = shipped().catalogue
HEAD = "time_period,time_identifier,geographic_level,country_code,country_name,old_la_code,la_name,new_la_code"
ROWS = [
    (sex, age, count)
    for sex, age, count in (
        ("Boys", "Total", 160),
        ("Girls", "Total", 140),
        ("Total", "Total", 300),
        ("Total", "Under 10", 100),
        ("Total", "10 and over", "c"),
    )
]


def table(rows=ROWS):
    barnsley = "2025,Reporting year,Local authority,E92000001,England,370,Barnsley,E08000016"
    lines = [f"{HEAD},sex,age,children", *(f"{barnsley},{sex},{age},{count}" for sex, age, count in rows)]
    (read,) = read_tables("\n".join(lines).encode(), "children.csv")
    return read


def made(**wanted):
    columns = columns_of(table())
    return mapping_for(columns, "Children by age", "Nobody", [Wanted("children", "cic_n", PeriodRule.MARCH, **wanted)])


def test_columns_are_told_by_what_stands_in_them():
    assert columns_of(table()) == Columns(
        {"sex": ("Boys", "Girls", "Total"), "age": ("Total", "Under 10", "10 and over")}, ("children",)
    )


def test_the_label_that_was_chosen_is_the_one_that_is_taken():
    rows = preview(table(), made(only={"sex": "Total", "age": "Total"}), CATALOGUE).observations

    assert rows.select("area", "indicator", "period", "value", "dimension").rows() == [
        ("barnsley", "cic_n", "31 March 2025", 300.0, "")
    ]


def test_labels_become_parts_without_that_of_the_total():
    rows = preview(table(), made(only={"sex": "Total"}, parts="age"), CATALOGUE).observations

    assert rows.select("dimension", "member", "value", "missing_reason").rows() == [
        ("age", "Under 10", 100.0, None),
        ("age", "10 and over", None, "suppressed"),
    ]


def test_the_column_that_says_out_of_how_many_is_the_denominator_of_a_share():
    """With it the policy knows which shares are of a few children."""
    barnsley = "2025,Reporting year,Local authority,E92000001,England,370,Barnsley,E08000016"
    (read,) = read_tables(f"{HEAD},share,children\n{barnsley},12.5,24".encode(), "shares.csv")
    columns = columns_of(read)
    for out_of, wanted in (("children", 24.0), ("", None)):
        mapping = mapping_for(columns, "Shares", "Nobody", [Wanted("share", "cl_eet", out_of=out_of)])
        (row,) = preview(read, mapping, CATALOGUE).observations.to_dicts()
        assert (row["value"], row["numerator"], row["denominator"]) == (12.5, None, wanted)


def test_a_file_without_the_chosen_labels_is_refused():
    with pytest.raises(Refused, match="does not fit"):
        preview(table(), made(only={"sex": "Unknown", "age": "Total"}), CATALOGUE)


@pytest.mark.parametrize(("name", "wanted"), [("", True), ("Homes", False)])
def test_a_mapping_without_a_name_or_a_measure_cannot_be_made(name, wanted):
    with pytest.raises(ValueError, match=r"name|at least one"):
        mapping_for(columns_of(table()), name, "Nobody", [Wanted("children", "cic_n")] if wanted else [])


def test_a_column_that_has_an_indicators_name_is_taken_for_it():
    one = CATALOGUE.indicators["cic_n"]

    assert indicator_meant(one.name.lower().replace(" ", "_"), CATALOGUE) == "cic_n"
    assert indicator_meant("children_count", CATALOGUE) == ""


def test_a_kept_mapping_makes_the_file_known_to_every_import(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))

    def known():
        return [family for family in families() if family.importer.recognises(table()) and family.maps(table())]

    assert not known()
    keep(mappings_folder({"SCRUTINY_WORKSPACE": str(tmp_path)}), "Children by age", made(only={"sex": "Total"}))
    assert [family.name for family in known()] == ["DfE data file"]
