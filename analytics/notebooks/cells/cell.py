"""What every cell has."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from analytics.evidence.evidence import Evidence
from analytics.evidence.national import USUAL, Figures, Neighbours
from analytics.measures.facts import Facts
from analytics.notebooks.facts import facts, known_evidence
from analytics.notebooks.view import CannotRender


class Cell(BaseModel):
    """A council, the day on which things were known (None is everything published so far), and whose figures.

    `neighbours` says which similar councils stand beside national figures, and how theirs become one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    authority: str
    as_known_on: date | None = None
    figures: Figures = Figures.EITHER
    neighbours: Neighbours = USUAL

    @property
    def shared(self) -> dict[str, Any]:
        """What every kind of cell takes, for a cell that is made of others."""
        return {name: getattr(self, name) for name in Cell.model_fields}

    def known(self, evidence: Evidence) -> Evidence:
        """The evidence this cell may see."""
        return known_evidence(evidence, self.authority, self.as_known_on, self.figures, self.neighbours)

    def facts(self, evidence: Evidence) -> Facts:
        """The facts this cell may see."""
        return facts(evidence, self.authority, self.as_known_on, self.figures, self.neighbours)

    def name(self, evidence: Evidence) -> str:
        """The council's name."""
        return evidence.catalogue.area_name(self.authority)


def need_indicator(evidence: Evidence, indicator: str) -> None:
    """Raise CannotRender, with a way on, where the catalogue has no such indicator."""
    if indicator not in evidence.catalogue.indicators:
        raise CannotRender(f"There is no indicator called “{indicator}”. Choose one from the list.")
