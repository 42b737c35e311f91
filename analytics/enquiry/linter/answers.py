"""R10: what a good answer holds, and what would be a worry, can both be seen and heard by anybody in the room."""

from collections.abc import Sequence

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.phrases import one_of
from analytics.enquiry.linter.sentences import straight
from analytics.evidence.wording import capital, first_words

# Words for something that was said or shown, or that was not.
_SEEN = one_of(
    r"\S*[0-9]\S* | figures? | numbers? | counts? | shares? | percentages? | rates? | totals? | averages? | range | "
    r"sums? | money | costs? | budget | dates? | deadlines? | timetables? | timescales? | days? | weeks? | months? | "
    r"quarters? | years? | when | since | until | before | after | owners? | named? | names | who | whom | nobody | "
    r"somebody | roles? | lead | responsib\w+ | managers? | teams? | workers? | partners? | actions? | plans? | "
    r"steps? | decisions? | minutes | report(?:s|ed)? | record(?:s|ed|ing)? | lists? | notes? | letters? | children | "
    r"child | young people | families | parents | care leavers | carers | says? | said | told | asked | feedback | "
    r"surveys? | voice | views | audit(?:s|ed)? | sampl(?:e|es|ed|ing) | checks? | check(?:ed|ing) | review(?:s|ed)? | "
    r"visit(?:s|ed)? | seen | breakdowns? | splits? | separates? | by (?:age|team|type|area|group|reason|kind|place) | "
    r"categories | kinds? | types? | reasons? | causes? | expla(?:ins?|nations?) | because | examples? | evidence | "
    r"compar\w+ | benchmarks? | targets? | standards? | definitions? | defined | measures? | trends? | history | "
    r"changed? | changes | difference | gap | first | next | last | earlier | latest | same | each | every | no | "
    r"none | only | without | cannot | unknown | not | quotes? | points to | written | published | paper | source | "
    r"basis | method | threshold | limit | maximum | outcomes? | results? | how (?:many|much|often|soon|far|long) | "
    r"what (?:is|was|has|came|it|they|would) | why | where | nothing | everything | anyone | posts? | amounts? | "
    r"tables? | choices? | statements? | concerns | corrections? | corrected | estimates? | rules? | board | places? | "
    r"ages? | time | one | entry | order | alone | beside | both | levels? | cases? | counted | found | recover\w* | "
    r"agreed | decid(?:es|ed) | others? | pay | wait(?:s|ing)? | whole | pounds | notice"
)
_OF_THE_WITNESS = one_of(
    r"(?:dis)?honest(?:y|ly)? | evasi(?:ve|vely|on) | defensive(?:ly|ness)? | incompeten\w+ | complacen\w+ | "
    r"arrogan\w+ | unprepared | well[- ]prepared | knowledgeable | (?:un)?convincing(?:ly)? | candid(?:ly)? | "
    r"waffl\w+ | nervous(?:ly|ness)? | dodg(?:e|es|ed|ing) | passionate(?:ly)? | (?:in)?sincere(?:ly)? | reluctan\w+ | "
    r"unwilling(?:ly|ness)? | bluff\w* | shifty | out of (?:his|her|their) depth | (?:good|bad|poor) attitude | lazy | "
    r"careless\w* | the (?:witness|officer|director) (?:seems|appears|looks|is) \w+ | not up to | body language | "
    r"vague(?:ly|ness)?"
)


def check_observable(good_answer: Sequence[str], worry: Sequence[str]) -> list[Breach]:
    """R10: both are there, each names something to listen for, and none judges the person who answers."""
    return [*_each("good answer", good_answer), *_each("worry", worry)]


def _each(name: str, signs: Sequence[str]) -> list[Breach]:
    if not any(sign.strip() for sign in signs):
        what = f"Nothing says what would be a {name}."
        hint = "Name what to listen for: a figure, a date, an owner, what children say, or that one of them is absent."
        return [Breach(Rule.OBSERVABLE, Severity.BLOCK, name, what, hint)]
    return [breach for place, sign in enumerate(signs, 1) for breach in _one(f"{name} {place}", sign)]


def _one(where: str, sign: str) -> list[Breach]:
    plain = straight(sign)
    judged = _OF_THE_WITNESS.search(plain)
    if judged:
        what = f"“{judged[0]}” describes the person or their manner, not what they say."
        hint = "Say what is in the answer or not in it: “No date is given”, “A breakdown by team is given”."
        return [Breach(Rule.OBSERVABLE, Severity.BLOCK, where, what, hint)]
    if not _SEEN.search(plain):
        what = f"“{first_words(capital(sign.strip()), 6)}” is hard to hear in an answer."
        hint = "Name something that anybody can notice: a figure, a date, an owner, a reason, what children say."
        return [Breach(Rule.OBSERVABLE, Severity.ADVICE, where, what, hint)]
    return []
