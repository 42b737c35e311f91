"""What came of an import, in lines for a person to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics.evidence.release_index import FileRecord, Summary
from analytics.evidence.releases import Release
from analytics.evidence.wording import count_of, day_in_words
from analytics.importers.imported import Imported
from analytics.importers.importing import Outcome, Refusal
from analytics.importers.store.store import summary


@dataclass(frozen=True)
class _Told:
    """What one file gave."""

    release: Release
    file: str
    rows: int
    ratings: int
    neighbours: int
    told: Summary
    left_out: tuple[str, ...]
    warnings: tuple[str, ...]

    def lines(self) -> list[str]:
        held = [count_of(self.rows, "row")] if self.rows else []
        held += [count_of(self.ratings, "rating")] if self.ratings else []
        held += [count_of(self.neighbours, "neighbour")] if self.neighbours else []
        if self.told.first and self.told.last:
            held += [count_of(self.told.areas, "area"), years_in_words(self.told.first, self.told.last)]
        return [
            f"  {self.file}: {', '.join(held) or 'nothing that can be shown'}",
            *(f"    Left out: {sentence}" for sentence in self.left_out),
            *(f"    Note: {warning}" for warning in self.warnings),
        ]


def outcome_lines(outcome: Outcome) -> list[str]:
    """What came of an import, for a person to read: by release its files, rows, areas and years, and what was odd."""
    told = [_of_dry_run(one) for one in outcome.read] if outcome.dry_run else [_of_kept(one) for one in outcome.taken]
    lines = ["Nothing was kept: this was a dry run. These would be taken:"] if outcome.dry_run and told else []
    releases = {each.release.id: each.release for each in told}
    for release in releases.values():
        lines.append(f"{release.title} ({release.id}), published {day_in_words(release.published)}")
        lines += [line for each in told if each.release.id == release.id for line in each.lines()]
    lines += [f"Took the place of an older copy: {file.name} ({file.release.id})." for file in outcome.replaced]
    lines += [f"Kept already, nothing changed: {file.name} ({file.release.id})." for file in outcome.unchanged]
    lines += [f"No figures taken from {beside}" for beside in outcome.beside]
    lines += [str(problem) for problem in outcome.damaged]
    return lines or ["Nothing was taken."]


def refusal_lines(refused: Sequence[Refusal]) -> list[str]:
    """That files were not taken, and all that is wrong with each."""
    of_each = [str(problem) for refusal in refused for problem in refusal.problems]
    return [f"{count_of(len(refused), 'file')} not taken:", *(f"  {problem}" for problem in of_each)]


def years_in_words(first: date, last: date) -> str:
    """From when to when some figures are."""
    return day_in_words(last) if first == last else f"{day_in_words(first)} to {day_in_words(last)}"


def _of_kept(file: FileRecord) -> _Told:
    rows = (file.rows(), file.rows("ratings"), file.rows("neighbours"))
    return _Told(file.release, file.name, *rows, file.summary, file.left_out, file.warnings)


def _of_dry_run(given: Imported) -> _Told:
    rows = (given.observations.height, given.ratings.height, len(given.neighbours))
    warnings = tuple(map(str, given.warnings))
    return _Told(given.release, given.file, *rows, summary(given), given.left_out, warnings)
