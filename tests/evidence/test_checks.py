import shutil
from pathlib import Path

import pytest

from analytics.evidence.loading import load_evidence

SOUND = Path(__file__).parents[1] / "fixtures/no-problems"
IDENTITY = """[[identities]]
id = "a-rule"
locator = "L2"
statement = "One figure is another."
kind = "equal"
whole = {whole}
other = {other}
charitable_reading = "One may be a year older."
"""


@pytest.fixture
def report(tmp_path):
    """A function that adds rows or a file to a sound report and loads it."""
    shutil.copytree(SOUND, tmp_path / "data")

    def load(name, text):
        with (tmp_path / "data/documents/short-report" / name).open("a", encoding="utf-8") as file:
            file.write(text)
        return load_evidence(tmp_path / "data")

    return load


@pytest.mark.parametrize(
    "row",
    [
        "L9,barnsley,cin_n,,,31 March 2019,10,,,final,The same figure at another place.",
        "L2,barnsley,cin_n,,,31 March 2019,10,,,provisional,The same figure before it was final.",
        "L2,barnsley,cin_n,,,31 March 2019,12,,,final,What the same line gives as said before.",
        "L2,barnsley,cin_n,,,31 March 2018,10,,,final,The same figure a year before.",
        "L2,england,cin_n,,,31 March 2019,10,,,final,The same figure elsewhere.",
        "L2,barnsley,cin_n,,,March 2019,10,,,final,A month is not its last day.",
    ],
)
def test_another_figure_place_period_or_area_is_no_repetition(report, row):
    evidence = report("observations.csv", row + "\n")
    assert evidence.problems == ()
    assert evidence.observations.height == 4


def test_every_repetition_of_a_row_names_the_first(report):
    row = "L9,barnsley,cp_n,,,31 March 2019,5,,,final,{}\n"
    problems = report("observations.csv", row.format("") + row.format("A note.") + row.format("")).problems
    assert [(problem.row, problem.wrong) for problem in problems] == [
        (6, "It says the same thing as row 5."),
        (7, "It says the same thing as row 5."),
    ]


def test_a_second_rating_of_one_subject_at_one_place_is_a_repetition(report):
    (problem,) = report("ratings.csv", "L4,barnsley,ofsted,Overall effectiveness,2018,Inadequate\n").problems
    assert (problem.file, problem.row) == ("short-report/ratings.csv", 4)
    assert problem.wrong == "It says the same thing as row 2."


def test_a_fall_is_at_most_100_per_cent(report):
    rows = "L9,barnsley,assess_45,,,2017/18,-100,,,final,\nL10,barnsley,assess_45,,,2016/17,-100.5,,,final,\n"
    (problem,) = report("observations.csv", rows).problems
    assert (problem.row, problem.wrong) == (6, "-100.5 is more than 100 per cent.")


def test_only_a_percentage_stops_at_100(report):
    rows = "L9,barnsley,cic_n,,,31 March 2019,310,,,final,\nL9,barnsley,cic_rate,,,31 March 2019,163.1,,,final,\n"
    assert report("observations.csv", rows).problems == ()


def test_a_period_that_has_begun_by_publication_may_end_after_it(report):
    assert report("observations.csv", "L9,barnsley,cp_n,,,31 May 2019,5,,,final,\n").problems == ()
    assert report("observations.csv", "L9,barnsley,cp_n,,,May to August 2019,5,,,final,\n").problems == ()


@pytest.mark.parametrize("area", ["england", "region:Yorkshire and The Humber", "neighbours:barnsley", "barnet"])
def test_a_figure_may_be_of_any_area_that_the_catalogue_knows(report, area):
    assert report("observations.csv", f"L9,{area},cp_n,,,31 March 2019,5,,,final,\n").problems == ()


@pytest.mark.parametrize("area", ["", "England", "region:", "region:Yorkshire", "neighbours:yorkshire", "nowhere"])
def test_a_figure_of_an_unknown_area_is_left_out(report, area):
    evidence = report("observations.csv", f"L9,{area},cp_n,,,31 March 2019,5,,,final,\n")
    assert [problem.column for problem in evidence.problems] == ["area"]
    assert evidence.observations.height == 3


@pytest.mark.parametrize(
    "selector",
    [
        '{ indicator = "cin_n" }',
        '{ indicator = "cin_n", period = "31/03/2019" }',
        '{ indicator = "cin_n", locator = "L2" }',
        '{ indicator = "cin_n", value = 10 }',
        '{ indicator = "assess_45", area = "england" }',
        '{ indicator = "sw_caseload_avg", dimension = "team", member = "*" }',
    ],
)
def test_a_selector_of_an_identity_finds_what_it_names(report, selector):
    report("observations.csv", "L9,barnsley,sw_caseload_avg,team,Assessment Team,March 2019,15,,,final,\n")
    evidence = report("identities.toml", IDENTITY.format(whole="10", other=selector))
    assert evidence.problems == ()
    assert [(document, identity.id) for document, identity in evidence.identities] == [("short-report", "a-rule")]


@pytest.mark.parametrize(
    "selector",
    [
        '{ indicator = "assess_45" }',  # printed for England only: an area left out is the document's authority
        '{ indicator = "cin_n", period = "March 2019" }',
        '{ indicator = "cin_n", locator = "L3" }',
        '{ indicator = "cin_n", value = 11 }',
        '{ indicator = "cin_n", dimension = "team", member = "*" }',
        '{ indicator = "sw_caseload_avg" }',  # printed by team only: no whole
    ],
)
def test_a_selector_that_finds_nothing_is_a_problem(report, selector):
    report("observations.csv", "L9,barnsley,sw_caseload_avg,team,Assessment Team,March 2019,15,,,final,\n")
    evidence = report("identities.toml", IDENTITY.format(whole="10", other=selector))
    assert [problem.column for problem in evidence.problems] == ["a-rule, selector"]
    assert evidence.identities == ()


def test_an_identity_that_rests_on_a_refused_figure_is_refused_with_it(report):
    report("observations.csv", "L9,barnsley,cic_n,,,11/12,5,,,final,\n")
    evidence = report("identities.toml", IDENTITY.format(whole="5", other='{ indicator = "cic_n" }'))
    assert {problem.file for problem in evidence.problems} == {
        "short-report/observations.csv",
        "short-report/identities.toml",
    }


def test_a_note_at_no_place_is_left_out(report):
    note = '[[notes]]\nlocator = "{}"\ntext = "A word is missing."\ncharitable_reading = "It is plain."\n'
    evidence = report("notes.toml", note.format("L9") + note.format("3.6"))
    assert [entry.locator for _, entry in evidence.notes] == ["L9"]
    assert [problem.column for problem in evidence.problems] == ["3.6, locator"]
