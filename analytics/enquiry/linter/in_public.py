"""R14: it can be answered in a meeting that anyone may watch."""

from dataclasses import replace

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.phrases import Phrases, check_phrases, one_of
from analytics.enquiry.linter.sentences import straight

_AWAY = (
    "Send it in writing and ask the monitoring officer whether it is exempt. In public, ask what was learned for all "
    "children."
)
_WORKER = "(?:(?:social )?worker|manager|officer|employee|head of service|director)"
# The Local Government Act 1972, Schedule 12A, paragraphs 1 and 2, lets a meeting keep information about an individual
# exempt. The monitoring officer decides.
_IN_MEETING = (
    Phrases(
        one_of(
            r"disciplin(?:ary|ed) | grievances? | (?:was|were|been|is) (?:suspended|dismissed|sacked) | "
            r"dismissals? of | suspensions? of (?:a|the|an) | capability (?:procedures?|process) | whistle-?blow\w* | "
            r"settlement agreements? | "
            rf"(?:individual|employee|{_WORKER})(?:'s|s')? performance | "
            rf"performance of (?:an?|the|one|this|that|individual) {_WORKER}"
        ),
        "is about how one employee is treated, which belongs outside the public part of a meeting.",
        _AWAY,
    ),
    Phrases(
        one_of(
            r"(?:child )?safeguarding practice reviews? (?:of|into) | serious case reviews? (?:of|into) | "
            r"court case of | named (?:individuals?|employees?|officers?|persons?|child|children|famil(?:y|ies)) | "
            r"inquests? | (?:police|criminal) investigations? (?:of|into)"
        ),
        "leads to one person’s or one family’s case, which cannot be discussed in public.",
        _AWAY,
    ),
    Phrases(
        one_of(
            r"exempt (?:information|reports?|papers?|appendi\w+|items?|sessions?|minutes) | "
            r"legal (?:advice|privilege) | part (?:2|two|II) (?:reports?|papers?|items?|minutes) | "
            r"commercially (?:sensitive|confidential) | "
            r"confidential (?:information|reports?|papers?|matters?|appendi\w+)"
        ),
        "is held back from the public papers.",
        _AWAY,
    ),
)
_MARK = "Mark it for the monitoring officer, who decides whether the answer is exempt."
_IN_WRITING = tuple(replace(entry, hint=_MARK, severity=Severity.ADVICE) for entry in _IN_MEETING)


def check_in_public(text: str, where: str, *, written: bool) -> list[Breach]:
    """R14: nothing that belongs in writing or in an exempt session. In writing it is only marked."""
    return check_phrases(Rule.IN_PUBLIC, _IN_WRITING if written else _IN_MEETING, straight(text), where)
