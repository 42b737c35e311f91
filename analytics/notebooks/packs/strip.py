"""The evidence of one line: the figure, its target, its comparator, which way it went, and where all was printed."""

import polars as pl

from analytics.enquiry.answers.answer import is_withheld, shown
from analytics.enquiry.line import Line
from analytics.enquiry.papers import Papers, these
from analytics.evidence.catalogue import Indicator
from analytics.evidence.wording import capital, qualified, when_of
from analytics.measures.levels import level_of
from analytics.notebooks.cells.lines import strip_frame
from analytics.notebooks.facts import printed_at, sources_of
from analytics.notebooks.packs.indicator_table import Row, beside_row, rating, target_in_words
from analytics.notebooks.sentences import movement
from analytics.notebooks.view import Table, View, plain_row, without_blank_columns

_MOST_CITED = 12
# What a strip calls a passage.
_TEXT = "The text"


def figure_of(line: Line, papers: Papers) -> Row | None:
    """The latest figure of what a line is on; None where it is on words, or on a figure that is not given."""
    lead = line.lead
    found = papers.facts.latest.filter(
        (pl.col("indicator") == line.indicator)
        & (pl.col("dimension") == lead.dimension)
        & (pl.col("member") == lead.member)
    ).to_dicts()
    return found[0] if found else None


def figure_in_words(line: Line, papers: Papers) -> str:
    """One figure of a line with its period: the latest of its measure, else the first that it cites."""
    row = figure_of(line, papers)
    if row is not None:
        return f"{capital(line.measure)}: {shown(row, papers.indicator(line.indicator), papers)} {when_of(row)}."
    first = line.cited[0]
    if first.what == _TEXT:
        return first.value.rstrip(".") + "."
    return f"{first.what}: {first.value}{f' ({first.period})' if first.period else ''}".rstrip(".") + "."


def comparator_in_words(line: Line, papers: Papers) -> str:
    """One comparator: similar councils or England, else a target, else the figure before, else that there is none."""
    row = figure_of(line, papers)
    if row is None:
        return f"There is nothing to set beside it in {these(papers.evidence)}."
    indicator = papers.indicator(line.indicator)
    beside = beside_row(row, papers.facts)
    if beside:
        return f"{beside[0]}."
    level = level_of(row, papers.evidence.targets)
    if level:
        return f"{capital(target_in_words(level, indicator))}: {_rated(row, level, indicator, papers)}."
    if row["previous_value"] is not None and not is_withheld(row, indicator, papers):
        return f"Before it: {qualified(row, indicator.unit, 'previous_')} {when_of(row, 'previous_')}."
    return f"There is nothing to set beside it in {these(papers.evidence)}."


def figure_label(line: Line, papers: Papers) -> str:
    """What to call that: a figure, or words where the papers give no figure."""
    return "The papers say" if figure_of(line, papers) is None and line.cited[0].what == _TEXT else "Figure"


def strip_lines(line: Line, papers: Papers) -> list[tuple[str, str]]:
    """What the strip says in words: label and text, for the figure, its target, its comparators and its direction."""
    row = figure_of(line, papers)
    said = [(figure_label(line, papers), figure_in_words(line, papers))]
    if row is not None:
        none = nothing_in(papers)
        indicator, level = papers.indicator(line.indicator), level_of(row, papers.evidence.targets)
        judged = _rated(row, level, indicator, papers)
        said.append(("Target", f"{capital(target_in_words(level, indicator))}: {judged}." if level else none))
        beside = beside_row(row, papers.facts)
        said.append(("Comparators", "; ".join(beside) + "." if beside else none))
        said.append(("Direction", f"{movement(row, indicator)}."))
    return said


def nothing_in(papers: Papers) -> str:
    """What a strip says where there is no target or no comparator."""
    return f"None in {these(papers.evidence)}."


def strip_view(line: Line, papers: Papers, title: str) -> View:
    """What the line cites, one row a figure or statement, each with its place."""
    known = papers.evidence
    rows = [(one.what, one.period, one.value, known.where(one.document, one.locator)) for one in line.cited]
    if known.neighbours is not None and len({where for *_, where in rows}) == 1:
        # One column of one file, which stands under the table: no row needs its long name again.
        rows = [(what, period, value, "") for what, period, value, _ in rows]
    caption = f"The evidence: {line.measure}, {papers.council}"
    left = len(rows) - _MOST_CITED
    return View(
        title=title,
        subtitle=f"{capital(line.measure)}, {papers.council}",
        summary="",
        table=without_blank_columns(
            Table(
                caption,
                ("What", "Period", "Figure or statement", "Where"),
                tuple(plain_row(*row) for row in rows[:_MOST_CITED]),
            ),
            "Period",
            "Where",
        ),
        caveats=(f"The first {_MOST_CITED} of {len(rows)} are shown. The notebook holds all of them.",)
        if left > 0
        else (),
        sources=sources_of(known, printed_at((one.document, one.locator) for one in line.cited)),
        data=strip_frame(line.cited),
        file_name=f"{papers.authority}-{line.id}.csv",
    )


def _rated(row: Row, level: Row | None, indicator: Indicator, papers: Papers) -> str:
    return rating(row, level, indicator, papers.settings.near_miss_points)
