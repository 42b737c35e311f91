"""`scrutiny import` and `scrutiny releases`: what a person at a terminal is told."""

import json

import pytest
from typer.testing import CliRunner

from analytics.commands import app
from analytics.evidence.release_store import open_releases
from analytics.importers.store.lock import importing_alone
from tests.importers.data_files import looked_after_rates

GOOD = looked_after_rates({("barnsley", 2023): "78"})
STRANGE = b"Team,Spend\nDuty,120\n"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A workspace of its own; its releases are in the folder below."""
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.delenv("SCRUTINY_RELEASES", raising=False)
    return tmp_path / "workspace" / "releases"


@pytest.fixture
def downloads(tmp_path):
    folder = tmp_path / "downloads"
    (folder / "older").mkdir(parents=True)
    (folder / "rates.csv").write_bytes(GOOD)
    (folder / "older" / "rates.csv").write_bytes(looked_after_rates({}, last_year=2024))
    (folder / "data-guidance.txt").write_text("Read me first.")
    return folder


def scrutiny(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_folder_is_taken_with_a_summary_of_each_release(workspace, downloads):
    result = scrutiny("import", downloads)
    assert result.exit_code == 0, result.stderr
    assert "(children-looked-after-2025), published 26 November 2025" in result.stdout
    assert "4 areas, 31 March 2021 to 31 March 2025" in result.stdout
    assert "(children-looked-after-2024)" in result.stdout
    assert "data-guidance" not in result.output
    assert len(open_releases(workspace).documents) == 2


def test_a_pattern_is_taken_where_the_shell_does_not_know_patterns(workspace, downloads):
    assert scrutiny("import", f"{downloads}/*.csv").exit_code == 0
    assert list(open_releases(workspace).documents) == ["children-looked-after-2025"]


def test_a_refused_file_fails_the_command_and_the_others_are_taken(workspace, downloads):
    (downloads / "budget.csv").write_bytes(STRANGE)
    result = scrutiny("import", downloads)
    assert result.exit_code == 1
    assert "1 file not taken:\n  budget.csv: It is of no family of files that is known" in result.stderr
    assert len(open_releases(workspace).documents) == 2


def test_a_dry_run_says_what_would_be_taken(workspace, downloads):
    result = scrutiny("import", "--dry-run", downloads / "rates.csv")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing was kept: this was a dry run. These would be taken:\n")
    assert "rates.csv: " in result.stdout
    assert not workspace.exists()


def test_the_same_file_again_says_so(workspace, downloads):
    scrutiny("import", downloads / "rates.csv")
    again = scrutiny("import", downloads / "rates.csv")
    assert again.exit_code == 0
    assert again.stdout == "Kept already, nothing changed: rates.csv (children-looked-after-2025).\n"


def test_the_day_and_the_name_that_are_given_count(workspace, downloads):
    scrutiny("import", downloads / "rates.csv", "--published", "2025-12-01", "--as", "looked-after-2025-corrected")
    listed = json.loads(scrutiny("releases", "--format", "json").stdout)
    assert [(entry["id"], entry["published"]) for entry in listed] == [("looked-after-2025-corrected", "2025-12-01")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.csv"], "There is no file nowhere.csv. Check the name, or name its folder."),
        (["--as", "Looked after", "."], "“Looked after” cannot name a release."),
        (["--as", "looked--after", "."], "“looked--after” cannot name a release."),
    ],
)
def test_what_cannot_be_done_is_said_with_what_would_work(workspace, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.csv").write_bytes(GOOD)
    result = scrutiny("import", *arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert not workspace.exists()


def test_an_empty_folder_is_no_import(workspace, tmp_path):
    (tmp_path / "empty").mkdir()
    result = scrutiny("import", tmp_path / "empty")
    assert result.exit_code == 1
    assert "There is no data file there. Name files that end in .csv" in result.stderr


def test_another_import_under_way_is_told(workspace, downloads, monkeypatch):
    monkeypatch.setattr("analytics.commands.releases._WAIT_SECONDS", 0)
    with importing_alone(workspace):
        result = scrutiny("import", downloads)
    assert result.exit_code == 1
    assert "Another import into" in result.stderr
    assert "Nothing was changed" in result.stderr


def test_nothing_imported_says_what_to_do(workspace):
    result = scrutiny("releases")
    assert result.exit_code == 0
    assert result.stdout == "Nothing was imported yet. Run scrutiny import with a file that you downloaded.\n"
    assert json.loads(scrutiny("releases", "--format", "json").stdout) == []


def test_the_list_is_newest_first_with_files_rows_and_years(workspace, downloads):
    scrutiny("import", downloads)
    listed = json.loads(scrutiny("releases", "--format", "json").stdout)
    assert [entry["id"] for entry in listed] == ["children-looked-after-2025", "children-looked-after-2024"]
    first = listed[0]
    assert (first["first"], first["last"]) == ("2021-03-31", "2025-03-31")
    assert [file["name"] for file in first["files"]] == ["rates.csv"]
    assert first["rows"] == first["files"][0]["rows"] > 0
    text = scrutiny("releases").stdout
    assert text.index("children-looked-after-2025") < text.index("children-looked-after-2024")
    assert f"1 file: {first['rows']} rows, 31 March 2021 to 31 March 2025" in text


def test_a_release_is_removed_by_its_id(workspace, downloads):
    scrutiny("import", downloads)
    result = scrutiny("releases", "remove", "children-looked-after-2024")
    assert result.exit_code == 0
    assert result.stdout.startswith("Removed children-looked-after-2024: 1 file, ")
    assert list(open_releases(workspace).documents) == ["children-looked-after-2025"]


def test_a_release_that_is_not_kept_is_answered_with_those_that_are(workspace, downloads):
    scrutiny("import", downloads)
    result = scrutiny("releases", "remove", "children-looked-after-1999")
    assert result.exit_code == 1
    assert "Kept are: children-looked-after-2025, children-looked-after-2024." in result.stderr


def test_mending_puts_a_damaged_table_right(workspace, downloads):
    scrutiny("import", downloads)
    table = workspace / open_releases(workspace).index.built["by_area"].name
    table.write_bytes(b"")
    assert "Run scrutiny releases mend." in scrutiny("releases").stderr
    assert scrutiny("releases", "mend").exit_code == 0
    assert scrutiny("releases").stderr == ""


def test_another_folder_can_be_named(workspace, downloads, tmp_path):
    scrutiny("import", downloads, "--store", tmp_path / "shared")
    assert not workspace.exists()
    assert len(json.loads(scrutiny("releases", "--store", tmp_path / "shared", "--format", "json").stdout)) == 2
