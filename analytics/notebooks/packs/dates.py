"""The work plan of a meeting, counted in working days, with England's bank holidays."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

_DAY = timedelta(days=1)
_CLEAR_DAYS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do by a day. `code` counts the working days before (T-10) or after (T+5) the meeting."""

    code: str
    name: str
    due: date
    what: str


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year, those moved to a weekday among them.

    Days proclaimed later, such as a coronation, are there once the `holidays` library knows them.

    >>> date(2023, 5, 8) in bank_holidays(2023)
    True
    """
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether a day is none of Saturday, Sunday and bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_before(day: date, number: int) -> date:
    """The working day that is `number` working days before a day, which itself is not counted.

    >>> working_days_before(date(2023, 9, 12), 10)  # over the bank holiday of 28 August
    datetime.date(2023, 8, 29)
    """
    return _counted(day, number, lambda one: one - _DAY)


def working_days_after(day: date, number: int) -> date:
    """The working day that is `number` working days after a day, which itself is not counted.

    >>> working_days_after(date(2023, 12, 20), 5)  # over Christmas
    datetime.date(2023, 12, 29)
    """
    return _counted(day, number, lambda one: one + _DAY)


def last_day_to_publish(meeting: date) -> date:
    """The last day on which papers can be published with five clear days before a meeting.

    Neither the day of publication nor the day of the meeting counts as a clear day (Local Government Act 1972,
    sections 100B and 100C). Saturdays, Sundays and bank holidays are not counted either, which is the careful reading.

    >>> last_day_to_publish(date(2023, 9, 12))
    datetime.date(2023, 9, 4)
    """
    return working_days_before(meeting, _CLEAR_DAYS + 1)


def work_plan(meeting: date) -> tuple[Step, ...]:
    """What is due when before and after a meeting, in order of time."""
    return (
        Step(
            "T-20",
            "Scope and written requests",
            working_days_before(meeting, 20),
            "Agree the themes with the Chair, invite witnesses, and send the requests for written information.",
        ),
        Step(
            "T-10",
            "Draft",
            working_days_before(meeting, 10),
            "Have the written answers in, and share the draft pack.",
        ),
        Step(
            "T-8",
            "Evidence locked",
            working_days_before(meeting, 8),
            "Take in corrections from witnesses, then lock the evidence.",
        ),
        Step(
            "T-5",
            "Papers published",
            last_day_to_publish(meeting),
            "Publish the agenda and papers, so that five clear days lie before the meeting.",
        ),
        Step("T-0", "Pre-meeting and meeting", meeting, "Members share out the lines 30 minutes before they meet."),
        Step(
            "T+5",
            "Actions",
            working_days_after(meeting, 5),
            "Send the actions to their owners, and a letter with the outcome to witnesses.",
        ),
    )


def _counted(day: date, number: int, step: Callable[[date], date]) -> date:
    if number < 0:
        raise ValueError(f"{number} working days cannot be counted. Count the other way.")
    while number:
        day = step(day)
        number -= is_working_day(day)
    return day
