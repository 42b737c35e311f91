import pytest

from analytics.importers.mappings.folder import keep, kept_mappings, mappings_folder, name_of, remove
from analytics.importers.own.layout import Across, Item, Layout

LAYOUT = Layout(name="Monthly caseloads", columns={Item.MEMBER: "Team"}, across=Across.PERIOD)


def test_what_is_kept_is_found_by_its_name_and_can_be_removed(tmp_path):
    one = keep(tmp_path, "Monthly caseloads", LAYOUT)

    assert kept_mappings(tmp_path) == ((one,), ())
    assert (one.name, name_of(one.mapping), one.is_of_data_files) == ("Monthly caseloads", "Monthly caseloads", False)
    remove(one)
    remove(one)
    assert kept_mappings(tmp_path) == ((), ())


def test_a_mapping_of_the_same_name_gives_way(tmp_path):
    keep(tmp_path, "Monthly caseloads", LAYOUT)
    newer = keep(tmp_path, "monthly  CASELOADS", LAYOUT.model_copy(update={"header_row": 4}))

    assert [one.mapping for one in kept_mappings(tmp_path)[0]] == [newer.mapping]


@pytest.mark.parametrize("name", ["", "  ", "../..", "///"])
def test_a_name_of_no_letters_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="a name with a letter"):
        keep(tmp_path, name, LAYOUT)


def test_no_name_leads_out_of_the_folder(tmp_path):
    one = keep(tmp_path / "mappings", "../../etc/passwd", LAYOUT)

    assert one.path.resolve().is_relative_to(tmp_path / "mappings")


def test_a_broken_file_is_named_and_the_others_are_found(tmp_path):
    one = keep(tmp_path, "Monthly caseloads", LAYOUT)
    (tmp_path / "layouts" / "broken.toml").write_text("a = ")

    found, problems = kept_mappings(tmp_path)

    assert found == (one,)
    assert [problem.file for problem in problems] == ["broken.toml"]


def test_without_a_workspace_it_is_in_the_home_folder(tmp_path):
    assert mappings_folder({"HOME": str(tmp_path)}).is_relative_to(tmp_path)
