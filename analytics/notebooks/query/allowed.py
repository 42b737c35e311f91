"""What a query may say: one SELECT over the tables of the evidence, and no function that opens a file."""

import re
from collections.abc import Iterator

# Strings, comments, quoted names and words, in the order in which they must be tried.
_TOKEN = re.compile(
    r"(?P<text>'(?:[^']|'')*')"
    r"|(?P<comment>--[^\n]*|/\*.*?\*/)"
    r'|(?P<quoted>"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\])'
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_OPENS_FILES = re.compile(r"(read|scan|write|sink)_\w*")
_CHANGES = {"create", "drop", "truncate", "insert", "update", "delete", "alter", "copy", "attach", "install", "load"}
_CHANGES |= {"pragma", "set", "show", "explain", "call", "grant"}
LONGEST = 10_000


def refusal(sql: str) -> str:
    """Why a query may not run, in words that say what would work; blank where it may."""
    return next(_refusals(sql), "")


def _refusals(sql: str) -> Iterator[str]:
    if not sql.strip():
        yield "The query is empty. Begin with SELECT, such as: SELECT indicator, period, value FROM observations."
    if len(sql) > LONGEST:
        yield f"The query is longer than {LONGEST:,} characters. Ask for less at once."
    tokens = [(token.lastgroup, token.group()) for token in _TOKEN.finditer(sql)]
    if ("other", ";") in tokens:
        yield "Only one statement can be asked at a time. Leave out the semicolon."
    words = [text.strip('"`[]').lower() for kind, text in tokens if kind in ("word", "quoted")]
    if words[:1] not in (["select"], ["with"]):
        yield "A query can only read. Begin with SELECT or WITH."
    for word in words:
        if word in _CHANGES:
            yield f"A query can only read, so it cannot say “{word}”. Write it in quotes as text if you look for it."
        if _OPENS_FILES.fullmatch(word):
            yield f"A query cannot open files, so “{word}” is not there. Ask the tables: observations, findings …"
