"""`scrutiny lint`: what would make a question fairer, clearer and easier to answer."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from analytics.commands.evidence import app, stop
from analytics.enquiry.linter import Breach, Severity, lint_question, lint_statement


class LintFormat(StrEnum):
    """How the breaches are written."""

    TEXT = "text"
    JSON = "json"


_SEVERITY = {Severity.BLOCK: "to change", Severity.ADVICE: "to consider"}


@app.command()
def lint(
    text: Annotated[str, typer.Argument(help="A question, in quotation marks.")],
    written: Annotated[bool, typer.Option("--written", help="It goes to a witness before the meeting.")] = False,
    statement: Annotated[bool, typer.Option("--statement", help="It is a finding or an answer, no question.")] = False,
    form: Annotated[LintFormat, typer.Option("--format", help="text to read, json for other programs.")] = (
        LintFormat.TEXT
    ),
) -> None:
    """Hold a question against the rules of good questions. Exits with 1 where something has to change."""
    if statement and written:
        stop("--written is for questions. Leave out one of --written and --statement.")
    breaches = lint_statement(text) if statement else lint_question(text, written=written)
    match form:
        case LintFormat.JSON:
            typer.echo(json.dumps([_fields(breach) for breach in breaches], ensure_ascii=False, indent=2))
        case LintFormat.TEXT:
            typer.echo("\n".join(map(_in_words, breaches)) or "Nothing to improve.")
    if any(breach.severity is Severity.BLOCK for breach in breaches):
        raise typer.Exit(1)


def _in_words(breach: Breach) -> str:
    rule = f"{breach.rule.value} {breach.rule.plainly} ({_SEVERITY[breach.severity]})"
    return f"{rule}: {breach.what}\n  {breach.hint}"


def _fields(breach: Breach) -> dict[str, str]:
    return {
        "rule": breach.rule.value,
        "name": breach.rule.plainly,
        "severity": breach.severity.value,
        "where": breach.where,
        "what": breach.what,
        "hint": breach.hint,
    }
