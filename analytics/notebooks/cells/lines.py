"""Lines of questioning: the first few, one with its evidence, requests in writing, and what the papers leave out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import polars as pl

from analytics.enquiry.line import Line
from analytics.enquiry.lines import Enquiry, enquiry_of
from analytics.enquiry.papers import these
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.enquiry.signal import Cited, Signal
from analytics.enquiry.words import short_measure
from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import capital, count_of, in_title, listed
from analytics.measures.facts import facts_about
from analytics.notebooks.cells.breakdown import BreakdownCell, render_breakdown
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.cells.history import HistoryCell, render_history
from analytics.notebooks.cells.line_words import IN_FEW_WORDS, beside, covered
from analytics.notebooks.facts import printed_at, sources_of
from analytics.notebooks.view import CannotRender, Chart, Entry, Table, View, plain_row

NOT_A_SCRIPT = "These are lines to put into your own words, not a script."


class EnquiryCell(Cell):
    """What every cell of this kind may limit: a theme, a document, and the thresholds in force."""

    theme: str = ""
    document: str = ""
    settings: Settings = DEFAULTS

    def enquiry(self, evidence: Evidence) -> Enquiry:
        """What to ask, as the thresholds stand."""
        known = self.known(evidence)
        return enquiry_of(known, self.authority, self.as_known_on, self.theme, self.document, self.settings)

    def about(self, evidence: Evidence) -> str:
        """Council and theme, for the line under the finding."""
        name, theme = self.name(evidence), evidence.catalogue.themes.get(self.theme)
        return f"{name}, {theme.name.lower()}" if theme else name


class LinesCell(EnquiryCell):
    """The lines to put first, for every witness or for one role."""

    kind: Literal["lines"] = "lines"
    witness: str = ""
    most: int = 8


class LineCell(EnquiryCell):
    """One line, with the chart and the figures that it rests on."""

    kind: Literal["line"] = "line"
    line: str


class RequestsCell(EnquiryCell):
    """What to ask for in writing, so that the figures are understood before the meeting."""

    kind: Literal["requests"] = "requests"
    most: int = 12


class AbsentCell(EnquiryCell):
    """What members everywhere ask about and these papers hold no figure on."""

    kind: Literal["absent"] = "absent"


class SignalsCell(EnquiryCell):
    """Every signal behind the lines, with its size and how sure it is."""

    kind: Literal["signals"] = "signals"


def render_lines(cell: LinesCell, evidence: Evidence) -> View:
    """One row a line: what was found with one comparator, what to ask, who can answer, and one caveat."""
    known, enquiry = cell.known(evidence), cell.enquiry(evidence)
    lines = [line for line in enquiry.lines if cell.witness in ("", line.witness.title)][: cell.most]
    if not lines:
        raise CannotRender(
            f"{capital(these(known))} give no line of questioning for that choice. "
            "Choose another theme, witness or document."
        )
    strip = [entry for line in lines for entry in line.cited]
    others = {line.id: beside(line, facts_about(known, cell.authority)) for line in lines}
    return View(
        title=count_of(len(lines), "line worth asking about", "lines worth asking about"),
        subtitle=f"{cell.about(evidence)}, the most important first",
        summary=covered(lines),
        table=Table(
            f"Lines of questioning, {cell.about(evidence)}",
            ("Line", "What was found", "Ask", "Who can answer", "Be careful"),
            tuple(
                (
                    Entry(line_title(line, evidence), link=f"line:{line.id}"),
                    *plain_row(
                        "\n".join(filter(None, (line.finding, others[line.id].sentence))),
                        line.question,
                        line.witness.title,
                        line.caveats[0] if line.caveats else "",
                    ),
                )
                for line in lines
            ),
        ),
        caveats=(NOT_A_SCRIPT, *changed_settings(cell.settings)),
        sources=sources_of(known, _places(strip), *(found.place for found in others.values())),
        data=lines_frame(lines),
        file_name=f"{cell.authority}-lines-of-questioning.csv",
    )


def render_line(cell: LineCell, evidence: Evidence) -> View:
    """The evidence of one line: its chart where there is one, every figure with its place, and the arithmetic."""
    known, enquiry = cell.known(evidence), cell.enquiry(evidence)
    line = next((one for one in enquiry.every_line if one.id == cell.line), None)
    if line is None:
        raise CannotRender("There is no such line for this council and day any more. Choose one from the list.")
    strip = line.cited
    return View(
        title=line_title(line, evidence),
        subtitle=f"{capital(line.measure)}, {cell.name(evidence)}",
        summary=line.found,
        charts=_charts(line, cell, evidence),
        table=Table(
            f"The evidence: {line.measure}, {cell.name(evidence)}",
            ("What", "Period", "Figure or statement", "Where"),
            (
                *(
                    plain_row(entry.what, entry.period, entry.value, known.where(entry.document, entry.locator))
                    for entry in strip
                ),
                *(plain_row("Worked out", "", text, "From the figures above") for text in line.arithmetic),
            ),
        ),
        caveats=line.caveats or (NOT_A_SCRIPT,),
        sources=sources_of(known, _places(strip)),
        data=strip_frame(strip),
        file_name=f"{cell.authority}-{line.id}.csv",
    )


def render_requests(cell: RequestsCell, evidence: Evidence) -> View:
    """One row a request: what to ask for, why, and whom."""
    known, enquiry = cell.known(evidence), cell.enquiry(evidence)
    requests = enquiry.requests[: cell.most]
    if not requests:
        raise CannotRender(f"Nothing in {these(known)} needs to be asked for in writing first.")
    left = len(enquiry.requests) - len(requests)
    return View(
        title=count_of(len(requests), "thing to ask for in writing", "things to ask for in writing"),
        subtitle=f"{cell.about(evidence)}, before the meeting",
        summary="Nobody can answer these on the day, and an answer in time makes the meeting worth more."
        + (f" {count_of(left, 'more is', 'more are')} in the file." if left else ""),
        table=Table(
            f"Requests in writing, {cell.about(evidence)}",
            ("Ask in writing", "Because", "Of whom"),
            tuple(plain_row(line.question, line.finding, line.witness.title) for line in requests),
        ),
        caveats=("Ask for totals and rates, never for anything about one child.", *changed_settings(cell.settings)),
        sources=sources_of(known, _places([entry for line in requests for entry in line.cited])),
        data=lines_frame(enquiry.requests),
        file_name=f"{cell.authority}-requests-in-writing.csv",
    )


def render_absent(cell: AbsentCell, evidence: Evidence) -> View:
    """One row an area: why it matters and what to ask for."""
    known, enquiry = cell.known(evidence), cell.enquiry(evidence)
    where = these(known)
    if not enquiry.absent:
        raise CannotRender(
            f"{capital(where)} have a recent figure on everything of theirs that members usually ask about."
        )
    roles = enquiry.roles
    silent = (
        "A paper that is silent on them may still have the figures."
        if known.neighbours is None
        else "The releases give them for other councils. The council may have figures of its own."
    )
    return View(
        title=f"{count_of(len(enquiry.absent), 'area has', 'areas have')} no recent figure in {where}",
        subtitle=f"{cell.about(evidence)}, areas that members usually ask about",
        summary=f"Members everywhere ask about these. {silent}",
        table=Table(
            f"No recent figure in {where}, {cell.about(evidence)}",
            (f"No recent figure in {where}", "Why it matters", "Ask in writing", "Of whom"),
            tuple(
                plain_row(area.name, area.why, area.request, roles[area.witness].title(area.theme))
                for area in enquiry.absent
            ),
        ),
        caveats=("The council may have published figures on these elsewhere.",),
    )


def render_signals(cell: SignalsCell, evidence: Evidence) -> View:
    """One row a signal."""
    known, enquiry = cell.known(evidence), cell.enquiry(evidence)
    if not enquiry.signals:
        raise CannotRender(f"No rule found anything in {these(known)} that deserves a question.")
    frame = signals_frame(enquiry.signals)
    return View(
        title=count_of(len(enquiry.signals), "signal behind the lines", "signals behind the lines"),
        subtitle=f"{cell.about(evidence)}, {count_of(frame['signal'].n_unique(), 'rule')}",
        summary="A size of 1 is just worth a question. Confidence is 3 where it was worked out from tables, 2 where it "
        "was stated, 1 where it was inferred.",
        table=Table(
            f"Signals, {cell.about(evidence)}",
            ("Measure", "Rule", "Size", "Confidence", "Where"),
            tuple(
                plain_row(
                    capital(signal.slots["measure"]),
                    f"{signal.kind.value} {signal.kind.plainly}: {signal.variant}",
                    f"{signal.size:.2f}",
                    str(signal.confidence),
                    listed(dict.fromkeys(known.where(one.document, one.locator) for one in signal.cited[:2])),
                )
                for signal in enquiry.signals
            ),
            frozenset({"Size", "Confidence"}),
        ),
        caveats=("A signal is a reason to ask, not a judgement.", *changed_settings(cell.settings)),
        sources=sources_of(known, _places([entry for signal in enquiry.signals for entry in signal.cited])),
        data=frame,
        file_name=f"{cell.authority}-signals.csv",
    )


def changed_settings(settings: Settings) -> tuple[str, ...]:
    """What was changed of the thresholds, in words; nothing where they are the usual ones."""
    return tuple(
        f"Changed to {getattr(settings, name):g}: {field.description}"
        for name, field in Settings.model_fields.items()
        if getattr(settings, name) != field.default
    )


LINE_COLUMNS = {
    "rank": pl.Int64,
    "score": pl.Float64,
    "score_in_words": pl.String,
    "theme": pl.String,
    "indicator": pl.String,
    "signals": pl.String,
    "finding": pl.String,
    "also_found": pl.String,
    "question": pl.String,
    "follow_ups": pl.String,
    "in_writing": pl.String,
    "witness": pl.String,
    "mode": pl.String,
    "leads_to": pl.String,
    "why_it_matters": pl.String,
    "caveats": pl.String,
    "evidence": pl.String,
}


def lines_frame(lines: tuple[Line, ...] | list[Line]) -> pl.DataFrame:
    """One row a line, without what is for members only."""
    return pl.DataFrame([_line_row(rank, line) for rank, line in enumerate(lines, 1)], schema=LINE_COLUMNS)


def _line_row(rank: int, line: Line) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": line.score.total,
        "score_in_words": line.score.in_words,
        "theme": line.theme,
        "indicator": line.indicator,
        "signals": "; ".join(dict.fromkeys(signal.kind.value for signal in line.signals)),
        "finding": line.finding,
        "also_found": " ".join(line.also_found),
        "question": line.question,
        "follow_ups": " ".join(line.follow_ups),
        "in_writing": " ".join(line.in_writing),
        "witness": line.witness.title,
        "mode": line.mode.value,
        "leads_to": line.leads_to.value,
        "why_it_matters": line.why_it_matters,
        "caveats": " ".join(line.caveats),
        "evidence": "; ".join(
            f"{entry.document} {entry.locator}: {entry.value} {entry.period}" for entry in line.cited
        ),
    }


SIGNAL_COLUMNS = {
    "signal": pl.String,
    "name": pl.String,
    "case": pl.String,
    "indicator": pl.String,
    "area": pl.String,
    "dimension": pl.String,
    "member": pl.String,
    "direction": pl.String,
    "size": pl.Float64,
    "confidence": pl.Int64,
    "arithmetic": pl.String,
    "evidence": pl.String,
}


def signals_frame(signals: tuple[Signal, ...] | list[Signal]) -> pl.DataFrame:
    """One row a signal."""
    rows = [
        {
            "signal": signal.kind.value,
            "name": signal.kind.plainly,
            "case": signal.variant,
            "indicator": signal.indicator,
            "area": signal.area,
            "dimension": signal.dimension,
            "member": signal.member,
            "direction": signal.direction.value,
            "size": round(signal.size, 2),
            "confidence": signal.confidence,
            "arithmetic": "; ".join(signal.arithmetic),
            "evidence": "; ".join(f"{one.document} {one.locator}: {one.value} {one.period}" for one in signal.cited),
        }
        for signal in signals
    ]
    return pl.DataFrame(rows, schema=SIGNAL_COLUMNS)


def strip_frame(strip: tuple[Cited, ...]) -> pl.DataFrame:
    """The evidence strip as a frame."""
    columns = ("document", "locator", "what", "period", "value")
    return pl.DataFrame(
        [{column: getattr(entry, column) for column in columns} for entry in strip],
        schema=dict.fromkeys(columns, pl.String),
    )


_MOST_WORDS = 10


def line_title(line: Line, evidence: Evidence) -> str:
    """What was found in at most ten words: "Dental checks up to date fell to 66.3%". A team or group is named."""
    indicator = evidence.catalogue.indicators.get(line.indicator)
    lead = line.lead
    # A signal of a whole theme has the theme for its member.
    part = (lead.dimension, lead.member) if lead.dimension != "theme" else ("", "")
    name = indicator.short_name if indicator else evidence.catalogue.themes[line.theme].name
    of_part = short_measure(indicator, *part) if indicator else name
    # A name such as "Pressure: children's services" has a colon of its own, and one is enough.
    before, part_before = name.replace(":", ","), of_part.replace(":", ",")
    moved, now = lead.slots.get("moved", ""), in_title(lead.slots.get("now", ""))
    plainly = lead.kind.plainly.lower()
    titles = (
        f"{of_part} {moved} to {now}" if moved and now else "",
        f"{part_before}: {now or plainly}",
        f"{part[1]}: {now}" if part[1] and now else "",
        f"{part_before}: {IN_FEW_WORDS[lead.kind]}",
        f"{before}: {plainly}" if not now else "",
        f"{before}: {IN_FEW_WORDS[lead.kind]}",
    )
    return next(title for title in titles if title and (len(title.split()) <= _MOST_WORDS or title == titles[-1]))


def _charts(line: Line, cell: LineCell, evidence: Evidence) -> tuple[Chart, ...]:
    """The history of the measure, or its parts side by side; none where one figure stands alone."""
    if not line.indicator:
        return ()
    asked = cell.shared | {"indicator": line.indicator}
    lead = line.lead
    try:
        if lead.dimension and lead.dimension != "theme":
            shown = BreakdownCell(**asked, dimension=lead.dimension, document=lead.cited[-1].document)
            charts = render_breakdown(shown, evidence).charts
        else:
            charts = render_history(HistoryCell(**asked), evidence).charts
    except CannotRender:
        return ()
    if len(charts) != 1:
        return charts
    # The chart stands under the line's own finding, which its text says before what the chart shows.
    return (replace(charts[0], alt=f"{line.found} {charts[0].alt}"),)


def _places(strip: Sequence[Cited]) -> pl.DataFrame:
    return printed_at((entry.document, entry.locator) for entry in strip)
