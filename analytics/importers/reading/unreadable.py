"""The refusal to read a file, with everything that is wrong with it."""

from collections.abc import Iterable

from analytics.evidence.problem import Problem

INSTEAD = "Give a CSV file (.csv, .csv.gz, or several in a .zip), a workbook (.xlsx or .ods) or a .parquet file."


class Unreadable(Exception):
    """A file of which nothing was read. `problems` says what is wrong and what would work."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refusal(name: str, wrong: str, right: str = INSTEAD, row: int = 0) -> Unreadable:
    """The refusal of a file for one reason."""
    return Unreadable([Problem(name, row, "", wrong, right)])
