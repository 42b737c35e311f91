import shutil

import pytest

from analytics.evidence.catalogue_files import load_catalogue
from analytics.evidence.loading import SHIPPED


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped catalogue."""
    return shutil.copytree(SHIPPED / "catalogue", tmp_path / "catalogue")


def add(path, text):
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def places(problems):
    return [(problem.file, problem.row, problem.column) for problem in problems]


def test_the_shipped_catalogue_has_no_problems(folder):
    catalogue, problems = load_catalogue(folder)
    assert problems == []
    assert all((catalogue.themes, catalogue.indicators, catalogue.scales, catalogue.neighbours, catalogue.glossary))


@pytest.mark.parametrize("name", ["themes.toml", "scales.toml", "glossary.toml", "authorities.csv", "neighbours.csv"])
def test_a_file_that_is_not_there_is_reported(folder, name):
    (folder / name).unlink()
    _, problems = load_catalogue(folder)
    assert (f"catalogue/{name}", "The file is not there.") in {(problem.file, problem.wrong) for problem in problems}


def test_an_indicator_of_an_unknown_theme_is_left_out_and_the_others_are_kept(folder):
    path = folder / "indicators/assessment.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('theme = "assessment"', 'theme = "assesment"', 1))
    whole, _ = load_catalogue(SHIPPED / "catalogue")
    catalogue, (problem,) = load_catalogue(folder)
    assert len(catalogue.indicators) == len(whole.indicators) - 1
    assert problem.wrong == "The theme “assesment” is not known."
    assert "assessment" in problem.right


def test_an_indicator_that_is_there_twice_is_reported(folder):
    text = (folder / "indicators/assessment.toml").read_text(encoding="utf-8")
    (folder / "indicators/more.toml").write_text(text, encoding="utf-8")
    _, problems = load_catalogue(folder)
    assert len(problems) == text.count("[[indicators]]")
    assert "is there twice" in problems[0].wrong


def test_every_fault_of_an_indicator_is_reported_at_once(folder):
    (folder / "indicators/more.toml").write_text(
        '[[indicators]]\nid = "Bad Id"\nname = "A name"\nshort_name = "A name that is far too long for any chart"\n'
        'phrase = "the number"\ndefinition = "What is counted."\nunit = "furlongs"\npolarity = "neither"\n'
        'theme = "stability"\n'
        'why_it_matters = "Children matter."\n',
        encoding="utf-8",
    )
    _, problems = load_catalogue(folder)
    assert [problem.column for problem in problems] == [
        "indicators.0.id",
        "indicators.0.short_name",
        "indicators.0.unit",
    ]
    assert "percent" in problems[2].right


def test_a_neighbour_that_is_no_authority_is_left_out(folder):
    add(folder / "neighbours.csv", "2025,barnsley,10,atlantis,close\n")
    catalogue, (problem,) = load_catalogue(folder)
    assert problem.wrong == "The authority “atlantis” is not known."
    assert len(catalogue.neighbours_of("barnsley", 2025)) == 10


def test_broken_rows_of_the_catalogue_name_their_row_and_column(folder):
    add(folder / "neighbours.csv", "2025,barnsley,11,leeds,close\n")
    add(folder / "authorities.csv", "town,Town,number,E1,North West,,31 March 2023,\n")
    _, problems = load_catalogue(folder)
    rows = len((folder / "authorities.csv").read_text(encoding="utf-8").splitlines())
    assert places(problems) == [
        ("catalogue/authorities.csv", rows, "dfe_number"),
        ("catalogue/authorities.csv", rows, "last_day"),
        ("catalogue/neighbours.csv", 42, "rank"),
    ]


@pytest.mark.parametrize(
    ("unit", "link", "wrong"),
    [
        ("percent", 'of = "nothing"', "“nothing” (of) is not the id of a count."),
        ("percent", 'within = "cl_eet"', "“cl_eet” (within) is not the id of a count."),
        ("rate per 10,000", 'rate_of = "cic_rate"', "“cic_rate” (rate_of) is not the id of a count."),
        ("count", 'part_of = "plan_totals"', "“plan_totals” (part_of) is not the id of a count."),
        ("count", 'added_to = "assess_45"', "“assess_45” (added_to) is not the id of a count."),
        ("count", 'of = "cic_n"', "Only a percentage is a share “of” a count."),
        ("days", 'within = "cic_n"', "Only a percentage is a share “within” a count."),
    ],
)
def test_a_link_to_what_is_no_count_is_reported(folder, unit, link, wrong):
    (folder / "indicators/more.toml").write_text(
        '[[indicators]]\nid = "new"\nname = "A name"\nshort_name = "A name"\nphrase = "the new measure"\n'
        f'definition = "What is counted."\nunit = "{unit}"\npolarity = "neither"\ntheme = "stability"\n'
        f'why_it_matters = "Children matter."\n{link}\n',
        encoding="utf-8",
    )
    catalogue, (problem,) = load_catalogue(folder)
    assert "new" not in catalogue.indicators
    assert (problem.file, problem.column, problem.wrong) == ("catalogue/indicators/more.toml", "new", wrong)
