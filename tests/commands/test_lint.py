"""`scrutiny lint`."""

import json

import pytest
from typer.testing import CliRunner

from analytics.commands import app


def lint(*arguments):
    return CliRunner().invoke(app, ["lint", *arguments])


def test_a_good_question_has_nothing_to_improve():
    result = lint("What has changed for children in long-term homes?")
    assert (result.exit_code, result.stdout) == (0, "Nothing to improve.\n")


def test_a_breach_is_told_with_rule_words_reason_and_hint():
    result = lint("Is the plan on time?")
    assert result.exit_code == 1
    assert result.stdout == (
        "R1 An open question (to change): “Is the plan on time” can be answered with yes or no.\n"
        "  Begin with How, What or Which: a question that can be answered with yes or no ends there. "
        "For example: “How far is the plan on time?”\n"
    )


def test_advice_alone_does_not_fail():
    result = lint("What changed and how do you know?")
    assert result.exit_code == 0
    assert result.stdout.startswith("R2 One point at a time (to consider): “and how” begins a second question.")


@pytest.mark.parametrize(("options", "code"), [([], 1), (["--written"], 0)])
def test_a_request_may_be_made_in_writing(options, code):
    assert lint("Please send the figures by team.", *options).exit_code == code


def test_a_statement_need_not_be_a_question():
    assert lint("Visits fell from 81% to 66.3%.", "--statement").exit_code == 0
    assert lint("Mrs Smith failed.", "--statement").exit_code == 1


def test_json_holds_every_field():
    result = lint("Is the plan on time?", "--format", "json")
    assert result.exit_code == 1
    (breach,) = json.loads(result.stdout)
    assert list(breach) == ["rule", "name", "severity", "where", "what", "hint"]
    assert (breach["rule"], breach["severity"], breach["where"]) == ("R1", "block", "question")
    assert json.loads(lint("What changed for children?", "--format", "json").stdout) == []


def test_a_statement_is_not_put_in_writing():
    result = lint("Visits fell.", "--statement", "--written")
    assert result.exit_code == 1
    assert result.stderr == "--written is for questions. Leave out one of --written and --statement.\n"
