"""What a workbook and a zip of a report have in common: its views, numbered where they have data, and their sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from analytics.notebooks.report import Gap, Report, Shown
from analytics.notebooks.view import View


@dataclass(frozen=True, slots=True)
class Part:
    """A view of the report, or what could not be shown. `number` counts those with data; the others have 0."""

    number: int
    title: str
    about: str
    view: View | None = None

    @property
    def name(self) -> str:
        """The part's own name in letters that every system takes, without an ending: "03-barnet-eet"."""
        stem = PurePath(self.view.file_name).stem if self.view else ""
        return f"{self.number:02d}-{re.sub(r'[^A-Za-z0-9_]+', '-', stem).strip('-') or 'figures'}"

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to be careful about."""
        return self.view.caveats if self.view else ()


def parts_of(report: Report) -> list[Part]:
    """Every view and gap of the report in order."""
    return list(_parts(report))


def _parts(report: Report) -> Iterator[Part]:
    number = 0
    for block in report.blocks:
        if isinstance(block, Gap):
            yield Part(0, f"{block.what}", block.why)
        elif isinstance(block, Shown) and not block.view.text:
            has_data = block.view.data is not None and not block.view.data.is_empty()
            number += has_data
            yield Part(number if has_data else 0, block.view.title, block.view.subtitle, block.view)


_LABELS = {
    "title": "Title",
    "subtitle": "About",
    "marking": "Marking",
    "as_known_on": "Evidence cut-off",
    "made_from": "Origin",
    "reference": "Reference",
    "author": "Author",
    "version": "Version",
}


def front(report: Report) -> list[tuple[str, str, str]]:
    """What must travel with the data, the title first: the name, a label and the words of each that is not blank."""
    said = [(name, label, getattr(report, name)) for name, label in _LABELS.items()]
    return [one for one in said if one[0] == "title" or one[2]]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document with every place in it that the report cites, and the numbered parts that cite it."""

    document: str
    title: str
    published: str
    places: tuple[str, ...]
    parts: tuple[int, ...]


def sources_of(parts: list[Part]) -> list[Printed]:
    """Every document that the views cite, in the order in which they are cited first."""
    cited = [(source, part.number) for part in parts if part.view for source in part.view.sources]
    return [
        Printed(
            first.document,
            first.title,
            first.published,
            tuple(dict.fromkeys(place for one, _ in same for place in one.places)),
            tuple(dict.fromkeys(number for _, number in same if number)),
        )
        for document in dict.fromkeys(source.document for source, _ in cited)
        for same in [[pair for pair in cited if pair[0].document == document]]
        for first in [same[0][0]]
    ]
