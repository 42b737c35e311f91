"""Making a mapping for a data file laid out as the department's are, from choices that a screen can offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.releases import MAPPED_HERE
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.mappings.folder import slug_of
from analytics.importers.own.names import Names
from analytics.importers.releases.importer import DfeImporter
from analytics.importers.releases.mapping import (
    About,
    Breakdown,
    Dataset,
    Families,
    FamilyFile,
    Filter,
    Measure,
    Part,
    made_here_of,
)
from analytics.importers.releases.recognise import recognise
from analytics.importers.releases.times import PeriodRule
from analytics.importers.screening.roles import roles
from analytics.importers.table import Table

_TOTALS = ("total", "all", "all children", "not applicable")
# A filter of more labels than this is a list of names, and nobody chooses from it.
_MOST_LABELS = 200


@dataclass(frozen=True)
class Columns:
    """What a data file has beside times and places: its filters with their labels, and its columns of figures."""

    filters: Mapping[str, tuple[str, ...]]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """One measure of a file: the column of its figures, the indicator that they are, and which period they describe.

    `only` gives for a filter the label to take. `parts` is the filter whose labels become parts of the whole, without
    the label that `only` names as that of the total. `out_of` is the column that says of how many people a share or an
    average is; blank where the file does not say.
    """

    value: str
    indicator: str
    period: PeriodRule = PeriodRule.FINANCIAL_YEAR
    only: Mapping[str, str] = field(default_factory=dict)
    parts: str = ""
    out_of: str = ""


def columns_of(table: Table) -> Columns:
    """The filters and the columns of figures, told by what stands in them. A filter of one label divides nothing."""
    told = roles(table.frame, None)
    filters = {}
    for name in told.filters:
        labels = tuple(table.frame[name].str.strip_chars().unique(maintain_order=True).to_list())
        if 1 < len(labels) <= _MOST_LABELS:
            filters[name] = labels
    return Columns(filters, told.indicators)


def total_among(labels: Sequence[str]) -> str:
    """The label that stands for all; blank where none says so.

    >>> total_among(["Boys", "Girls", "Total"]), total_among(["Boys", "Girls"])
    ('Total', '')
    """
    return next((one for one in labels if one.strip().lower() in _TOTALS or one.lower().startswith("total ")), "")


def indicator_meant(column: str, catalogue: Catalogue) -> str:
    """The indicator whose name or other name the column has; blank for none."""
    return Names(catalogue).indicator(column.replace("_", " ")) or ""


def mapping_for(columns: Columns, name: str, publisher: str, wanted: Sequence[Wanted]) -> FamilyFile:
    """The mapping that these choices make, of a family of its own. Raises ValueError with what is missing."""
    if not slug_of(name):
        raise ValueError("Give the figures a name.")
    if not wanted:
        raise ValueError("Choose at least one column of figures and what it is.")
    labels: dict[str, list[str]] = {}
    for one in wanted:
        for column, label in one.only.items():
            labels.setdefault(column, []).append(label)
    about = About(
        id=slug_of(name),
        title=f"{name.strip()}, {{year}}",
        short_title=f"{name.strip()} {{year}}",
        publisher=publisher.strip() or "Not said",
        licence="As the file’s publisher says",
        attribution=f"Source: {publisher.strip() or 'not said'}, {name.strip()} {{year}}.",
        cautions=(MAPPED_HERE,),
    )
    dataset = Dataset(
        id="figures",
        title=name.strip(),
        columns=tuple((column,) for column in (*columns.filters, *dict.fromkeys(one.value for one in wanted))),
        labels=tuple(Filter(columns=(column,), labels=tuple(dict.fromkeys(said))) for column, said in labels.items()),
        measures=tuple(_measure(one, columns) for one in wanted),
    )
    return FamilyFile(family=about, datasets=(dataset,))


def _measure(one: Wanted, columns: Columns) -> Measure:
    parts = None
    if one.parts:
        total = total_among(columns.filters[one.parts])
        members = {label: label for label in columns.filters[one.parts] if label not in ("", total)}
        parts = Breakdown(dimension=_dimension(one.parts), columns=(one.parts,), members=members)
    return Measure(
        indicator=one.indicator,
        period=one.period,
        value=(one.value,),
        denominator=(Part(columns=(one.out_of,)),) if one.out_of else (),
        where=tuple(
            Filter(columns=(column,), labels=(label,)) for column, label in one.only.items() if column != one.parts
        ),
        breakdown=parts,
    )


def _dimension(column: str) -> str:
    words = slug_of(column).replace("-", " ")
    return words if words[:1].isalpha() else f"by {words}"


def preview(table: Table, mapping: FamilyFile, catalogue: Catalogue) -> Imported:
    """What the table would give by the mapping. Raises Refused with what is in the way."""
    assert mapping.family is not None
    families = Families({mapping.family.id: made_here_of(mapping.family, mapping.datasets)})
    if recognise(table, families) is None:
        right = "Choose labels that stand in the file."
        raise Refused([table.fault("The mapping does not fit the file.", right)])
    return DfeImporter(families).read(table, catalogue)[0]
