"""The policy: which small numbers are withheld, and from which figures. An officer chooses it; a page states it."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

VARIABLE = "SCRUTINY_DISCLOSURE"


class Rule(StrEnum):
    """What is withheld.

    DFE is the Department for Education's rule for Children in need: 1 to 5 is withheld, a true 0 is not. TEN_FIVE is
    the Office for National Statistics' 10-5: under 10 is withheld, 0 as well, and the rest is rounded to the nearest 5.
    """

    DFE = "dfe"
    TEN_FIVE = "10-5"


class Covers(StrEnum):
    """Which figures: those that nobody has published yet, which are a council's own, or every figure."""

    UNPUBLISHED = "unpublished"
    EVERYTHING = "everything"


class PolicyError(ValueError):
    """A policy that is none. The message says what would work."""


class Policy(BaseModel):
    """The rule in force, and the figures that it is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: Rule = Rule.DFE
    covers: Covers = Covers.UNPUBLISHED

    @property
    def largest_small(self) -> int:
        """The largest number of people that is withheld."""
        return 5 if self.rule is Rule.DFE else 9

    @property
    def smallest_small(self) -> int:
        """The smallest number of people that is withheld. That there is nobody tells of nobody, so DfE prints 0."""
        return 1 if self.rule is Rule.DFE else 0

    @property
    def rounds_to(self) -> int:
        """What the numbers of people that are shown are multiples of; 1 is no rounding."""
        return 1 if self.rule is Rule.DFE else 5

    @property
    def name(self) -> str:
        """The words that choose it, such as “dfe unpublished”."""
        return f"{self.rule} {self.covers}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is withheld and why, a point each, to stand below one another."""
        return (_WHICH[self.covers], *_WHAT[self.rule], *_ALSO, *_GROUPS[self.covers], _MOVED)

    @property
    def in_words(self) -> str:
        """The same in a short paragraph."""
        return " ".join(self.sentences)


_WHICH = {
    Covers.UNPUBLISHED: "Figures from published papers and national releases are shown as they were published. "
    "The council’s own figures, which nobody else has published, are protected before they are shown.",
    Covers.EVERYTHING: "Every figure is protected before it is shown, also where a paper has already published it.",
}
_WHAT = {
    Rule.DFE: (
        "A number of 1 to 5 children, families or young people is withheld, as the Department for Education does; 0 is "
        "shown.",
        "A percentage, rate or average is withheld where it counts 1 to 5 people, leaves out 1 to 5, or is of a group "
        "of 1 to 5.",
    ),
    Rule.TEN_FIVE: (
        "A number under 10 children, families or young people is withheld, and a larger one is rounded to the nearest "
        "5.",
        "A percentage, rate or average is withheld where it counts fewer than 10 people, leaves out fewer than 10, or "
        "is of a group of fewer than 10. The others are worked out from the rounded numbers.",
    ),
}
_ALSO = (
    "Where a withheld number could be worked out from others, one of those is withheld too. What was shown before "
    "counts as known.",
)
_UNKNOWN = "is also withheld where nobody prints the size of its group and the group could be small."
_GROUPS = {
    Covers.UNPUBLISHED: (f"A council’s own percentage, rate or average {_UNKNOWN}",),
    Covers.EVERYTHING: (
        f"A percentage, rate or average in a council’s own figures or papers {_UNKNOWN}",
        "The publishers of national releases look at the groups of theirs, by their own rules. A percentage there is "
        "also withheld where it would count or leave out a small number even if every child of the council were in its "
        "group.",
    ),
}
_MOVED = "How far a number moved is withheld, unless the two numbers are shown that it is the difference of."


def policy_from(environ: Mapping[str, str]) -> Policy:
    """The policy that SCRUTINY_DISCLOSURE names, or else DfE's rule for what is not published.

    It holds a rule, what it covers, or both, in any order. Raises PolicyError.

    >>> policy_from({"SCRUTINY_DISCLOSURE": "10-5 everything"})
    Policy(rule=<Rule.TEN_FIVE: '10-5'>, covers=<Covers.EVERYTHING: 'everything'>)
    """
    return policy_named(environ.get(VARIABLE, ""), named_by=VARIABLE)


def policy_named(said: str, *, named_by: str) -> Policy:
    """The policy that some words name; blank is the usual one. `named_by` is what holds them. Raises PolicyError."""
    words = said.lower().split()
    rules, covers = (
        [Rule(word) for word in words if word in list(Rule)],
        [Covers(w) for w in words if w in list(Covers)],
    )
    if len(rules) + len(covers) < len(words) or len(rules) > 1 or len(covers) > 1:
        raise PolicyError(
            f"{named_by} is “{said.strip()}”, which is no disclosure policy. Write {' or '.join(Rule)}, and after it "
            f"{' or '.join(Covers)}, such as “{Rule.DFE} {Covers.EVERYTHING}”. "
            f"Left out, it is {Rule.DFE} {Covers.UNPUBLISHED}."
        )
    return Policy(rule=(rules or [Rule.DFE])[0], covers=(covers or [Covers.UNPUBLISHED])[0])
