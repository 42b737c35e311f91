"""Problems found while reading evidence: where, what is wrong, and what would be right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place of a file.

    `row` counts as a spreadsheet does: the header is row 1. It is 0 where the problem is with the whole file.
    """

    file: str
    row: int
    column: str
    wrong: str
    right: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: {self.wrong} {self.right}"


class Wrong(ValueError):
    """A cell that cannot be read: `wrong` says what is there, `right` what would work.

    `column` names the cell where the fault is found while reading a whole row.
    """

    def __init__(self, wrong: str, right: str, column: str = "") -> None:
        super().__init__(f"{wrong} {right}")
        self.wrong = wrong
        self.right = right
        self.column = column


class EvidenceError(Exception):
    """Evidence that has problems and so was not loaded. `problems` lists all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        listed = "\n".join(f"  {problem}" for problem in sorted(problems))
        super().__init__(f"{len(problems)} problems in the evidence:\n{listed}")
        self.problems = problems
