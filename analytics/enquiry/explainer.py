"""An explainer: what members ask of a figure before they can judge it, answered from catalogue and evidence.

Where nobody has prepared such answers, the questions end in “we will write to you”.
"""

from dataclasses import dataclass

import polars as pl

from analytics.enquiry.answers.answer import Answer, Asked, asked, shown
from analytics.enquiry.answers.beside import beside
from analytics.enquiry.answers.children import how_many
from analytics.enquiry.answers.freshness import how_fresh
from analytics.enquiry.answers.meaning import national_basis, what_it_counts, what_to_ask_for, which_way
from analytics.enquiry.answers.target import when_met
from analytics.enquiry.papers import Papers, these
from analytics.enquiry.signal import Cited
from analytics.evidence.catalogue import Indicator
from analytics.evidence.wording import capital, when, when_of

_PARTS = (
    what_it_counts,
    which_way,
    national_basis,
    how_many,
    when_met,
    beside,
    how_fresh,
    what_to_ask_for,
)


@dataclass(frozen=True, eq=False)
class Explainer:
    """The answers about one indicator of some papers, in the order in which a reader needs them.

    `latest` says the latest figure in a sentence. `figures` are the observations that the answers give, each once,
    without those that are numbers of people too small to repeat.
    """

    indicator: Indicator
    latest: str
    parts: tuple[Answer, ...]
    figures: pl.DataFrame

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to be careful about, each once."""
        return tuple(dict.fromkeys(text for part in self.parts for text in part.cautions))

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Every published figure and target that an answer gives, each once."""
        return tuple(dict.fromkeys(entry for part in self.parts for entry in part.cited))

    @property
    def arithmetic(self) -> tuple[str, ...]:
        """Every sum behind an answer, each once."""
        return tuple(dict.fromkeys(text for part in self.parts for text in part.arithmetic))


def explain(papers: Papers, indicator: str) -> Explainer:
    """The explainer of an indicator. Raises KeyError where the catalogue has no such indicator.

    The questions are those that members of English scrutiny committees ask most of a figure: what it counts, how many
    children it is, who chose the target, what it is compared with, how fresh it is, and which breakdown is missing.
    An indicator without a printed figure is explained as far as the catalogue goes.
    """
    about = asked(papers, indicator)
    parts = tuple(part(about) for part in _PARTS)
    return Explainer(about.indicator, _latest(about), parts, _figures(papers, parts))


def _latest(about: Asked) -> str:
    """The latest figure, or that there are several, or none."""
    indicator, council = about.indicator, about.papers.council
    measure = f"{capital(indicator.phrase)}, {council}"
    if not about.latest:
        return f"No figure for it is printed in {these(about.papers.evidence)} about {council}."
    if len(about.latest) > 1:
        newest = max(about.latest, key=lambda row: row["period_end"])
        return f"{measure}: the figures are given in parts, the latest of them {when(newest['period'])}."
    (row,) = about.latest
    whose = f", {row['member']}" if row["member"] else ""
    return f"{measure}{whose}: {shown(row, indicator, about.papers)} {when_of(row)}."


def _figures(papers: Papers, parts: tuple[Answer, ...]) -> pl.DataFrame:
    """The observations that the answers give, in the order of the documents."""
    given = {key for part in parts for key in part.rows}
    wanted = pl.DataFrame(sorted(given), schema={"document": pl.String, "row": pl.Int64}, orient="row")
    return papers.evidence.observations.join(wanted, on=["document", "row"], how="semi", maintain_order="left")
