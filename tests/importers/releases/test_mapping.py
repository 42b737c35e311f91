import pytest

from analytics.evidence.releases import MAPPED_HERE, ReleaseKind
from analytics.importers.releases.importer import DfeImporter
from analytics.importers.releases.mapping import Measure, load_families
from tests.importers.releases.made import TODAY, catalogue, table

OWN = """
[family]
id = "apples"
title = "Apples, England: year ending 31 March {year}"
short_title = "Apples {year}"
publisher = "Department for Apples"
licence = "Open Government Licence v3.0"
attribution = "Contains apples."

[[datasets]]
id = "orchards"
title = "Apples by orchard"
columns = ["apples"]

[[datasets.measures]]
indicator = "cin_n"
period = "31 March"
value = "apples"
"""


def test_the_shipped_mappings_have_no_problems_and_every_family_is_there():
    loaded = load_families()
    assert loaded.problems == ()
    assert set(loaded.families) == {"children-in-need", "children-looked-after", "outcomes", "population", "workforce"}


def test_every_measure_that_is_mapped_or_derived_is_in_the_catalogue():
    families = load_families().families.values()
    mapped = {one.indicator for family in families for dataset in family.datasets for one in dataset.measures}
    derived = {
        name
        for family in families
        for rule in family.derived
        for name in (rule.indicator, rule.numerator, rule.denominator)
    }
    assert (mapped | derived) - set(catalogue().indicators) == set()


def test_a_worked_out_figure_is_a_percentage_or_a_rate_as_the_catalogue_says():
    units = {100: "percent", 10_000: "rate per 10,000"}
    worked_out = [
        measure
        for family in load_families().families.values()
        for dataset in family.datasets
        for measure in dataset.measures
        if not measure.value and measure.denominator
    ]
    assert {one.indicator for one in worked_out} == {
        "assess_45",
        "icpc_15",
        "assess_factor_share",
        "cp_category_share",
    }
    assert all(catalogue().indicators[one.indicator].unit == units[one.per] for one in worked_out)


def test_publication_days_follow_the_years():
    for family in load_families().families.values():
        known = sorted((entry.year, entry.day) for entry in family.about.published)
        assert known
        assert [day for _, day in known] == sorted({day for _, day in known})
        assert all(day.year in (year, year + 1) for year, day in known)


def test_a_mapping_of_ones_own_is_read_beside_the_shipped_ones(tmp_path):
    (tmp_path / "apples.toml").write_text(OWN, encoding="utf-8")
    importer = DfeImporter(load_families(made_here=tmp_path), today=lambda: TODAY)
    (imported,) = importer.read(table({"apples": "12"}), catalogue())
    assert imported.release.id == "mapped-apples-2025"
    assert imported.release.kind is ReleaseKind.MAPPED
    assert MAPPED_HERE in imported.release.cautions
    assert imported.observations["value"].to_list() == [12]


def test_a_dataset_of_ones_own_is_taken_before_the_shipped_one_and_stays_inside(tmp_path):
    shipped = {"At31_episodes": "400", "Started_episodes": "9", "Ended_episodes": "8"}
    own = (
        OWN.partition("[[datasets]]")[2]
        .replace('["apples"]', str(list(shipped)))
        .replace('"apples"', '"At31_episodes"')
    )
    (tmp_path / "own.toml").write_text(f'of = "children-in-need"\n[[datasets]]{own}', encoding="utf-8")
    loaded = load_families(made_here=tmp_path)
    assert loaded.families["children-in-need"] == load_families().families["children-in-need"]
    (imported,) = DfeImporter(loaded, today=lambda: TODAY).read(table(shipped), catalogue())
    assert imported.observations["indicator"].to_list() == ["cin_n"]
    assert (imported.release.id, imported.release.kind) == ("mapped-children-in-need-2025", ReleaseKind.MAPPED)


def test_a_mapping_that_calls_itself_as_a_shipped_family_changes_nothing_of_that_one(tmp_path):
    """Somebody may call their figures “Children in need”: what the department publishes stays what it is."""
    (tmp_path / "own.toml").write_text(OWN.replace('"apples"', '"children-in-need"', 1), encoding="utf-8")
    loaded = load_families(made_here=tmp_path)
    assert loaded.families["children-in-need"] == load_families().families["children-in-need"]
    importer = DfeImporter(loaded, today=lambda: TODAY)
    kinds = {}
    for row in ({"apples": "12"}, {"At31_episodes": "400", "Started_episodes": "9", "Ended_episodes": "8"}):
        (imported,) = importer.read(table(row), catalogue())
        kinds[imported.release.id] = imported.release.kind
    assert kinds == {
        "mapped-children-in-need-2025": ReleaseKind.MAPPED,
        "children-in-need-2025": ReleaseKind.NATIONAL,
    }


def test_every_broken_file_is_reported_and_the_others_are_read(tmp_path):
    (tmp_path / "apples.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("[family", encoding="utf-8")
    (tmp_path / "orphan.toml").write_text('of = "pears"', encoding="utf-8")
    (tmp_path / "wrong.toml").write_text(OWN.replace('"31 March"', '"Easter"'), encoding="utf-8")
    loaded = load_families(tmp_path)
    assert list(loaded.families) == ["apples"]
    assert list(dict.fromkeys(problem.file for problem in loaded.problems)) == [
        "releases/broken.toml",
        "releases/wrong.toml",
        "releases/orphan.toml",
    ]
    assert loaded.problems[-1].wrong == "The family “pears” is not known."


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert load_families(tmp_path / "nowhere").families == {}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "neither a value nor a ratio"),
        ({"numerator": "a"}, "only half of a ratio"),
        ({"denominator": "a"}, "only half of a ratio"),
        ({"value": "v", "numerator": "a"}, "only half of a ratio"),
        ({"value": "a", "breakdown": {"dimension": "kind", "members": {"b": "B"}}}, "another value as well"),
    ],
)
def test_a_measure_that_cannot_be_read_says_why(fields, wrong):
    with pytest.raises(ValueError, match=wrong):
        Measure.model_validate({"indicator": "cin_n", "period": "31 March"} | fields)


def test_a_list_is_a_sum_and_a_list_in_it_is_one_column_under_several_names():
    fields = {"indicator": "x", "period": "31 March", "numerator": ["a", ["b", "old b"]], "denominator": "c"}
    measure = Measure.model_validate(fields)
    assert [part.columns for part in measure.numerator] == [("a",), ("b", "old b")]
    assert [part.columns for part in measure.denominator] == [("c",)]
