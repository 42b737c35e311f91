"""Lines of questioning as plain HTML for paper: each with its sources, and ruled space for notes."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape

from analytics.enquiry.line import Line
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import day_in_words
from analytics.exports.html import notes_html
from analytics.notebooks.cells.lines import NOT_A_SCRIPT, changed_settings, line_title, strip_frame
from analytics.notebooks.facts import sources_of

_RULE = '<div class="rule"></div>'
_RULES = 5

# Black on white whatever the screen is like: browsers print the letters of a dark page without its background.
STYLE = """<style>
@page { size: A4; margin: 16mm 18mm; }
.sheet { background: #fff; color: #1a1a1a; max-width: 46rem; font-size: 1rem; line-height: 1.45; }
.sheet * { color: inherit; }
.sheet section { border-top: 2px solid #1a1a1a; margin-top: 1.25rem; padding-top: .5rem; }
.sheet h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .35rem; padding: 0; font-weight: 700; }
.sheet p { margin: .35rem 0; }
.sheet .own { white-space: pre-line; overflow-wrap: anywhere; }
.sheet .ask { font-size: 1.125rem; max-width: none; }
.sheet ul { margin: 0 0 .35rem; padding-left: 1.25rem; }
.sheet .label { margin: .5rem 0 .1rem; font-weight: 700; }
.sheet .sources { font-size: .9rem; }
.sheet .rule { border-bottom: 1px solid #767676; height: 9mm; }
.sheet h2, .sheet .label { break-after: avoid; }
.sheet h2, .sheet p, .sheet li, .sheet .notes { break-inside: avoid; }
.sheet .ask { break-before: avoid; }
@media print { .sheet { max-width: none; font-size: 11pt; } }
</style>"""


def lines_as_html(
    as_known_on: date | None,
    lines: Sequence[Line],
    own_words: Callable[[Line], str],
    evidence: Evidence,
    *,
    settings: Settings = DEFAULTS,
    for_members: bool = False,
) -> str:
    """The lines numbered, each with finding, questions, witness, caveats, sources and space to write; with its style.

    It stands below a title that names the council.

    What a good answer contains and what should worry members is in it only where `for_members` is set, and then the
    sheet says so. `own_words` gives the reader's own wording of an opening question, or a blank. `evidence` is that of
    the council on the day.
    """
    known = f"As known on {day_in_words(as_known_on)}" if as_known_on else "Everything published so far"
    told = [
        f"{known}. Published figures, many of them old. They are not current performance.",
        NOT_A_SCRIPT,
        *changed_settings(settings),
    ]
    if for_members:
        told.append("With what is for members only: not to be handed to witnesses or published.")
    sections = "".join(
        _section(place, line, own_words(line), evidence, members_only(line) if for_members else "")
        for place, line in enumerate(lines, 1)
    )
    return f'{STYLE}<div class="sheet">{"".join(f"<p>{escape(text)}</p>" for text in told)}{sections}</div>'


def members_only(line: Line) -> str:
    """What a good answer contains and what should worry members, each under a label that says whose it is."""
    return _listed("A good answer contains (members only)", line.good_answer) + _listed(
        "What should worry you (members only)", line.worry
    )


def _section(place: int, line: Line, own: str, evidence: Evidence, members: str) -> str:
    """One line, from what was found to the space for notes."""
    return (
        f"<section><h2>{place}. {escape(line_title(line, evidence))}</h2>"
        f"<p>{escape(line.found)}</p>"
        f'<p class="ask own"><strong>Ask:</strong> {escape(own or line.question)}</p>'
        + _listed("Then", line.follow_ups)
        + _listed("In writing, before the meeting", line.in_writing)
        + f"<p><strong>Who can answer:</strong> {escape(line.witness.plainly)}.</p>"
        + members
        + notes_html(line.caveats, sources_of(evidence, strip_frame(line.cited)), folded=False)
        + f'<div class="notes"><p class="label">Notes</p>{_RULE * _RULES}</div></section>'
    )


def _listed(label: str, texts: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<p class="label">{label}</p><ul>{items}</ul>' if items else ""
