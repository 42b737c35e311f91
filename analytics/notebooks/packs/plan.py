"""The work plan of a meeting as a table."""

from datetime import date, timedelta

from analytics.evidence.wording import capital, day_in_words, listed
from analytics.notebooks.packs.dates import bank_holidays, work_plan
from analytics.notebooks.view import Table, View, plain_row


def plan_view(meeting: date) -> View:
    """What is due when, a row a step, and which bank holidays were not counted."""
    steps = work_plan(meeting)
    caption = f"Work plan for the meeting on {day_in_words(meeting)}"
    rows = tuple(
        plain_row(f"{step.due:%A} {day_in_words(step.due)}", f"{step.name} ({step.code})", step.what) for step in steps
    )
    free = _holidays_between(steps[0].due, steps[-1].due)
    left_out = (
        f" {capital(listed(free))} {'is a bank holiday' if len(free) == 1 else 'are bank holidays'} and not counted."
    )
    return View(
        title="What is due when",
        subtitle=caption,
        summary=f"Counted in working days.{left_out if free else ' No bank holiday falls among them.'}",
        table=Table(caption, ("By", "Step", "What to do"), rows),
    )


def _holidays_between(first: date, last: date) -> list[str]:
    """The bank holidays from Monday to Friday between two days, in words."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [f"{day:%A} {day_in_words(day)}" for day in days if day.weekday() < 5 and day in bank_holidays(day.year)]
