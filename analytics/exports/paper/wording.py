"""The words that Word and PDF put around what a report says."""

from unicodedata import category

from analytics.exports.paper.parts import Look, Prose, Run
from analytics.notebooks.report import Report
from analytics.notebooks.view import Source

LANGUAGE = "en-GB"
CAREFUL = "Be careful"
PRINTED_IN = "Where this was printed"
_LONGEST_RUNNING_LINE = 240  # letters
_LINE_ENDS = str.maketrans({"\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\v": "\n", "\f": "\n", "\r": "\n"})


def printable(text: str) -> str:
    r"""The text without what no page can hold: control characters, halves of characters and characters that are none.

    Every kind of line end becomes a newline. Both formats refuse a file with such characters in it altogether.

    >>> printable("Caseloads\r\nof\x00 teams\tand\ufffe units")
    'Caseloads\nof teams\tand units'
    """
    lines = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    return "".join(char for char in lines if char in "\n\t" or not _is_no_character(char))


def _is_no_character(char: str) -> bool:
    # Of the unassigned characters only those that will never be one: a newer font may know the rest.
    return category(char) in {"Cc", "Cs"} or ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def title_of(report: Report) -> str:
    """The title on one line; a file must have one to be told from others."""
    return on_one_line(report.title) or "Untitled report"


def on_one_line(text: str) -> str:
    """The printable text with every stretch of white space as one space."""
    return " ".join(printable(text).split())


def front_lines(report: Report) -> list[Prose]:
    """What stands under the title: who it is for, its reference, author and version, the cut-off and the origin."""
    labelled = (("Reference", report.reference), ("Author", report.author), ("Version", report.version))
    lines = [Prose((Run(on_one_line(report.subtitle)),), Look.SUBTITLE), Prose((Run(report.marking, bold=True),))]
    lines += [Prose((Run(f"{label}: ", bold=True), Run(text))) for label, text in labelled if text.strip()]
    lines += [Prose((Run(text),)) for text in (report.as_known_on, report.made_from)]
    return [line for line in lines if any(run.text.strip() for run in line.runs)]


def running_head(report: Report) -> str:
    """What heads every page: the cut-off and the origin."""
    return _shortened(" ".join(filter(None, map(on_one_line, (report.as_known_on, report.made_from)))))


def running_foot(report: Report) -> str:
    """What stands at the foot of every page beside its number: the reference, or the title without one; the marking."""
    name = on_one_line(report.reference) or title_of(report)
    return _shortened(" · ".join(filter(None, (name, on_one_line(report.marking)))))


def _shortened(text: str) -> str:
    """As much as a margin has room for; the front says it in full."""
    return text if len(text) <= _LONGEST_RUNNING_LINE else text[: _LONGEST_RUNNING_LINE - 1].rstrip() + "…"


def source_words(source: Source) -> str:
    """A source as an item of a list."""
    places = f": {'; '.join(source.places)}" if source.places else ""
    return f"{source.title} ({source.published}){places}" if source.published else f"{source.title}{places}"


def gap_prose(what: str, why: str, number: str = "") -> Prose:
    """A paragraph that says what is missing, and why."""
    runs = (Run("Not shown: ", bold=True), Run(f"{what.strip().rstrip('.')}. "), Run("Because: ", bold=True), Run(why))
    return Prose(runs, Look.BODY, number)
