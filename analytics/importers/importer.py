"""The protocol of an importer: what reads one family of files, and how it refuses a file."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, runtime_checkable

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.problem import Problem
from analytics.importers.imported import Imported
from analytics.importers.table import Table


class Refused(Exception):
    """A file of which nothing was taken. `problems` lists all that is wrong with it, at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"Nothing was taken:\n{listed}")


class Importer(Protocol):
    """What reads one family of files. An importer keeps nothing and changes nothing: it only reads."""

    @property
    def name(self) -> str:
        """What a message calls the family, such as "DfE data file"."""
        ...

    def recognises(self, table: Table) -> bool:
        """Whether the table is of this family, by its columns and labels and never by the file's name or year."""
        ...

    def read(self, table: Table, catalogue: Catalogue, published: date | None = None) -> tuple[Imported, ...]:
        """What the table gives, one entry a release. `published` overrules the day that the file implies.

        Raises `Refused` with every problem at once; then nothing of the table is taken.
        """
        ...


@runtime_checkable
class ReadsTogether(Protocol):
    """An importer that understands more from several tables at once: the sheets of a workbook, a list of what measures
    mean beside the file of their figures.
    """

    def read_together(
        self, tables: Sequence[Table], catalogue: Catalogue, published: date | None = None
    ) -> tuple[Imported, ...]:
        """What all the tables of an import give together, one entry a file that has figures.

        `tables` may hold others that it does not recognise (a cover, notes); they are passed over. Raises `Refused` as
        `read` does.
        """
        ...
