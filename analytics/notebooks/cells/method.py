"""How lines are found and checked: all methods of one kind in short, and one method in full."""

from typing import Literal

from analytics.enquiry.methods import Method, Part, find_method, load_methods
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import capital, count_of
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.view import CannotRender, Entry, Table, View, plain_row

_HEADINGS = {
    Part.SIGNALS: ("Signal", "What it finds", "Why it matters", "An example"),
    Part.RULES: ("Rule", "What it asks for", "Why it matters", "A question and a better one"),
    Part.RECONCILIATION: ("What is compared", "How", "Why it matters", "An example"),
    Part.RANKING: ("Step", "What it does", "Why it matters", "An example"),
}
_SUMMARIES = {
    Part.SIGNALS: "Each is a fixed rule, applied to the published figures and texts. A signal is a reason to ask, "
    "and never an answer.",
    Part.RULES: "A line that breaks one of these rules is not suggested, except where a rule only advises. "
    "A question of your own gets advice, and is never refused.",
    Part.RECONCILIATION: "The sums use the figures as printed. Every difference comes with a fair reading.",
    Part.RANKING: "The order of lines follows from these steps and nothing else. Every line shows its own arithmetic.",
}
_ONE_OF = {
    Part.SIGNALS: "one of the rules that find what deserves a question",
    Part.RULES: "one of the rules of a good question",
    Part.RECONCILIATION: "one of the ways in which figures are set against each other",
    Part.RANKING: "one of the steps by which lines of questioning are ranked",
}


class MethodsCell(Cell):
    """Every method of one kind. They are the same for every council and day."""

    kind: Literal["methods"] = "methods"
    part: Part


class MethodCell(Cell):
    """One method by its code or name, with the thresholds in force."""

    kind: Literal["method"] = "method"
    method: str
    settings: Settings = DEFAULTS


def render_methods(cell: MethodsCell, evidence: Evidence) -> View:  # noqa: ARG001 - the same for all evidence
    """One row a method: what it does, why, and an example."""
    methods = load_methods()[cell.part]
    return View(
        title=cell.part.plainly,
        subtitle=f"{count_of(len(methods), 'method')}, each explained in full behind its name",
        summary=_SUMMARIES[cell.part],
        table=Table(
            cell.part.plainly,
            _HEADINGS[cell.part],
            tuple(
                (
                    Entry(method.title, link=f"method:{method.id}"),
                    *plain_row(method.what, method.why, method.example or _mended(method)),
                )
                for method in methods
            ),
        ),
    )


def render_method(cell: MethodCell, evidence: Evidence) -> View:  # noqa: ARG001 - the same for all evidence
    """What the method does, why, an example, where it is wrong, and the thresholds it uses."""
    found = find_method(cell.method)
    if found is None:
        raise CannotRender(f"There is no method called “{cell.method}”. Choose one from the list.")
    part, method = found
    rows = (
        ("Why does it matter?", method.why),
        ("What is the problem, in short?", method.problem),
        ("What is an example?", method.example or _mended(method)),
        ("Which thresholds are in force?", _thresholds(method, cell.settings)),
        ("Where is the rule from?", method.source or "It is our own."),
    )
    return View(
        title=method.title,
        subtitle=capital(_ONE_OF[part]),
        summary=method.what,
        table=Table(
            f"How “{method.name}” works",
            ("What members may ask", "Answer"),
            tuple(plain_row(label, text) for label, text in rows if text),
        ),
        caveats=method.limits,
    )


def _mended(method: Method) -> str:
    """A question that breaks the rule and a better one, below what both take as given."""
    return "\n".join(filter(None, (method.given, f"Not: {method.bad}", f"Better: {method.better}")))


def _thresholds(method: Method, settings: Settings) -> str:
    """What each threshold does, its value, and the usual value where it was changed; blank where there is none."""
    lines = [_threshold(name, settings) for name in method.thresholds]
    return "\n".join((*lines, "They can be changed in the app, on the page Lines of questioning.")) if lines else ""


def _threshold(name: str, settings: Settings) -> str:
    field, value = Settings.model_fields[name], getattr(settings, name)
    usual = "" if value == field.default else f" The usual value is {field.default:g}."
    return f"{(field.description or name).rstrip('.')}: {value:g}.{usual}"
