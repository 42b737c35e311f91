"""The rules that one text can keep or break by itself: a question, or a statement."""

from collections.abc import Collection

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.fairness import check_neutral, check_not_leading, check_not_political
from analytics.enquiry.linter.figures import check_evidence
from analytics.enquiry.linter.form import check_one_point, check_open
from analytics.enquiry.linter.in_public import check_in_public
from analytics.enquiry.linter.individuals import check_no_individual
from analytics.enquiry.linter.plain_words import check_plain
from analytics.evidence.catalogue import Term


def lint_question(
    text: str,
    *,
    written: bool = False,
    evidence: Collection[str] | None = None,
    glossary: Collection[Term] | None = None,
) -> list[Breach]:
    """Every breach of one question, by rule: R1, R2, R5, R6, R7, R13, R14, and R3 where `evidence` is given.

    `written` questions go to a witness before the meeting and may begin with “Please”. `evidence` are the texts whose
    figures and periods the question may repeat. `glossary` explains abbreviations; without it, the shipped one does.

    >>> [breach.rule.name for breach in lint_question("Is the plan on time?")]
    ['OPEN']
    """
    return question_breaches(text, "question", evidence, written=written, glossary=glossary)


def lint_statement(
    text: str, *, polarity_neutral: bool = False, evidence: Collection[str] | None = None
) -> list[Breach]:
    """Every breach of a finding, a good answer or a worry, by rule: R5, R6, R7, R13, and R3 where `evidence` is given.

    R12 too where the measure is neither good nor bad when it rises (`polarity_neutral`).
    """
    return statement_breaches(text, "statement", evidence, neutral=polarity_neutral)


def question_breaches(
    text: str,
    where: str,
    evidence: Collection[str] | None,
    *,
    written: bool,
    glossary: Collection[Term] | None = None,
    explained: set[str] | None = None,
) -> list[Breach]:
    """Every breach of a question that stands at `where` in a line; `explained` holds abbreviations known by then."""
    text = text.strip()
    if not any(letter.isalnum() for letter in text):
        hint = "Begin with How, What or Which, and with the figure that made you wonder."
        return [Breach(Rule.OPEN, Severity.BLOCK, where, "There is no question yet.", hint)]
    return [
        *check_open(text, where, written=written),
        *check_one_point(text, where, written=written),
        *(check_evidence(text, where, evidence) if evidence is not None else ()),
        *check_not_leading(text, where, evidence or ()),
        *check_no_individual(text, where),
        *check_not_political(text, where),
        *check_plain(text, where, glossary, evidence or (), explained),
        *check_in_public(text, where, written=written),
    ]


def statement_breaches(
    text: str, where: str, evidence: Collection[str] | None, *, neutral: bool, explained: set[str] | None = None
) -> list[Breach]:
    """Every breach of a statement that stands at `where` in a line; `explained` holds abbreviations known by then."""
    text = text.strip()
    return [
        *(check_evidence(text, where, evidence) if evidence is not None else ()),
        *check_not_leading(text, where, evidence or (), asked=False),
        *check_no_individual(text, where),
        *check_not_political(text, where),
        *(check_neutral(text, where, evidence or ()) if neutral else ()),
        *check_plain(text, where, None, evidence or (), explained),
    ]
