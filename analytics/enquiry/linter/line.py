"""All sixteen rules on a whole line of questioning."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from analytics.enquiry.library import LeadsTo, Mode
from analytics.enquiry.linter.answers import check_observable
from analytics.enquiry.linter.breach import Breach, LineLike, Rule, Severity
from analytics.enquiry.linter.fairness import check_neutral
from analytics.enquiry.linter.phrases import one_of
from analytics.enquiry.linter.repetition import check_follow_ups, check_not_asked_before
from analytics.enquiry.linter.right_witness import check_witness
from analytics.enquiry.linter.sentences import straight
from analytics.enquiry.linter.texts import question_breaches, statement_breaches

# The name of a department is not a child.
_DEPARTMENT = one_of(
    r"children's (?:services|social care|social work\w*|directorate|trust) | children and young people teams? | "
    r"cabinet member for children\w* | director of children\w*"
)
_IMPACT = one_of(
    "child | children | childhood | young (?:people|person|wom[ae]n|m[ae]n) | famil(?:y|ies) | care leavers? | baby | "
    "babies | siblings? | brothers and sisters | parents? | teenagers? | adolescents? | infants? | toddlers? | "
    "pupils? | boys? | girls? | unborn"
)


def lint_line(line: LineLike) -> list[Breach]:
    """Every breach of a line, by rule and then in reading order. An empty list: nothing to mend."""
    found = [
        *_texts(line),
        *_impact(line),
        *check_witness(line.question, line.witness_role, line.mode),
        *check_follow_ups(line.question, line.follow_ups),
        *check_observable(line.good_answer, line.worry),
        *_caveat(line),
        *_leads_somewhere(line),
        *check_not_asked_before(line.question, line.asked_before),
    ]
    return sorted(found, key=lambda breach: breach.rule.place)


def _texts(line: LineLike) -> Iterator[Breach]:
    evidence = line.evidence_texts
    if not any(text.strip() for text in evidence):
        hint = "Link at least one figure or passage from the papers: without evidence there is nothing to ask about."
        yield Breach(Rule.EVIDENCE, Severity.BLOCK, "evidence", "The line rests on no figure and no passage.", hint)
    # An abbreviation that one text of the line explains is known in the next.
    explained: set[str] = set()
    yield from statement_breaches(line.finding, "finding", evidence, neutral=line.neutral, explained=explained)
    written = line.mode == Mode.WRITTEN
    for where, text in _questions(line):
        yield from question_breaches(text, where, evidence, written=written, explained=explained)
        if line.neutral:
            yield from check_neutral(text, where, evidence)
    yield from _answers(line, evidence, explained)


def _questions(line: LineLike) -> Iterator[tuple[str, str]]:
    yield "question", line.question
    yield from ((f"follow-up {place}", text) for place, text in enumerate(line.follow_ups, 1) if text.strip())


def _answers(line: LineLike, evidence: Collection[str], explained: set[str]) -> Iterator[Breach]:
    for name, texts in (("good answer", line.good_answer), ("worry", line.worry)):
        for place, text in enumerate(texts, 1):
            where = f"{name} {place}"
            yield from statement_breaches(text, where, evidence, neutral=False, explained=explained)
            # What a member listens for may be called better or worse; what is said to the witness may not.
            if line.neutral:
                yield from (replace(one, severity=Severity.ADVICE) for one in check_neutral(text, where, evidence))


def _impact(line: LineLike) -> Iterator[Breach]:
    """R4: one of the questions mentions those whom it is about."""
    if not any(mentions_children(text) for _, text in _questions(line)):
        what = "No question of this line mentions children, young people or families."
        hint = "Add a follow-up such as “What does this mean for children and families?”"
        yield Breach(Rule.IMPACT, Severity.BLOCK, "line", what, hint)


def mentions_children(text: str) -> bool:
    """Whether a text speaks of children, young people, care leavers or families, and not only of a department.

    >>> mentions_children("How do care leavers hear of it?"), mentions_children("What does children’s services cost?")
    (True, False)
    """
    return _IMPACT.search(_DEPARTMENT.sub("", straight(text))) is not None


def _caveat(line: LineLike) -> Iterator[Breach]:
    """R11: a figure that is provisional, old, small or alone carries a word of caution."""
    if line.needs_caveat and not any(caveat.strip() for caveat in line.caveats):
        what = "The figure needs a word of caution, and none goes with it."
        hint = "Say what limits it, for example “provisional”, “no comparator is published” or “rests on few children”."
        yield Breach(Rule.CAVEAT, Severity.BLOCK, "caveats", what, hint)


def _leads_somewhere(line: LineLike) -> Iterator[Breach]:
    """R15: the committee knows what it can do with the answer."""
    if line.leads_to not in list(LeadsTo):
        what = f"“{line.leads_to}” is not something that a committee can do with an answer."
        if not line.leads_to.strip():
            what = "Nothing says what the committee can do with the answer."
        hint = f"Choose one of: {', '.join(LeadsTo)}."
        yield Breach(Rule.LEADS_SOMEWHERE, Severity.BLOCK, "leads to", what, hint)
