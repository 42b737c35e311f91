"""`scrutiny pack`: each paper as a file, or a sentence that says why not."""

import json
from contextlib import closing

import pytest
from typer.testing import CliRunner

from analytics.commands import app
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.lock import Lock
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.repository import Repository

ABOUT = (
    "--starter",
    "care-leavers",
    "--authority",
    "barnet",
    "--as-known-on",
    "2019-09-12",
    "--meeting-date",
    "2019-09-12",
)


def pack(*arguments, out=None):
    return CliRunner().invoke(app, ["pack", *map(str, arguments), *(("--out", str(out)) if out else ())])


def test_the_members_pack_comes_with_its_lock_and_what_to_look_at(tmp_path):
    result = pack("member", *ABOUT, "--format", "html", out=tmp_path)
    assert result.exit_code == 0, result.output
    assert "A good answer holds" in (tmp_path / "members-pack.html").read_text(encoding="utf-8")
    locked = Lock.model_validate_json((tmp_path / "evidence-lock.json").read_bytes())
    assert (locked.authority, len(locked.rows) > 20) == ("barnet", True)
    assert "Before it leaves: No witness is set for the meeting." in result.stderr
    assert "Before it leaves: The meeting on 12 September 2019 is past." in result.stderr


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_a_brief_is_written_in_the_form_asked_for(tmp_path, form, begins):
    result = pack("witness", *ABOUT, "--role", "head-of-service", "--format", form, out=tmp_path)
    assert result.exit_code == 0, result.output
    assert (tmp_path / f"brief-head-of-service.{form}").read_bytes().startswith(begins)


def test_questions_are_shared_only_with_the_option(tmp_path):
    asked = (*ABOUT, "--role", "head-of-service", "--format", "html")
    assert pack("witness", *asked, out=tmp_path / "themes").exit_code == 0
    assert pack("witness", *asked, "--questions", out=tmp_path / "questions").exit_code == 0
    texts = {
        kind: (tmp_path / kind / "brief-head-of-service.html").read_text(encoding="utf-8")
        for kind in ("themes", "questions")
    }
    assert "The Chair has agreed" in texts["questions"]
    assert "The Chair has agreed" not in texts["themes"]


def test_papers_for_publication_and_for_members_are_kept_apart(tmp_path):
    assert pack("papers", *ABOUT, "--format", "html", out=tmp_path).exit_code == 0
    names = {"cover-report.html", "data-report.html", "understanding-the-figures.html"}
    for folder, marking in (("for-publication", "For publication"), ("for-members", "not for publication")):
        files = list((tmp_path / folder).iterdir())
        assert {file.name for file in files} == names
        assert all(marking in file.read_text(encoding="utf-8") for file in files)
    public = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "for-publication").iterdir())
    assert "not for publication" not in public


def test_a_kept_notebook_and_a_meeting_from_a_file_make_the_print(tmp_path):
    url = f"sqlite:///{tmp_path / 'notebooks.db'}"
    repository = Repository.open(url)
    book = Notebook(title="My leavers", authority="barnet").adding({"kind": "latest", "theme": "care_leavers"})
    repository.save(book, None, "Begun")
    repository.close()
    meeting = Meeting(
        date="2019-09-12", own_wordings={"cl_eet": "What do young people want to do?"}, committee="Children’s"
    )
    (tmp_path / "meeting.json").write_text(meeting.model_dump_json(), encoding="utf-8")
    result = pack(
        *("print", "--notebook", book.id[:8], "--database", url, "--meeting-date", "2019-10-01", "--format", "html"),
        *("--meeting", tmp_path / "meeting.json"),
        out=tmp_path,
    )
    assert result.exit_code == 0, result.output
    said = (tmp_path / "two-pages.html").read_text(encoding="utf-8")
    assert all(
        part in said for part in ("My leavers", "What do young people want to do?", "Children’s", "1 October 2019")
    )


def test_the_meeting_that_a_notebook_keeps_is_the_one_unless_an_option_says_otherwise(tmp_path):
    url = f"sqlite:///{tmp_path / 'notebooks.db'}"
    book = Notebook(title="My leavers", authority="barnet").adding({"kind": "latest", "theme": "care_leavers"})
    planned = book.planning(date="2019-09-12").planning(
        place="Town Hall", own_wordings={"cl_eet": "What do they want?"}
    )
    with closing(Repository.open(url)) as repository:
        repository.save(planned, None, "Begun")
    named = ("print", "--notebook", book.id, "--database", url, "--format", "html")
    assert pack(*named, "--large-print", "--place", "Library", out=tmp_path).exit_code == 0
    said = (tmp_path / "large-print.html").read_text(encoding="utf-8")
    assert all(part in said for part in ("What do they want?", "12 September 2019", "font-size: 150%"))


def test_a_meeting_without_a_day_is_asked_for_one(tmp_path):
    result = pack("print", *ABOUT[:-2], out=tmp_path)
    assert result.exit_code == 1
    assert "No day is known. Name it with --meeting-date, or plan the meeting in the notebook." in result.output


def test_the_dates_of_a_meeting_are_listed():
    result = pack("dates", "--meeting-date", "2023-09-12")
    assert result.stdout.splitlines()[3].startswith("T-5   Monday 4 September 2023: Papers published.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("print", "--meeting-date", "2023-09-12"),
            "Name either a notebook with --notebook or a starter with --starter.",
        ),
        (("print", *ABOUT, "--notebook", "x"), "Name either a notebook"),
        (
            ("print", "--starter", "nothing", "--meeting-date", "2023-09-12"),
            "There is no starter “nothing”. In ",
        ),
        (("witness", *ABOUT, "--role", "gardener"), "There is no role “gardener”. Known: cabinet-member"),
        (("member", *ABOUT, "--theme", "weather"), "There is no theme called “weather”."),
        (("member", *ABOUT, "--witness", "Cllr Ann Example"), "looks like a name"),
        (("print", *ABOUT, "--meeting", "no-such-file.json"), "no-such-file.json cannot be read"),
        (("papers", *ABOUT[:2], "--as-known-on", "2018-01-01", "--meeting-date", "2023-09-12"), "30 April 2018"),
        (("print", *ABOUT[:2], "--authority", "atlantis", "--meeting-date", "2023-09-12"), "“atlantis” is not known"),
    ],
)
def test_what_cannot_be_made_is_told_in_a_sentence_and_nothing_is_written(tmp_path, arguments, said):
    result = pack(*arguments, out=tmp_path)
    assert result.exit_code == 1
    assert said in result.output
    assert not list(tmp_path.iterdir())


def test_a_meeting_file_with_an_unknown_field_names_it(tmp_path):
    (tmp_path / "meeting.json").write_text(json.dumps({"date": "2019-09-12", "venue": "here"}), encoding="utf-8")
    result = pack("print", *ABOUT, "--meeting", tmp_path / "meeting.json", out=tmp_path / "out")
    assert "The meeting: venue: Extra inputs are not permitted." in result.output


def test_the_members_pack_is_short_unless_all_of_it_is_asked_for(tmp_path):
    for option in ("--short", "--full"):
        assert pack("member", *ABOUT, option, "--format", "html", out=tmp_path / option).exit_code == 0
    short, full = (
        (tmp_path / option / "members-pack.html").read_text(encoding="utf-8") for option in ("--short", "--full")
    )
    assert len(short) * 1.2 < len(full)
    assert "The full pack" in short
    assert "The full pack" not in full
    # What the pack rests on is locked whole, whichever of the two is read.
    locks = {(tmp_path / option / "evidence-lock.json").read_bytes() for option in ("--short", "--full")}
    assert len(locks) == 1
