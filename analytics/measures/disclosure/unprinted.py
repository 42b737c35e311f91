"""Small numbers that nobody prints, and that the figures which are printed would tell."""

from dataclasses import dataclass
from datetime import date

from analytics.evidence.period import Period, PeriodKind, containing


@dataclass(frozen=True, slots=True)
class Unprinted:
    """Such a number, by its place, and what it is of: never what it is.

    `indicator` is blank where the catalogue has no name for what is counted, and `dimension` where it is of the whole.
    """

    number: int
    area: str
    indicator: str
    dimension: str
    begins: date
    ends: date

    @property
    def period(self) -> str:
        """The stretch of time or the day, as the app writes it."""
        if self.begins == self.ends:
            return Period(PeriodKind.SNAPSHOT, self.begins, self.ends).label
        for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR):
            if (regular := containing(kind, self.begins)) == Period(kind, self.begins, self.ends):
                return regular.label
        return Period(PeriodKind.RANGE, self.begins, self.ends).label
