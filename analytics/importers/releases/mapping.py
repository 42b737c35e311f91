"""Mappings: which columns and labels of a published data file are which measures. They are data, one file a family.

The shipped ones are in `data/catalogue/releases`; `data/catalogue/releases/README.md` says how one is written. The
workspace may hold more, for files that nobody has mapped yet. What these say of a file nobody has checked, even that it
was published, so what is read by them is kept apart from the department's releases and stays inside until somebody
publishes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from analytics.evidence.files import read_toml
from analytics.evidence.loading import SHIPPED
from analytics.evidence.problem import Problem, Wrong
from analytics.evidence.releases import MAPPED_HERE, ReleaseKind
from analytics.importers.releases.times import PeriodRule

SHIPPED_RELEASES = SHIPPED / "catalogue" / "releases"


def _one_or_more(given: Any) -> Any:
    return (given,) if isinstance(given, str | dict) else given


def _a_part(given: Any) -> Any:
    """A part may be written as the name of its column, or as the names it has had."""
    if isinstance(given, str):
        return {"columns": (given,)}
    return {"columns": tuple(given)} if isinstance(given, list | tuple) else given


def _parts(given: Any) -> Any:
    return tuple(_a_part(part) for part in _one_or_more(given)) if given is not None else ()


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# The names that one column has had, in any release; the first that is in the file is read.
Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]


class Filter(_Entry):
    """Rows in which a column has one of these labels. Both the column and the label may have had several names."""

    columns: Names = Field(min_length=1)
    labels: Names = Field(min_length=1)


Filters = Annotated[tuple[Filter, ...], BeforeValidator(_one_or_more)]


class Part(_Entry):
    """A column that is added up into a numerator or a denominator.

    `called` names it in a sentence ("the band 41 to 45 days"), for a figure that cannot be worked out because this
    part is missing. `where` takes it from another row of the same place and year: the row of the total.
    """

    columns: Names = Field(min_length=1)
    called: str = ""
    where: Filters = ()


Parts = Annotated[tuple[Part, ...], BeforeValidator(_parts)]


class Breakdown(_Entry):
    """Labels of a filter, or columns side by side, that are the members of a dimension.

    `columns` are the filter's names and `members` its labels with the member that each becomes; without `columns`
    the keys of `members` are columns of the file, each of which holds the figure of one member.
    """

    dimension: str = Field(pattern=r"^[a-z][a-z0-9_ ]*$")
    columns: Names = ()
    members: Mapping[str, str] = Field(min_length=1)


class Measure(_Entry):
    """One indicator of the catalogue in a dataset.

    `value` is the column as printed. Without it the figure is worked out: the numerator's parts added up, over the
    denominator's, times `per`, to one decimal place. `scale` turns the file's unit into the catalogue's. Beside a
    printed value the denominator may stand alone: the children on whom a share of something else rests, such as a
    share of sessions at school.
    """

    indicator: str
    period: PeriodRule
    value: Names = ()
    numerator: Parts = ()
    denominator: Parts = ()
    per: int = Field(default=100, gt=0)
    scale: float = Field(default=1.0, gt=0)
    where: Filters = ()
    breakdown: Breakdown | None = None
    note: str = ""

    @property
    def across(self) -> bool:
        """Whether the members of the breakdown stand side by side, each in a column of its own."""
        return self.breakdown is not None and not self.breakdown.columns

    @model_validator(mode="after")
    def _can_be_read(self) -> "Measure":
        rests_on = bool(self.value and self.denominator) or self.across
        if bool(self.numerator) != bool(self.denominator) and not rests_on:
            raise Wrong(f"“{self.indicator}” has only half of a ratio.", "Give numerator and denominator, or neither.")
        if not self.value and not self.denominator and not self.across:
            raise Wrong(f"“{self.indicator}” has neither a value nor a ratio.", "Give value, or both parts of a ratio.")
        if self.across and (self.value or self.numerator):
            raise Wrong(
                f"“{self.indicator}” has columns as members and another value as well.",
                "Leave out value and numerator: each column is the value, or over a denominator the numerator.",
            )
        return self


class Dataset(_Entry):
    """A data file of a family and the measures in it.

    A file is this dataset where every entry of `columns` is there under one of its names and every filter of `labels`
    has one of its labels. `same` are columns whose labels do not divide the figures (the file's own title, the
    version). `provisional` says which rows are not final. `joint` are groups of councils, by their ids, whose joint
    return the file prints beside the first of them, without a number beside the others.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    columns: tuple[Names, ...] = Field(min_length=1)
    labels: Filters = ()
    same: Names = ()
    provisional: Filter | None = None
    joint: tuple[tuple[str, ...], ...] = ()
    measures: tuple[Measure, ...] = Field(min_length=1)


class PublishedOn(_Entry):
    """The first day on which the release of a year was certainly public, and how that is known."""

    year: int
    day: date
    basis: str = Field(min_length=10)


class Derived(_Entry):
    """A measure worked out from figures of two files: `numerator` of this family over `denominator` of another.

    The denominator is taken from the year before, as the department takes the estimate of the population.
    """

    indicator: str
    numerator: str
    denominator: str
    family: str
    per: int = Field(gt=0)


class About(_Entry):
    """What a family of releases is called and whose it is. `{year}` stands for the year in which a release ends."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    short_title: str
    publisher: str
    licence: str
    attribution: str
    cautions: tuple[str, ...] = ()
    published: tuple[PublishedOn, ...] = ()


class FamilyFile(_Entry):
    """releases/<name>.toml: a family with its datasets, or further datasets `of` a family of another file."""

    family: About | None = None
    of: str = ""
    datasets: tuple[Dataset, ...] = ()
    derived: tuple[Derived, ...] = ()

    @model_validator(mode="after")
    def _has_one_family(self) -> "FamilyFile":
        if (self.family is None) == (not self.of):
            raise Wrong("The file says neither or both of whose datasets these are.", "Give [family], or of = an id.")
        return self


@dataclass(frozen=True)
class Family:
    """A family of releases with every dataset that is mapped. `kind` is MAPPED where it was mapped in the workspace."""

    about: About
    datasets: tuple[Dataset, ...]
    derived: tuple[Derived, ...] = ()
    kind: ReleaseKind = ReleaseKind.NATIONAL


@dataclass(frozen=True)
class Families:
    """Every family, by id, and what is wrong with the files that could not be read."""

    families: Mapping[str, Family]
    problems: tuple[Problem, ...] = field(default=())


def load_families(shipped: Path = SHIPPED_RELEASES, made_here: Path | None = None) -> Families:
    """The families mapped in `shipped` and `made_here`, without broken files and with every problem.

    Those of `made_here` are families of their own, whatever they call themselves: see `made_here_of`. A folder that is
    not there holds nothing.
    """
    files, problems = _files(shipped)
    abouts = {file.family.id: file.family for _, file in files if file.family}
    families = _filled(files, {name: Family(about, ()) for name, about in abouts.items()}, problems)
    if made_here:
        own, more = _files(made_here)
        problems += more
        abouts |= {file.family.id: file.family for _, file in own if file.family}
        families |= _filled(own, {name: made_here_of(about, ()) for name, about in abouts.items()}, problems)
    return Families(families, tuple(problems))


def made_here_of(about: About, datasets: tuple[Dataset, ...]) -> Family:
    """The family of a mapping made in a workspace: under an id of its own, so that it never is a shipped one's.

    >>> made_here_of(load_families().families["workforce"].about, ()).about.id
    'mapped-workforce'
    """
    cautions = tuple(dict.fromkeys((*about.cautions, MAPPED_HERE)))
    apart = about.model_copy(update={"id": f"mapped-{about.id}", "cautions": cautions})
    return Family(apart, datasets, kind=ReleaseKind.MAPPED)


def _files(folder: Path) -> tuple[list[tuple[str, FamilyFile]], list[Problem]]:
    found: list[tuple[str, FamilyFile]] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        file, wrong = read_toml(path, FamilyFile, f"releases/{path.name}")
        problems += wrong
        found += [(path.name, file)] if file else []
    return found, problems


def _filled(
    files: Iterable[tuple[str, FamilyFile]], families: dict[str, Family], problems: list[Problem]
) -> dict[str, Family]:
    """The families that have datasets, by their ids; a dataset of a later file stands in for one of the same id."""
    for name, file in files:
        family = file.family.id if file.family else file.of
        if family not in families:
            right = f"Use one of: {', '.join(families) or 'none is mapped yet'}."
            problems.append(Problem(f"releases/{name}", 0, "of", f"The family “{family}” is not known.", right))
            continue
        known = families[family]
        datasets = {dataset.id: dataset for dataset in (*known.datasets, *file.datasets)}
        families[family] = replace(known, datasets=tuple(datasets.values()), derived=known.derived + file.derived)
    return {family.about.id: family for family in families.values() if family.datasets}
