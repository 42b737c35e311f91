"""`scrutiny access`: roles given, explained and taken away, and the log of it."""

import re

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from analytics.access.actions import Action
from analytics.commands import app
from analytics.notebooks.repository import Repository


@pytest.fixture
def run(tmp_path):
    def runs(*arguments):
        return CliRunner().invoke(app, ["access", *arguments, "--database", f"sqlite:///{tmp_path}/notebooks.db"])

    return runs


def test_the_first_administrator_and_why_they_may(run):
    assert run("list").stderr.startswith("Nobody has a role yet. Begin with: scrutiny access grant NAME administrator")
    assert run("explain", "anna@a", "publish").exit_code == 1
    assert run("grant", "Anna@A", "administrator").stdout == "anna@a is now administrator.\n"
    said = run("explain", "anna@a", "change-roles")
    assert said.exit_code == 0
    assert re.fullmatch(
        r"change-roles: yes\. anna@a may give and take away roles: the role administrator has it, "
        r"given on \d{4}-\d\d-\d\d by .+ at the server\.\n",
        said.stdout,
    )
    assert run("list").stdout.startswith("anna@a  administrator  given on ")


def test_no_is_said_with_its_reason(run):
    run("grant", "ben@a", "viewer")
    said = run("explain", "ben@a", "publish")
    assert said.exit_code == 1
    assert "publish: no. ben@a may not publish notebooks and own figures" in said.stdout
    assert "the role viewer does not have it" in said.stdout
    assert "nobody has given vera@a a role" in run("explain", "vera@a", "read").stdout
    assert len(run("explain", "ben@a").stdout.splitlines()) == len(Action)


def test_what_is_not_there_is_said_with_what_is(run):
    said = run("explain", "ben@a", "dance")
    assert (said.exit_code, "There is: read, open-notebooks," in said.stderr) == (1, True)
    assert run("grant", "ben@a", "mayor").exit_code == 2
    assert "A name has 1 to 254 letters" in run("grant", " ", "viewer").stderr
    assert "ben@a has no role." in run("revoke", "ben@a").stderr


def test_the_log_says_who_did_what_and_whether_it_is_whole(run, tmp_path):
    run("grant", "ben@a", "viewer")
    run("revoke", "ben@a")
    lines = run("log").stdout.splitlines()
    assert re.match(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  .+ at the server  took a role away  ben@a  command line", lines[0]
    )
    assert len(lines) == 2
    assert len(run("log", "--last", "1").stdout.splitlines()) == 1
    whole = run("log", "--verify")
    assert whole.stdout.startswith("The audit log is whole: 2 rows, last hash ")
    noted = whole.stdout.split()[-1]
    assert run("log", "--noted", noted).exit_code == 0
    repository = Repository.open(f"sqlite:///{tmp_path}/notebooks.db")
    with repository.database.writing() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET who = 'nobody' WHERE number = 1"))
    repository.close()
    said = run("log", "--verify")
    assert said.exit_code == 1
    assert said.stderr == "The audit log was tampered with. Row 1 was changed after it was written.\n"
