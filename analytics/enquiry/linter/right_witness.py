"""R8: the question goes to somebody who can answer it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from analytics.enquiry.library import LIBRARY, Mode
from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.opening import Opener, read_opening
from analytics.enquiry.linter.phrases import one_of
from analytics.enquiry.linter.sentences import straight

_LEADERS = frozenset({"cabinet-member", "director"})
_MANAGERS = frozenset({"head-of-service", "service-director", "director"})
_PARTNERS = frozenset({"partner-health", "partner-police"})


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question is about: who can answer, the first of them best, and who could not be expected to."""

    pattern: re.Pattern[str]
    about: str
    best: str
    can: frozenset[str]
    cannot: frozenset[str] = frozenset()


_DEFINITIONS = Matter(
    one_of(
        r"definitions? | counting rules? | data quality | denominators? | provisional | "
        r"what (?:is|are) (?:not )?counted | "
        r"how (?:is|are|was|were) [^?]{0,60}(?:counted|defined|worked out|calculated)"
    ),
    "definitions and counting rules",
    "performance-lead",
    frozenset({"performance-lead", "finance", "hr"}),
)
_MATTERS = (
    _DEFINITIONS,
    Matter(
        one_of(
            r"(?:did|have) you (?:ask(?:ed)? (?:for|officers|to)|weigh(?:ed)?) | as (?:a )?corporate parents? | "
            r"policy | policies | (?:the council|cabinet|your)(?:'s)? (?:main |first |top )?priorit(?:y|ies) | "
            r"(?:target|ambition) (?:chosen|set|decided) | (?:chosen|set) as the (?:target|ambition)"
        ),
        "policy and priorities",
        "cabinet-member",
        _LEADERS,
        frozenset({"performance-lead", "hr", "principal-social-worker"}) | _PARTNERS,
    ),
    Matter(
        one_of("ambitions?"), "the council’s ambition", "cabinet-member", _LEADERS | {"service-director"}, _PARTNERS
    ),
    Matter(
        one_of(r"budgets? | reserves | over-?spen[dt]\w* | under-?spen[dt]\w* | £ ?[0-9][0-9.,]*\w*"),
        "money",
        "finance",
        _LEADERS | {"finance"},
        frozenset({"principal-social-worker", "virtual-school", "quality-lead"}) | _PARTNERS,
    ),
    Matter(
        one_of(r"audit(?:s|ed|ors?)? | dip[- ]sampl\w+ | in practice | supervisions? | day to day"),
        "practice and audit",
        "head-of-service",
        _MANAGERS | {"quality-lead", "principal-social-worker"},
        frozenset({"finance"}),
    ),
    Matter(
        one_of("health assessments? | dental | dentists? | mental health | NHS | health (?:visitors?|services?)"),
        "health",
        "partner-health",
        _MANAGERS | {"partner-health", "cabinet-member"},
        frozenset({"finance", "hr", "partner-police"}),
    ),
    Matter(
        one_of(r"(?:the|do|does|with|between) police | police (?:officers?|force|attend\w*|share|colleagues)"),
        "the police",
        "partner-police",
        _MANAGERS | {"partner-police", "quality-lead", "principal-social-worker"},
        frozenset({"finance", "hr", "partner-health"}),
    ),
    Matter(
        one_of("attainment | education plans? | exclusions? | at school | virtual school"),
        "education",
        "virtual-school",
        _MANAGERS | {"virtual-school", "cabinet-member"},
        _PARTNERS | {"finance", "hr"},
    ),
    Matter(
        one_of(
            r"vacan(?:cy|cies|t) | recruit\w* | agency (?:staff|workers?|social workers?) | turnover | sickness | "
            r"retention"
        ),
        "staffing",
        "hr",
        _MANAGERS | {"hr", "finance", "principal-social-worker", "cabinet-member"},
        _PARTNERS,
    ),
)
# A partner can be asked about money that is partly its own.
_SHARED_MONEY = one_of(r"joint | jointly | pooled | shared | contribut\w+ | your budget")
_FIGURE_ASKED = re.compile(
    r"(?:how many|what (?:number|proportion|percentage|share)|what (?:is|was|are|were) the (?:\w+ ){0,3}"
    r"(?:number|figures?|percentage|proportion|rate|totals?)s?)\b",
    re.IGNORECASE,
)


def check_witness(question: str, role: str, mode: str, where: str = "witness") -> list[Breach]:
    """R8: advice where another role is closer to the matter; more where the role could not be expected to answer."""
    if role not in roles():
        what = f"“{role}” is not among the witnesses of the library." if role.strip() else "Nobody is named to answer."
        hint = f"Choose one of: {'; '.join(roles().values())}."
        return [Breach(Rule.RIGHT_WITNESS, Severity.BLOCK, where, what, hint)]
    plain = straight(question)
    matters = [matter for matter in _MATTERS if matter.pattern.search(plain)]
    if _SHARED_MONEY.search(plain):
        matters = [matter for matter in matters if matter.about != "money"]
    return [*_another(matters, role, mode, where), *_in_writing(plain, matters, mode, where)]


def _another(matters: list[Matter], role: str, mode: str, where: str) -> list[Breach]:
    if not matters or any(role in matter.can for matter in matters):
        return []
    cannot = next((matter for matter in matters if role in matter.cannot), None)
    # Figures on anything can be had from those who keep them, given time.
    if not cannot and role == _DEFINITIONS.best and mode == Mode.WRITTEN:
        return []
    matter = cannot or matters[0]
    severity = Severity.BLOCK if cannot else Severity.ADVICE
    what = f"The question is about {matter.about}, and the witness is the {roles()[role]}."
    hint = f"The {roles()[matter.best]} can say most about it, so the committee gets a full answer on the day."
    return [Breach(Rule.RIGHT_WITNESS, severity, where, what, hint)]


def _in_writing(question: str, matters: list[Matter], mode: str, where: str) -> list[Breach]:
    if mode == Mode.WRITTEN:
        return []
    opening = read_opening(question)
    asks_figure = opening.kind is Opener.OPEN and _FIGURE_ASKED.match(opening.clause)
    if not asks_figure and _DEFINITIONS not in matters:
        return []
    what = "Few people know this figure by heart." if asks_figure else "Definitions are hard to explain on the spot."
    hint = "Ask for it in writing before the meeting, and ask on the day what it means for children."
    return [Breach(Rule.RIGHT_WITNESS, Severity.ADVICE, where, what, hint)]


@cache
def roles() -> dict[str, str]:
    """The name of every role in the library, by id."""
    file = tomllib.loads((LIBRARY / "witnesses.toml").read_text(encoding="utf-8"))
    return {role["id"]: role["name"] for role in file["roles"]}
