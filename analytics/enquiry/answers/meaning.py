"""What a figure counts, which way it should go, how it is counted elsewhere, and what to ask for."""

import re
from collections.abc import Iterator

import polars as pl

from analytics.enquiry.answers.answer import Answer, Asked, Row, cite, is_withheld, keys
from analytics.enquiry.papers import these
from analytics.evidence.vocabulary import Polarity
from analytics.evidence.wording import capital

_WAY = {
    Polarity.HIGHER: "Higher is better.",
    Polarity.LOWER: "Lower is better.",
    Polarity.NEITHER: "Neither. By itself it does not tell how well children are doing.",
}
# A sentence of a reader's note that says what was counted, and over what, not when or where it was printed.
_HOW_COUNTED = re.compile(
    r"(?i)national (?:measure|counts)|not comparable|working days|\bnationally\b|\bages?\b|\baged\b|local standard|"
    r"what that includes|who counts|are counted|\bcounted (?:in|by|since)|\bcounts\b|\bincludes?\b|leaves out|"
    r"an average|average is used|part of the|which teams are|is measured|counts as"
)
_NATIONAL = re.compile(r"(?i)\bnational")
_ABOUT_PRINTING = re.compile(r"(?i)printed in words|upper bound|lower bound|\bundated\b|number who answered")


def what_it_counts(asked: Asked) -> Answer:
    """Definition, what is in and what is out, other names in the papers, and the catalogue's cautions."""
    indicator = asked.indicator
    aliases = "; ".join(f"“{alias}”" for alias in indicator.aliases)
    texts = (indicator.definition, indicator.counts, f"Reports also call it {aliases}." if aliases else "")
    return Answer("What does it count, and what does it not?", tuple(filter(None, texts)), cautions=indicator.caveats)


def which_way(asked: Asked) -> Answer:
    """Which way is better, or that neither is, and why the figure matters."""
    indicator = asked.indicator
    return Answer(
        "Should it be high or low, and why does it matter?", (_WAY[indicator.polarity], indicator.why_it_matters)
    )


def national_basis(asked: Asked) -> Answer:
    """The national definition and time limit, and what notes on the council's figures say of how they were counted."""
    papers, indicator = asked.papers, asked.indicator
    noted = list(_notes(asked))
    texts = [indicator.basis or "No national definition of it is recorded here."]
    if indicator.timescale:
        texts.append(f"Time limit or standard – {indicator.timescale}")
    where = capital(these(papers.evidence))
    texts += [f"{where}, {', '.join(filter(None, (row['member'], row['period'])))}: {text}" for row, text in noted]
    if not noted:
        texts.append(f"We found nothing in {these(papers.evidence)} that says how this council counts it.")
    rows = [row for row, _ in noted]
    return Answer(
        "How is it counted nationally, and does this report differ?",
        tuple(texts),
        cited=tuple(dict.fromkeys(cite(rows, indicator, papers))),
        rows=keys(rows, indicator, papers),
    )


def what_to_ask_for(asked: Asked) -> Answer:
    """The missing breakdowns, each as a written request."""
    wanted = asked.indicator.breakdowns or (
        "the figures that it was worked out from, for each of the last three years",
    )
    return Answer("What would one have to ask for?", tuple(f"Please send us {words}." for words in wanted))


def _notes(asked: Asked) -> Iterator[tuple[Row, str]]:
    """The newest note first: a row and what its note says of how the figure was counted, each text once."""
    papers, indicator = asked.papers, asked.indicator
    rows = papers.evidence.observations.filter(
        (pl.col("indicator") == indicator.id) & (pl.col("area") == papers.authority) & pl.col("value").is_not_null()
    ).sort(pl.col("period_end"), pl.col("row"), descending=[True, False])
    said = set()
    for row in rows.iter_rows(named=True):
        text = _how_counted(row["note"] or "")
        if text and text not in said and not is_withheld(row, indicator, papers):
            said.add(text)
            yield row, text


def _how_counted(note: str) -> str:
    """The sentences of a note that say how a figure was counted.

    >>> _how_counted("Printed in words: a third. Counts attempted visits.")
    'Counts attempted visits.'
    """
    sentences = [text for text in re.split(r"(?<=[.?])\s+(?=[A-Z“])", note) if not _ABOUT_PRINTING.search(text)]
    # A sentence on the national measure leans on those before it.
    whole = any(_NATIONAL.search(text) for text in sentences)
    return " ".join(text for text in sentences if whole or _HOW_COUNTED.search(text))
