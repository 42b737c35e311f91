"""Taking lines along to a meeting that were kept, moved, dropped or put into own words before there was one."""

from collections.abc import Mapping

from analytics.enquiry.lines import Enquiry
from analytics.notebooks.packs.chosen import Chosen
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.running_order import RunningOrder


def with_lines(
    meeting: Meeting, chosen: Chosen, everything: Enquiry, order: RunningOrder, wordings: Mapping[str, str]
) -> Meeting:
    """The meeting with another order's choices on top of its own, and with these wordings by the ids of lines.

    `chosen` is what the meeting has now, and `everything` all there is to ask of the council. Where a line that was
    kept, added or put into own words is on a theme that the meeting leaves out, its theme is put to those of the
    meeting: a line that somebody kept has to be there.
    """
    themes = {line.id: line.theme for line in everything.every_line}
    wanted = {themes[name] for name in (*order.kept, *order.added, *wordings) if name in themes}
    outside = chosen.themes and not wanted <= set(chosen.themes)
    known = chosen.known.catalogue.themes
    return meeting.having(
        running_order=_on_top(meeting.running_order, order),
        own_wordings=meeting.own_wordings | dict(wordings),
        themes=tuple(name for name in known if name in {*chosen.themes, *wanted}) if outside else meeting.themes,
    )


def _on_top(before: RunningOrder, after: RunningOrder) -> RunningOrder:
    """Both, and where they disagree about a line the later one."""

    def both(part: str, undone: tuple[str, ...]) -> tuple[str, ...]:
        names = dict.fromkeys((*getattr(before, part), *getattr(after, part)))
        return tuple(name for name in names if name in getattr(after, part) or name not in undone)

    return RunningOrder(
        order=tuple(dict.fromkeys((*after.order, *before.order))),
        dropped=both("dropped", (*after.kept, *after.added)),
        kept=both("kept", after.dropped),
        added=both("added", after.dropped),
    )
