"""R5, R7 and R12: the answer is left to the witness, party politics outside and judgement to the evidence."""

from collections.abc import Collection

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.phrases import Phrases, check_phrases, one_of
from analytics.enquiry.linter.sentences import straight

_LEADING = (
    Phrases(
        one_of(
            r"(?<!how )(?<!what )(?:do|does|did|would)(?:n't)? (?:you|they|we)(?: not)? (?:agree|accept|think that) | "
            r"(?:is|was|are|were|would|has|have|does|do|did|should)n't (?:it|this|that|they|you|we|there) | "
            r"(?:won't|can't) (?:it|this|that|they|you|we) | is it not | (?<=, )(?:right|correct|no)\?"
        ),
        "asks the witness to agree.",
        "Ask for their own view: “How do you see …?” or “What do the figures tell you?”",
    ),
    Phrases(
        one_of(
            "surely | obviously | (?<!matter )of course | undoubtedly | no doubt | everyone knows | everybody knows | "
            "as we all know | needless to say | it is (?:clear|obvious) that | the truth is | let's be honest"
        ),
        "gives the answer before the witness does.",
        "Leave it out. The figure says enough: “The share fell from … to …. What lies behind it?”",
    ),
    Phrases(
        one_of(
            r"(?<!system )fail(?:ures?|ed|ings?|s)? | unacceptabl[ey] | inexcusabl[ey] | disgrac\w+ | "
            r"shock(?:ing|ed) | appall\w+ | scandal\w* | shambl\w+ | dreadful\w* | terribl[ey] | abysmal\w* | "
            r"woeful\w* | alarming\w* | disappoint\w+ | catastroph\w+ | neglig\w+ | incompeten\w+ | "
            r"how (?:bad|badly|poor|poorly) | let(?:ting)? (?:\w+ ){1,2}down"
        ),
        "judges before the answer is heard.",
        "Say what the figure did instead: rose, fell, is above or below. “What explains …?” then invites an answer.",
        quotable=True,
    ),
    Phrases(
        one_of(
            r"cover(?:ed|ing|s)?[- ]?up | "
            r"admit(?:s|ted|ting)?(?! (?:in)?to (?:a |the )?(?:hospital|care|ward|school)) | confess\w* | "
            r"hid(?:e|es|ing) | hidden(?! harm) | excuses? | ignor(?:e|ed|es|ing) | conceal\w* | c[ao]me clean | "
            r"brush\w* under | mislead\w* | misled"
        ),
        "suggests that something was done on purpose.",
        "Ask openly for what is missing: “What was reported, to whom and when?”",
    ),
    Phrases(
        one_of("blam(?:e|es|ed|ing) | whose fault | (?:your|their) fault | at fault | guilty"),
        "looks for somebody to hold guilty.",
        "Ask for causes instead: “What contributed to …?”",
    ),
    Phrases(
        one_of(
            "why (?:have|has|did|do|does|could|were|are|is|was)n't | why (?:won't|can't) | "
            r"why (?:have|has|did|do|does|will) (?:you|they|the \w+) not"
        ),
        "takes it as settled that nothing was done.",
        "Ask what was done: “What has been tried so far?”",
    ),
    Phrases(
        one_of("what went wrong"),
        "takes it as settled that something did.",
        "“What changed …?” asks the same and lets the witness say how.",
        Severity.ADVICE,
    ),
)
# "Due to start" gives no cause, and "what changed because of what they said" asks for an effect.
_OWING_TO = (
    r"because of (?!what|it|this|that) ?\w+ | as a result of | caused by | thanks to | owing to | on account of | "
    r"(?:down|due) to (?:you|your|their|our|the|its|his|her|an?|this|that|these|those|lack|low|high|poor|"
    r"staff\w*|agency|budget|cuts?|one|changes|more|fewer|less|under\w*|over\w*)"
)
_CAUSE = Phrases(
    one_of(rf"{_OWING_TO} | because (?:you|your|they|the)"),
    "gives the cause, which is for the witness to say.",
    "Put both things side by side and ask “What lies behind …?” Where the paper gives the reason, quote it.",
    quotable=True,
)
# What is said of an answer may well name a cause.
_CAUSE_STATED = Phrases(
    one_of(_OWING_TO),
    "gives a cause.",
    "Put both things side by side. Where the paper gives the reason, say that it does.",
    Severity.ADVICE,
    quotable=True,
)

_POLITICAL = (
    Phrases(
        one_of(
            r"Labour(?! (?:[Ff]orce|[Mm]arket|[Cc]osts?|[Ww]ard)) | "
            r"Conservatives?(?! (?:estim|forec|assum|figur)\w+) | Tor(?:y|ies) | Lib(?:eral)? Dem(?:ocrat)?s? | "
            r"Green Party | the Greens | Reform UK | UKIP | Plaid Cymru | SNP | "
            r"Green (?:councillors?|group|administration)",
            exact=True,
        ),
        "names a party.",
        "Leave the party out and ask about the decision: “How was it decided to …?”",
    ),
    Phrases(
        one_of(
            r"(?:previous|last|former|current|present|this|your) administrations? | ruling (?:party|group) | "
            r"opposition (?:party|group|members?|councillors?) | party political | manifestos? | voters? | electoral | "
            r"(?:by-|re-)?elections? | government's fault | political(?:ly motivated| point| gain)"
        ),
        "brings in party politics.",
        "Name the decision and its date instead: “What was decided in …, and what followed?” works for any council.",
    ),
    Phrases(
        one_of("blam(?:e|es|ed|ing)"),
        "turns to who is at fault.",
        "Scrutiny asks what happened and what helps. “What contributed to …?” keeps to that.",
    ),
)

_JUDGEMENT = Phrases(
    one_of(
        r"better | worse | worst | best(?! interests?) | improv(?:e|es|ed|ing) | deteriorat\w+ | worsen\w* | poor | "
        r"poorly | improvements?(?! (?:plan|programme|board|activit|partner|priorit|journey|adviser|area)\w*) | bad | "
        r"badly | strong(?:er|est|ly)? | weak(?:er|est|ly|ness|nesses)? | excellent | (?:un)?favourabl\w+ | "
        r"encouraging\w* | disappoint\w+ | concerning | worrying\w* | success(?:es|ful|fully)? | positive | negative | "
        r"(?:out|under)perform\w* | good(?! (?:practice|answer|or (?:better|outstanding))) | too (?:high|low|many|few)"
    ),
    "says good or bad of a measure that is neither.",
    "Say which way it moved: rose, fell, is above or below. Whether that is welcome is for the witness to explain.",
    quotable=True,
)


def check_not_leading(text: str, where: str, evidence: Collection[str] = (), *, asked: bool = True) -> list[Breach]:
    """R5: no call to agree, no judgement and no cause put into the question.

    `asked` is false of statements, where a cause is only advised against.
    """
    lists = (*_LEADING, _CAUSE if asked else _CAUSE_STATED)
    return check_phrases(Rule.NOT_LEADING, lists, straight(text), where, evidence)


def check_not_political(text: str, where: str) -> list[Breach]:
    """R7: no party, election, earlier administration or blame."""
    return check_phrases(Rule.NOT_POLITICAL, _POLITICAL, straight(text), where)


def check_neutral(text: str, where: str, evidence: Collection[str] = ()) -> list[Breach]:
    """R12: no word of good or bad, unless the paper's own or part of a measure's name. For neutral measures only."""
    return check_phrases(Rule.NEUTRAL, (_JUDGEMENT,), straight(text), where, evidence)
