"""R6: nobody can be recognised, neither by name nor by what is said of them."""

import re

from analytics.enquiry.linter.breach import Breach, Rule, Severity
from analytics.enquiry.linter.phrases import Phrases, check_phrases, one_of
from analytics.enquiry.linter.sentences import sentences_of, straight
from analytics.enquiry.linter.small_counts import MONTHS, PEOPLE, small_count

_ONE = (
    "(?:child|boy|girl|baby|toddler|infant|teenager|pupil|student|son|daughter|brother|sister|mother|father|parent|mum|"
    "dad|young person|care leaver|family)"
)
_TITLE = "(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|Prof|Professor|Rev|Judge)"
# Forenames that are no other word. A name without a title is rare; these catch most of it.
_FORENAME = (
    "(?:James|John|Robert|Michael|David|Richard|Thomas|Daniel|Matthew|Andrew|Stephen|Steven|Christopher|Peter|Paul|Simon|"
    "Martin|Kevin|Jason|Ryan|Jack|Harry|Oliver|Liam|Callum|Connor|Mohammed|Muhammad|Ahmed|Ali|Omar|Ibrahim|Mary|Sarah|"
    "Susan|Karen|Julie|Helen|Claire|Rachel|Rebecca|Emma|Laura|Hannah|Jessica|Emily|Sophie|Chloe|Lucy|Kate|Katie|Jane|"
    "Anne|Fatima|Aisha|Amina|Chris|Trevor)"
)
_PLACE = "(?:Road|Street|Lane|House|Centre|Hospital|Park|Ward|Team|Hub|School|College|Academy|Report|Review|Court|Unit)"
_GROUP = "(?:children|girls|boys|young people|people|care leavers|pupils)"
# A look behind has one width, so each group has its own.
_NO_GROUP = "".join(
    f"(?<!{word} )" for word in ("children", "people", "those", "leavers", "boys", "girls", "pupils", "and", "or")
)
_HURT = "(?:died|was (?:hurt|killed|injured|attacked))"

_RECOGNISED = (
    Phrases(
        one_of(rf"{_TITLE}\.? [A-Z][\w'-]+ | {_FORENAME} (?!{_PLACE})[A-Z][a-z'-]+", exact=True),
        "names a person.",
        "Use the role: “the Service Director”, “the Cabinet Member”. Of children and families, ask about all of them.",
    ),
    Phrases(
        one_of(
            rf"\w+-year-old(?! {_GROUP}) | {_ONE},? (?:who (?:is|was) )?aged (?:just )?[0-9]+ | aged [0-9]+ from | "
            rf"{_ONE} of (?:[0-9]{{1,2}}|three|four|five|six|seven|eight|nine|ten)(?! (?:years|months)) | "
            rf"{_NO_GROUP}aged [0-9]+,? (?:at|who|attending|living (?:in|at))"
        ),
        "gives a child’s age in a way that can point to one child.",
        "Use an age group: “young people aged 16 and 17”.",
    ),
    Phrases(
        one_of(
            rf"(?:this|that|(?:a|one) particular|a certain) (?:{_ONE}|(?:social )?worker|manager) | "
            r"the (?:boy|girl|baby|toddler|teenager|mother|father|mum|dad) | "
            r"(?:his|her) (?:mother|father|mum|dad|parents?|brothers?|sisters?|siblings?|grand\w+|family|school|home|"
            r"placement|carers?|foster\w*|social worker|case) | "
            r"(?:my|our) constituents? | my neighbours? | "
            rf"(?:a|one|the) {_ONE} (?:in|from) my ward | in the case of (?:a|an|the|one|child) | "
            rf"(?:death|murder|abuse|assault) of (?:a|the|one) {_ONE} | (?:a|the|one) {_ONE} (?:who )?{_HURT}"
        ),
        "speaks of one child, family or worker.",
        "Ask about all in the same position: “How many children wait …?”, “What happens when a child …?”",
    ),
)
_IN_NAME = r"(?:[A-Z][\w'.-]*|of|the|and|&)"
_SCHOOL = re.compile(rf"\b{_IN_NAME}(?: {_IN_NAME}){{0,8}} (?:School|Academy|College|Primary|Nursery)\b")
# What stands before School or Academy without making a name of it.
_NO_NAME = {
    *("virtual", "independent", "primary", "secondary", "special", "free", "infant", "junior", "high", "grammar"),
    *("nursery", "staff", "social", "work", "practice", "learning", "leadership", "teaching", "community", "faith"),
    *("what", "which", "how", "when", "who", "where", "why", "in", "at", "for", "every", "each", "head", "heads"),
    *("of", "the", "and", "&", "school", "schools", "local", "council's", "council"),
}
_DATE = one_of(
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)? {MONTHS} | on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day | "
    r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
)
_INCIDENT = one_of(
    "incident | died | death | injured | assault(?:ed)? | stabb(?:ed|ing) | arrest(?:ed)? | attack(?:ed)? | hurt | "
    "went missing | was (?:removed|taken|found|abused)"
)
_ANYONE = one_of(PEOPLE)


def check_no_individual(text: str, where: str) -> list[Breach]:
    """R6: no name, no single case, no school, no date of an incident, no count of people from 1 to 5."""
    plain = straight(text)
    found = check_phrases(Rule.NO_INDIVIDUAL, _RECOGNISED, plain, where)
    others = (
        (_school(plain), "names a school.", "Leave the name out, or ask about all schools in the area."),
        (_dated(plain), "dates an incident with a child.", "Ask about a longer time: “in the last year”."),
        (
            small_count(plain),
            "is so few that people may be recognised.",
            "Use a share, or a longer period with more than five: “What does the picture over a year show?”",
        ),
    )
    found += [
        Breach(Rule.NO_INDIVIDUAL, Severity.BLOCK, where, f"“{words}” {why}", hint)
        for words, why, hint in others
        if words
    ]
    return found


def _school(text: str) -> str:
    for found in _SCHOOL.finditer(text):
        if any(word.lower() not in _NO_NAME for word in found[0].split()[:-1]):
            return found[0]
    return ""


def _dated(text: str) -> str:
    if not (_DATE.search(text) and _INCIDENT.search(text)):
        return ""
    for sentence in sentences_of(text):
        date = _DATE.search(sentence)
        if date and _INCIDENT.search(sentence) and _ANYONE.search(sentence):
            return date[0]
    return ""
