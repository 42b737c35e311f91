"""`scrutiny template`: what it writes, and what it never writes over."""

import pytest
from typer.testing import CliRunner

from analytics.commands import app


def scrutiny(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ((), ["own-figures.xlsx"]),
        (("--authority", "barnsley"), ["own-figures-barnsley.xlsx"]),
        (("--form", "csv"), ["own-figures-columns.csv", "own-figures-indicators.csv", "own-figures.csv"]),
    ],
)
def test_the_template_is_written_to_the_folder_and_said(options, names, tmp_path):
    result = scrutiny("template", "--out", tmp_path / "new", *options)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == names
    assert all(name in result.stdout for name in names)


def test_a_template_that_may_be_filled_in_is_not_written_over(tmp_path):
    kept = tmp_path / "own-figures-columns.csv"
    kept.write_text("mine")
    result = scrutiny("template", "--form", "csv", "--out", tmp_path)
    assert result.exit_code == 1
    assert "may hold figures" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]
    assert kept.read_text() == "mine"


def test_an_unknown_authority_and_a_place_that_cannot_be_written_are_told(tmp_path):
    assert "“nowhere” is not known" in scrutiny("template", "--authority", "nowhere", "--out", tmp_path).stderr
    (tmp_path / "file").write_text("")
    result = scrutiny("template", "--out", tmp_path / "file")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.output
