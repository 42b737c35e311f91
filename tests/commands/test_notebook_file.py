"""`scrutiny notebook render`."""

import json
import zipfile

import pytest
from typer.testing import CliRunner

from analytics.commands import app
from analytics.commands.notebook_file import RenderFormat
from analytics.enquiry.lines import enquiry_of
from analytics.enquiry.settings import DEFAULTS
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository
from tests.shipped import shipped

HISTORY = {"kind": "history", "indicator": "cl_eet"}
NONE_OF_IT = {"kind": "staffing"}
OPEN, PRIVATE = {"kind": "note", "text": "Ask *weekly*"}, {"kind": "note", "text": "Kept to myself", "private": True}


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.delenv("SCRUTINY_DATABASE_URL", raising=False)
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


@pytest.fixture
def keep(workspace):
    """Keep a notebook of some cells, called visits."""

    def kept(*asked, **parts):
        notebook = Notebook(**({"id": "visits", "title": "Visits: what to ask?", "authority": "barnsley"} | parts))
        for asks in asked:
            notebook = notebook.adding(asks)
        Repository.open(f"sqlite:///{workspace}/notebooks.db").save(notebook, None)

    return kept


def run(*arguments):
    return CliRunner().invoke(app, ["notebook", "render", *map(str, arguments)])


def refusal(*arguments):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


def test_every_cell_is_printed_as_text(keep):
    keep(OPEN, HISTORY)
    result = run("vis")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Visits: what to ask?\n====================\n\nBarnsley\nFor publication\n")
    for words in ("Ask weekly", "Care leavers in education or work rose to 61.8%", "[Chart] ", "Be careful", "Period"):
        assert words in result.stdout
    assert all(len(line) <= 100 for line in result.stdout.splitlines())
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("form", [form for form in RenderFormat if form is not RenderFormat.TEXT])
def test_a_file_of_every_format_goes_into_the_folder_that_is_named(keep, tmp_path, form):
    keep(OPEN, HISTORY)
    out = tmp_path / "new" / "folder"
    result = run("visits", "--format", form.value, "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    [file] = out.iterdir()
    assert file.name == f"visits-what-to-ask.{form.value}"
    assert result.stdout.startswith(f"{file} ({file.stat().st_size:,} bytes, SHA-256 ")
    if form in (RenderFormat.DOCX, RenderFormat.XLSX, RenderFormat.ZIP):
        assert zipfile.ZipFile(file).testzip() is None
    if form is RenderFormat.IPYNB:
        assert json.loads(file.read_text(encoding="utf-8"))["nbformat"] == 4


def test_text_can_be_a_file_too(keep, tmp_path):
    keep(OPEN, HISTORY)
    run("visits", "--out", tmp_path)
    assert (tmp_path / "visits-what-to-ask.txt").read_text(encoding="utf-8") == run("visits").stdout


@pytest.mark.parametrize("form", ["text", "html", "ipynb"])
def test_what_cannot_be_shown_is_said_with_the_reason_and_the_rest_is_made(keep, tmp_path, form):
    keep(HISTORY, NONE_OF_IT)
    result = run("visits", "--format", form, "--out", tmp_path)
    assert result.exit_code == 0
    assert result.stderr == (
        "Not shown: Posts by role: permanent, agency and vacant. Barnsley’s documents print no table of posts and who "
        "fills them.\n"
    )
    [file] = tmp_path.glob("visits*")
    assert "print no table of posts" in " ".join(file.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("asked", [[NONE_OF_IT], [PRIVATE], [], [{"kind": "note", "text": " "}]])
def test_a_notebook_of_which_nothing_can_be_shown_makes_no_file(keep, tmp_path, asked):
    keep(*asked)
    said = refusal("visits", "--format", "html", "--out", tmp_path)
    assert said.endswith("Nothing of “Visits: what to ask?” can be shown to these readers, so nothing was made.\n")
    assert list(tmp_path.glob("*.html")) == []


@pytest.mark.parametrize("form", ["text", "html", "ipynb"])
def test_private_notes_are_only_in_what_is_for_members(keep, tmp_path, form):
    keep(OPEN, PRIVATE)

    def content(*arguments):
        out = tmp_path / "-".join(arguments or ("usual",))
        assert run("visits", "--format", form, "--out", out, *arguments).exit_code == 0
        [file] = out.iterdir()
        return file.read_text(encoding="utf-8")

    assert "Kept to myself" in content("--for", "members")
    assert "For members of the committee: not for publication" in content("--for", "members")
    for others in ((), ("--for", "public"), ("--for", "witnesses")):
        assert "Kept to myself" not in content(*others)
    assert content() == content("--for", "public")
    assert "For the witness: holds nothing that is for members only" in content("--for", "witnesses")


def test_what_a_good_answer_holds_is_for_members_and_lines_are_not_for_witnesses(keep):
    line = enquiry_of(shipped().about("barnsley"), "barnsley", None, "", "", DEFAULTS).lines[0]
    keep(HISTORY, {"kind": "line", "line": line.id}, {"kind": "lines", "theme": ""})

    def said(readers):
        return " ".join(run("visits", "--for", readers).stdout.split())

    assert line.good_answer[0] in said("members")
    for others in ("public", "witnesses"):
        assert not [text for text in (*line.good_answer, *line.worry) if text in said(others)]
    assert "worth asking about" in said("public")
    assert "worth asking about" not in said("witnesses")


def test_another_council_and_another_day(keep):
    keep(OPEN, {"kind": "latest", "theme": "caseloads"})
    result = run("visits", "--authority", "barnet", "--as-known-on", "2019-12-31")
    assert "\nBarnet\n" in result.stdout
    assert "As known on 31 December 2019: nothing that was published later is used." in result.stdout
    assert "Barnsley" not in result.stdout
    assert "The authority “atlantis” is not known. Known with documents: barnet, barnsley." in refusal(
        "visits", "--authority", "atlantis"
    )


def test_a_starter_needs_no_kept_notebook(workspace):
    result = run("--starter", "care-leavers")
    assert result.exit_code == 0
    assert result.stdout.startswith("Care leavers\n============\n")
    assert not workspace.exists()


def test_an_earlier_version(keep, workspace):
    keep(OPEN)
    repository = Repository.open(f"sqlite:///{workspace}/notebooks.db")
    now = repository.get("visits").notebook
    repository.save(now.changed(now.cells[0].id, {"kind": "note", "text": "Ask monthly"}), 1)
    assert "Ask monthly" in run("visits").stdout
    assert "Ask weekly" in run("visits", "--version", 1).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name either a notebook by its id or a starter with --starter.\n"),
        (("visits", "--starter", "front-door"), "Name either a notebook by its id or a starter with --starter.\n"),
        (("zzz",), "There is no notebook “zzz”. See them all with: scrutiny notebook list --deleted\n"),
        (("--starter", "nothing"), "There is no starter “nothing”. In "),
    ],
)
def test_what_would_work_is_said(keep, arguments, said):
    keep(OPEN)
    assert refusal(*arguments).startswith(said)


def test_a_folder_that_cannot_be_written_is_said(keep, tmp_path):
    keep(OPEN)
    (tmp_path / "taken").write_text("a file")
    said = refusal("visits", "--format", "html", "--out", tmp_path / "taken")
    assert said.endswith("Name a folder of yours with --out.\n")
