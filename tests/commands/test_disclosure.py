"""`scrutiny disclosure`: what is withheld and why, and never what it is."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from typer.testing import CliRunner

from analytics.commands import app
from analytics.evidence.national import Figures
from analytics.evidence.releases import ReleaseKind
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository
from tests.imported import evidence_with, figures, release

OWN = "own-figures-barnsley-2025-06-01"


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """A council's own month: children by age, of whom a few are very young."""
    of = release(2025, ReleaseKind.OWN, id=OWN, authority="barnsley", published=date(2025, 6, 1), short_title="own")
    named = {"area": "barnsley", "indicator": "cic_n", "period": "31 May 2025"}
    ages = {"Under 1": 4.0, "1 to 9": 88.0, "10 and over": 212.0}
    rows = [named | {"value": 304.0}]
    rows += [named | {"value": value, "dimension": "age", "member": age} for age, value in ages.items()]
    evidence_with(tmp_path / "releases", figures(of, rows))
    monkeypatch.setenv("SCRUTINY_RELEASES", str(tmp_path / "releases"))
    monkeypatch.delenv("SCRUTINY_DISCLOSURE", raising=False)


def disclosure(*arguments):
    return CliRunner().invoke(app, ["disclosure", *arguments])


@pytest.mark.usefixtures("imported")
def test_it_names_what_is_withheld_and_why_and_what_the_stricter_rule_would_take():
    said = disclosure("--authority", "barnsley").stdout
    assert said.startswith("Policy: dfe unpublished. Figures from published papers")
    assert "Withheld: 2 figures." in said
    assert ": Children in care, Under 1, 31 May 2025: small count.\n" in said
    assert (
        ": Children in care, 1 to 9, 31 May 2025: another withheld figure could be had from it: "
        "Children in care, Under 1, 31 May 2025.\n"
    ) in said
    assert "Under 10-5 unpublished 1 figure would be withheld: 1 small count." in said
    assert "Care leavers in education or work and Care leavers suitably housed give away a number of 1 to 5." in said


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_no_withheld_figure_stands_in_it(form):
    said = disclosure("--format", form).stdout
    assert said
    assert not {"88", "212", "304"} & set(said.replace(".", " ").replace(",", " ").split())
    assert "value" not in said


@pytest.mark.usefixtures("imported")
def test_as_csv_and_json_there_is_one_row_a_figure_with_its_policy():
    rows = json.loads(disclosure("--format", "json").stdout)
    withheld = [row for row in rows if row["policy"] == "dfe unpublished"]
    assert [(row["document"], row["member"], row["can_be_had"]) for row in withheld] == [
        (OWN, "1 to 9", False),
        (OWN, "Under 1", False),
    ]
    table = list(csv.DictReader(StringIO(disclosure("--format", "csv").stdout)))
    assert [row["locator"] for row in table] == [row["locator"] for row in rows]


@pytest.mark.usefixtures("imported")
def test_another_council_is_told_nothing_of_this_one():
    rows = json.loads(disclosure("--authority", "barnet", "--format", "json").stdout)
    assert {row["document"] for row in rows} == {"barnet-performance-report-2019"}


def test_a_policy_that_is_none_is_refused_wherever_it_was_written(monkeypatch):
    result = disclosure("--policy", "strict")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--policy is “strict”, which is no disclosure policy." in result.stderr
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", "5-10")
    assert "SCRUTINY_DISCLOSURE is “5-10”" in disclosure().stderr


def test_an_unknown_council_is_refused():
    assert "The authority “atlantis” is not known." in disclosure("--authority", "atlantis").stderr


@pytest.mark.usefixtures("imported")
def test_a_file_for_everyone_is_made_without_what_is_withheld(tmp_path, monkeypatch):
    monkeypatch.delenv("SCRUTINY_DATABASE_URL", raising=False)
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    by_age = {"kind": "breakdown", "indicator": "cic_n", "dimension": "age", "document": OWN}
    notebook = Notebook(id="ages", title="Ages", authority="barnsley", figures=Figures.REPORTS).adding(by_age)
    Repository.open(f"sqlite:///{tmp_path}/notebooks.db").save(notebook, None)

    def rendered(readers):
        return CliRunner().invoke(app, ["notebook", "render", "ages", "--for", readers])

    def figures_for(readers):
        result = rendered(readers)
        assert (result.exit_code, result.stderr) == (0, "")
        return {"4", "88", "212"} & set(result.stdout.replace(":", " ").split())

    assert figures_for("members") == {"4", "88", "212"}
    assert figures_for("witnesses") == {"212"}
    assert rendered("public").exit_code == 1, "nobody has published them"
    assert CliRunner().invoke(app, ["releases", "publish", OWN, "--yes"]).exit_code == 0
    assert figures_for("public") == figures_for("witnesses") == {"212"}


@pytest.mark.usefixtures("imported")
def test_the_policy_that_is_set_is_in_force_from_then_on(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", "dfe everything")
    assert disclosure().stdout.startswith("Policy: dfe everything.")
    said = disclosure("--set", "10-5")
    assert said.stdout.startswith("In force: 10-5 unpublished. "), said.stderr
    assert disclosure().stdout.startswith("Policy: 10-5 unpublished.")
    assert "--set is “strict”, which is no disclosure policy." in disclosure("--set", "strict").stderr
    assert disclosure().stdout.startswith("Policy: 10-5 unpublished.")
    assert "chose what is withheld  10-5 unpublished" in CliRunner().invoke(app, ["access", "log"]).stdout
