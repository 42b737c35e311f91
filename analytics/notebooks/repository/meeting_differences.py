"""What differs between two versions of a notebook's meeting, in plain words."""

from collections.abc import Iterator

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import day_in_words
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.packs.meeting_words import choices_in_words, line_name, part_in_words, part_name
from analytics.notebooks.repository.text_differences import words_changed

_TEXTS = ("own_wordings", "notes")

Said = tuple[str, str, str, str]
"""A sentence, a blank for the cell it is not about, and both sides in full where they are texts."""


def meeting_changes(one: Meeting | None, other: Meeting | None, evidence: Evidence | None = None) -> Iterator[Said]:
    """What changed about the meeting, a sentence each, in the order of its fields."""
    if other is None:
        if one is not None:
            yield (f"The meeting of {day_in_words(one.date)} was taken out.", "", "", "")
        return
    if one is None:
        yield (f"A meeting was planned for {day_in_words(other.date)}.", "", "", "")
        one = Meeting(date=other.date)
    for part in Meeting.model_fields:
        if getattr(one, part) != getattr(other, part):
            yield from _of_a_part(part, one, other, evidence)


def _of_a_part(part: str, one: Meeting, other: Meeting, evidence: Evidence | None) -> Iterator[Said]:
    before, after = getattr(one, part), getattr(other, part)
    if part in _TEXTS:
        yield from _of_texts(part, before, after, evidence)
    elif part == "running_order":
        for words in choices_in_words(before, after, lambda line: f"“{line_name(line, evidence)}”"):
            yield (words, "", "", "")
    else:
        was, now = (part_in_words(part, value, evidence) for value in (before, after))
        yield (f"{part_name(part)}: “{was}” became “{now}”.", "", was, now)


def _of_texts(part: str, one: dict[str, str], other: dict[str, str], evidence: Evidence | None) -> Iterator[Said]:
    for line in dict.fromkeys((*one, *other)):
        before, after = one.get(line, ""), other.get(line, "")
        if one.get(line) != other.get(line):
            yield (f"{part_name(part, line, evidence)}: {words_changed(before, after)}.", "", before, after)
