"""`scrutiny releases publish` and `unpublish`: what becomes public, what is said first, and what is refused."""

import json

import polars as pl
import pytest
from typer.testing import CliRunner

from analytics.commands import app
from analytics.notebooks.repository import Repository, decided_in
from tests.imported import evidence_with, figures, release
from tests.planted import HIDDEN, OWN, plant_figures


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/notebooks.db"
    Repository.open(url).close()
    plant_figures(tmp_path / "releases")
    monkeypatch.setenv("SCRUTINY_RELEASES", str(tmp_path / "releases"))
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    return url


def releases(*arguments, says=""):
    return CliRunner().invoke(app, ["releases", *arguments], input=says)


def marks():
    return {entry["id"]: entry["public"] for entry in json.loads(releases("--format", "json").stdout)}


def test_own_figures_are_not_public_by_being_brought_in():
    assert marks() == {OWN: False, HIDDEN: False}
    said = releases().stdout
    assert f"Not public. To publish it: scrutiny releases publish {OWN}" in said


def test_they_are_public_after_what_will_be_seen_was_said_and_agreed_to(database):
    for answer in ("n\n", ""):
        refused = releases("publish", OWN, says=answer)
        assert refused.exit_code == 1
        assert f"The public will see 2 figures of {OWN}; 2 figures are withheld." in refused.stdout
        assert marks() == {OWN: False, HIDDEN: False}
    agreed = releases("publish", OWN, says="y\n")
    assert agreed.exit_code == 0, agreed.stderr
    assert marks() == {OWN: True, HIDDEN: False}
    assert sorted(decided_in(url=database).shown["value"]) == ["48211", "48977"]
    assert releases("unpublish", OWN).exit_code == 0
    assert marks() == {OWN: False, HIDDEN: False}
    log = CliRunner().invoke(app, ["access", "log"]).stdout
    assert f"withdrew  {OWN}  own figures  command line" in log
    assert f"published  {OWN}  own figures  command line" in log


def test_figures_that_are_brought_in_later_under_the_same_name_are_not_public_by_that(tmp_path):
    assert releases("publish", OWN, "--yes").exit_code == 0
    kept = evidence_with(tmp_path / "releases").releases.releases[OWN]
    later = {"area": "barnsley", "indicator": "cic_n", "period": "31 May 2025", "value": 48980.0}
    evidence_with(tmp_path / "releases", figures(kept, [later]))
    assert marks() == {OWN: False, HIDDEN: False}


def test_what_is_no_own_release_is_refused(tmp_path):
    national = release(2024)
    evidence_with(
        tmp_path / "releases",
        figures(national, [{"area": "barnet", "indicator": "cp_n", "period": "31 March 2024", "value": 90.0}]),
    )
    assert marks()[national.id] is True
    assert "was published by others before it was brought in" in releases("publish", national.id, "--yes").stderr
    unknown = releases("publish", "nothing", "--yes")
    assert (unknown.exit_code, f"Own figures that are kept: {HIDDEN}, {OWN}." in unknown.stderr) == (1, True)
    assert "is not published, so there is nothing to take back" in releases("unpublish", OWN).stderr


def test_a_copy_for_the_public_holds_what_is_public_and_no_more(tmp_path):
    copy = tmp_path / "copy"
    for published, held in ((False, set()), (True, {OWN})):
        if published:
            assert releases("publish", OWN, "--yes").exit_code == 0
        result = releases("copy", str(copy))
        assert result.exit_code == 0, result.stderr
        kept = json.loads(releases("--format", "json", "--store", str(copy)).stdout)
        assert {entry["id"] for entry in kept} == held
        content = {path.relative_to(copy): path.read_bytes() for path in sorted(copy.rglob("*")) if path.is_file()}
        assert not [path for path in content if HIDDEN in str(path)]
        assert not [path for path, part in content.items() if HIDDEN.encode() in part or b"quetzal" in part]
    assert pl.read_parquet(sorted(copy.glob("files/*/*.parquet")))["value"].to_list() == [48977.0, 4.0, 762.0, 48211.0]
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*.parquet")}
    assert "1 release is in" in releases("copy", str(copy)).stdout
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*.parquet")} == before, "nothing was made again"


def test_what_is_brought_in_says_that_it_is_not_public_and_what_the_public_then_sees_is_kept(
    tmp_path, database, monkeypatch
):
    monthly = tmp_path / "months.csv"
    monthly.write_text("council,indicator,period,value\nBarnsley,Children in care,30 April 2025,311\n")
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", "dfe everything")
    assert decided_in(url=database).shown.is_empty()
    result = CliRunner().invoke(app, ["import", str(monthly)])
    assert result.exit_code == 0, result.output
    assert "is not public. To publish it: scrutiny releases publish own-figures-barnsley-" in result.stdout
    shown = decided_in(url=database).shown
    assert shown.height
    assert "311" not in shown["value"].to_list(), "nobody has published it"
