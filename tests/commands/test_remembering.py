"""What the commands let the public see is remembered first, and what nobody remembers is held back and named."""

import json
import shutil

import polars as pl
import pytest
from typer.testing import CliRunner

from analytics.access.log import AuditLog
from analytics.access.publications import Publications, ShownMeanwhile
from analytics.commands import app, remembering
from analytics.commands.remembering import remembered
from analytics.evidence.loading import SHIPPED, load_evidence
from analytics.measures.disclosure.memory import SHOWN
from analytics.measures.disclosure.policy import Covers, Policy
from analytics.notebooks.leaving import for_the_public, public_edition
from analytics.notebooks.repository import Decided, Repository, decided_in

BARNET, BARNSLEY = "barnet-performance-report-2019", "barnsley-scrutiny-report-2023"
TITLE = "Performance, Workforce & Practice Quality Assurance Report July 2019"
FIGURE = "cin_n,,,July 2019,550,"
ANOTHER = pl.DataFrame([("leeds", "cp_n", "", "", "31 March 2025", "90")], SHOWN, orient="row")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two documents in a folder where they can be changed, and a policy that covers them, in a new workspace."""
    for slug in (BARNET, BARNSLEY):
        shutil.copytree(SHIPPED / "documents" / slug, tmp_path / "data" / "documents" / slug)
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", "dfe everything")
    for name in ("SCRUTINY_DATABASE_URL", "SCRUTINY_RELEASES", "SCRUTINY_MODE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/workspace/notebooks.db"


def scrutiny(command, *arguments):
    result = CliRunner().invoke(app, [command, *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def waiting(folder):
    """The titles of what the status says is held back."""
    return json.loads(scrutiny("status", "--format", "json", "--folder", folder).stdout)["held_back"]


def change(folder):
    file = folder / "documents" / BARNET / "observations.csv"
    text = file.read_text("utf-8")
    assert text.count(FIGURE) == 1
    file.write_text(text.replace(FIGURE, FIGURE.replace("550", "590")), encoding="utf-8")


def test_the_status_names_what_is_held_back_and_the_command_it_names_shows_it(folder, url):
    assert len(waiting(folder)) == 2
    said = scrutiny("disclosure", "--show", "--folder", folder)
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.startswith("The public sees ")
    assert waiting(folder) == []
    change(folder)
    told = scrutiny("status", "--folder", folder)
    assert told.exit_code == 0, "It is no fault that something waits."
    assert "Held back from the public: 1 document, whose figures nobody has let it see as they are now." in told.stdout
    assert "scrutiny disclosure --show" in told.stdout
    report = scrutiny("disclosure", "--folder", folder).stdout
    assert report.endswith(f"1 document. To show them: scrutiny disclosure --show\n  {TITLE}\n")
    assert waiting(folder) == [TITLE], "Looking shows nothing."
    assert scrutiny("disclosure", "--show", "--folder", folder).stdout.startswith(
        "The public sees 1 figure that it has"
    )
    assert scrutiny("disclosure", "--show", "--folder", folder).stdout.startswith("Nothing is held back")
    assert waiting(folder) == []
    repository = Repository.open(url)
    logged = [(one.what, one.detail) for one in AuditLog(repository.database).newest() if one.what == "published"]
    repository.close()
    assert logged[0] == ("published", "1 not shown before")


def test_without_a_folder_it_is_that_of_the_app(folder, monkeypatch):
    monkeypatch.setenv("SCRUTINY_DATA", str(folder))
    assert scrutiny("disclosure", "--show").exit_code == 0
    change(folder)
    assert json.loads(scrutiny("status", "--format", "json").stdout)["held_back"] == [TITLE]


def test_a_machine_alone_has_nothing_held_back_and_nothing_is_made_for_it(folder, monkeypatch, tmp_path):
    monkeypatch.delenv("SCRUTINY_DISCLOSURE")
    assert waiting(folder) == []
    assert "Held back" not in scrutiny("status", "--folder", folder).stdout
    assert scrutiny("disclosure", "--show", "--folder", folder).stdout == "Nothing is held back from the public.\n"
    assert not (tmp_path / "workspace").exists()


def test_a_policy_that_is_put_in_force_shows_at_once_what_it_lets_be_seen(folder, monkeypatch):
    monkeypatch.delenv("SCRUTINY_DISCLOSURE")
    assert scrutiny("disclosure", "--set", "10-5 everything", "--folder", folder).exit_code == 0
    assert waiting(folder) == []
    monkeypatch.setenv("SCRUTINY_DISCLOSURE", "dfe everything")
    assert waiting(folder) == [], "What somebody chose goes before what the environment names."


def test_what_another_workspace_has_shown_is_taken_over_and_nothing_then_waits_for_it(folder, tmp_path, monkeypatch):
    """A site was published from a laptop, whose workspace is its own."""
    scrutiny("disclosure", "--show", "--folder", folder)
    seen = tmp_path / "seen.csv"
    assert scrutiny("disclosure", "--write-seen", seen).exit_code == 0
    here = decided_in()
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "other"))
    assert len(waiting(folder)) == 2
    said = scrutiny("disclosure", "--read-seen", seen)
    assert said.stdout == f"Kept: {here.shown.height} figures more that the public has been shown.\n"
    assert decided_in().shown.equals(here.shown)
    assert waiting(folder) == []
    assert "Kept: 0 figures more" in scrutiny("disclosure", "--read-seen", seen).stdout


def test_where_what_was_shown_cannot_be_written_the_option_that_names_the_file_is_said(folder, tmp_path):
    (tmp_path / "file").write_text("")
    said = scrutiny("disclosure", "--write-seen", tmp_path / "file" / "seen.csv")
    assert said.exit_code == 1
    assert said.stderr.endswith("Name a file in a folder of yours with --write-seen.\n")


@pytest.mark.parametrize(
    "content", ["", "area,value\nbarnet,4\n", "PAR1\x00\xff"], ids=["empty", "other columns", "no table"]
)
def test_a_file_that_is_none_of_these_is_refused_and_nothing_is_kept(folder, tmp_path, content):
    file = tmp_path / "other.csv"
    file.write_bytes(content.encode("latin-1"))
    for path in (file, tmp_path / "missing.csv"):
        said = scrutiny("disclosure", "--read-seen", path)
        assert said.exit_code == 1
        assert f"{path} is no file that scrutiny disclosure --write-seen wrote" in said.stderr
    assert decided_in().shown.is_empty()


def test_what_comes_meanwhile_is_taken_into_account_and_the_rest_worked_out_again(folder, url, monkeypatch):
    evidence, asked = load_evidence(folder), []

    def another_first(*arguments):
        if not asked:
            repository = Repository.open(url)
            Publications(repository.database).remember(ANOTHER, "an officer", knowing="")
            repository.close()
        asked.append(arguments)
        return for_the_public(*arguments)

    monkeypatch.setattr(remembering, "for_the_public", another_first)
    safe, new = remembered(evidence, url)
    decided = decided_in(url=url)
    assert len(asked) == 3
    assert new == safe.shown.height
    assert decided.shown.height == new + ANOTHER.height
    assert public_edition(evidence, decided).held_back == {}


def test_who_is_overtaken_again_and_again_is_told(folder, url, monkeypatch):
    def overtaken(*_, **__):
        raise ShownMeanwhile

    monkeypatch.setattr(Publications, "remember", overtaken)
    said = scrutiny("disclosure", "--show", "--folder", folder)
    assert said.exit_code == 1
    assert "is not what it was when this was worked out" in said.stderr
    assert public_edition(load_evidence(folder), Decided(Policy(covers=Covers.EVERYTHING))).held_back
