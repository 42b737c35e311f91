import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from analytics.commands.evidence import app, document_frame
from tests.evidence.shipped_evidence import shipped

FIXTURES = Path(__file__).parents[1] / "fixtures"
COLUMNS = {
    "observations": [
        "document",
        "locator",
        "area",
        "indicator",
        "dimension",
        "member",
        "period",
        "period_kind",
        "period_start",
        "period_end",
        "value",
        "numerator",
        "denominator",
        "unit",
        "status",
        "missing_reason",
        "note",
    ],
    "ratings": ["document", "locator", "area", "scale", "subject", "period", "rating"],
    "findings": ["document", "locator", "area", "theme", "kind", "text", "indicators"],
    "documents": [
        "document",
        "title",
        "publisher",
        "authority",
        "kind",
        "published",
        "available_from",
        "data_to",
        "licence",
        "observations",
        "ratings",
        "findings",
        "claims",
    ],
}


def scrutiny(*arguments):
    """The result of the command with these arguments."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def rows_of(path):
    """The rows of a written file as dictionaries, and its columns in order."""
    if path.suffix == ".csv":
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
        return list(reader), list(reader.fieldnames)
    if path.suffix == ".json":
        rows = json.loads(path.read_text(encoding="utf-8"))
        return rows, list(rows[0])
    frame = pl.read_parquet(path)
    return frame.to_dicts(), frame.columns


def test_the_shipped_evidence_is_valid():
    result = scrutiny("validate")
    assert result.exit_code == 0
    assert result.stdout.startswith("No problems: 5 documents, ")
    assert f"{shipped().observations.height} observations" in result.stdout


def test_each_problem_is_listed_and_the_command_fails():
    result = scrutiny("validate", FIXTURES / "several-problems")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 10
    assert "second-report/observations.csv, row 4, column numerator: “about six” is not a number." in result.stdout
    assert "second-report/ratings.csv, row 3, column rating: “Splendid” is no word of the scale" in result.stdout
    assert "10 problems." in result.stderr


def test_a_sound_folder_is_valid():
    result = scrutiny("validate", FIXTURES / "no-problems")
    assert result.exit_code == 0
    assert result.stdout == "No problems: 1 documents, 3 observations, 2 ratings, 1 findings.\n"


def test_a_folder_without_documents_is_not_called_valid(tmp_path):
    result = scrutiny("validate", tmp_path)
    assert result.exit_code == 1
    assert "holds no documents. Each document is a folder in" in result.stderr


@pytest.mark.parametrize("arguments", [["validate"], *([name, "--folder"] for name in COLUMNS)])
def test_a_folder_that_is_not_there_is_said_to_be_none(arguments, tmp_path):
    result = scrutiny(*arguments, tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "is not a folder. Name the one that holds documents/." in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("ending", [".csv", ".json", ".parquet"])
@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_is_written_whole_with_its_columns_in_order(name, ending, tmp_path):
    path = tmp_path / f"table{ending}"
    result = scrutiny(name, "--output", path)
    assert result.exit_code == 0
    rows, columns = rows_of(path)
    expected = len(shipped().documents) if name == "documents" else getattr(shipped(), name).height
    assert (columns, len(rows)) == (COLUMNS[name], expected)
    assert f"{expected} rows written to" in result.stderr


@pytest.mark.parametrize("name", COLUMNS)
def test_without_a_file_the_table_is_shown_as_csv(name, tmp_path):
    scrutiny(name, "--output", tmp_path / "table.csv")
    assert scrutiny(name).stdout == (tmp_path / "table.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COLUMNS)
def test_only_documents_about_the_authority_are_written(name, tmp_path):
    scrutiny(name, "--authority", "barnet", "--output", tmp_path / "table.csv")
    rows, columns = rows_of(tmp_path / "table.csv")
    assert columns == COLUMNS[name]
    assert {row["document"] for row in rows} == (set() if name == "ratings" else {"barnet-performance-report-2019"})


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2018-04-29", set()),
        ("2018-04-30", {"barnsley-self-evaluation-2018"}),
        ("2018-09-19", {"barnsley-self-evaluation-2018", "barnsley-peer-challenge-2018"}),
    ],
)
def test_what_was_published_later_is_left_out(name, day, known, tmp_path):
    result = scrutiny(name, "--as-known-on", day, "--output", tmp_path / "table.csv")
    assert result.exit_code == 0
    rows, columns = rows_of(tmp_path / "table.csv")
    assert columns == COLUMNS[name]
    assert {row["document"] for row in rows} == known


def test_the_options_go_together(tmp_path):
    scrutiny("findings", "--authority", "barnsley", "--as-known-on", "2018-12-31", "--output", tmp_path / "table.json")
    rows, _ = rows_of(tmp_path / "table.json")
    assert {row["document"] for row in rows} == {"barnsley-self-evaluation-2018", "barnsley-peer-challenge-2018"}


@pytest.mark.parametrize("name", COLUMNS)
def test_an_unknown_authority_is_refused_with_those_that_have_documents(name):
    result = scrutiny(name, "--authority", "barnsly")
    assert result.exit_code == 1
    assert "The authority “barnsly” is not known. Known with documents: barnet, barnsley." in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("file", ["table.xlsx", "table"])
def test_an_unknown_ending_is_refused_with_those_that_work(name, file, tmp_path):
    result = scrutiny(name, "--output", tmp_path / file)
    assert result.exit_code == 1
    assert "is not a format. The file's name ends in .csv, .json, .parquet." in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".csv", ".json", ".parquet"])
def test_a_file_that_cannot_be_written_is_said_without_a_traceback(ending, tmp_path):
    result = scrutiny("ratings", "--output", tmp_path / "no-such-folder" / f"table{ending}")
    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_a_day_that_is_none_is_refused():
    result = scrutiny("findings", "--as-known-on", "30 April 2018")
    assert result.exit_code == 2
    assert "%Y-%m-%d" in result.stderr


def test_sound_rows_of_a_folder_with_problems_are_written_and_the_problems_are_said():
    result = scrutiny("observations", "--folder", FIXTURES / "several-problems")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert "10 problems in the evidence: run scrutiny validate." in result.stderr


def test_a_missing_value_is_written_empty_with_its_reason(tmp_path):
    scrutiny("observations", "--folder", FIXTURES / "no-problems", "--output", tmp_path / "table.csv")
    rows, _ = rows_of(tmp_path / "table.csv")
    assert [(row["value"], row["status"], row["missing_reason"]) for row in rows] == [
        ("10.0", "final", ""),
        ("82.5", "provisional", ""),
        ("", "", "suppressed"),
    ]


def test_the_documents_table_counts_what_each_gave():
    frame = document_frame(shipped())
    assert frame["observations"].sum() == shipped().observations.height
    assert frame["findings"].sum() == shipped().findings.height
    assert frame.filter(document="barnet-performance-report-2019")["ratings"].to_list() == [0]


def test_every_command_says_what_it_does():
    result = scrutiny("--help")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in ("validate", *COLUMNS))
