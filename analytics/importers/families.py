"""The families of files that can be imported: who reads each, and which tables belong together."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.evidence.catalogue import Catalogue
from analytics.importers.imported import Imported
from analytics.importers.importer import Importer
from analytics.importers.inspections.importer import InspectionsImporter
from analytics.importers.lait.dictionary import is_dictionary
from analytics.importers.lait.importer import LaitImporter
from analytics.importers.mappings.folder import RELEASES, kept_mappings, mappings_folder
from analytics.importers.mappings.layouts import SavedLayouts
from analytics.importers.neighbours import NeighboursImporter
from analytics.importers.own import OwnFiguresImporter
from analytics.importers.own.layout import Layout
from analytics.importers.own.template import is_explanation
from analytics.importers.releases.importer import DfeImporter
from analytics.importers.releases.mapping import load_families
from analytics.importers.releases.recognise import recognise
from analytics.importers.spending import SpendingImporter
from analytics.importers.table import Table

# A file of the selection and its tables.
Tables = Sequence[Table]
Read = Callable[[Tables, Catalogue, date | None], tuple[Imported, ...]]


@dataclass(frozen=True)
class Family:
    """One family of files. `maps` says whether a table that it recognises is one whose columns are known.

    `beside` picks, from all tables of the selection, those that explain a table and are read with it, as a data
    dictionary is; `whole_file` says that all sheets of a workbook are read together, `screened` that its faults are
    looked for first, as the department's screener does.
    """

    name: str
    importer: Importer
    read: Read
    maps: Callable[[Table], bool] = lambda _table: True
    beside: Callable[[Table], bool] = lambda _table: False
    whole_file: bool = False
    screened: bool = False


def families() -> tuple[Family, ...]:
    """Every family, the narrowest first: the first that recognises a table reads it.

    Files that nobody had mapped are read by the mappings that were made for them in this workspace.
    """
    mappings = mappings_folder(os.environ)
    dfe = DfeImporter(load_families(made_here=mappings / RELEASES))
    lait, inspections, neighbours = LaitImporter(), InspectionsImporter(), NeighboursImporter()
    spending, own = SpendingImporter(), OwnFiguresImporter()
    saved = SavedLayouts([one.mapping for one in kept_mappings(mappings)[0] if isinstance(one.mapping, Layout)])
    return (
        Family(lait.name, lait, lait.read_together, beside=is_dictionary),
        Family(neighbours.name, neighbours, _one_by_one(neighbours)),
        Family(
            dfe.name,
            dfe,
            _one_by_one(dfe),
            maps=lambda table: recognise(table, dfe.families) is not None,
            screened=True,
        ),
        Family(inspections.name, inspections, inspections.read_together, whole_file=True),
        Family(spending.name, spending, spending.read_together, whole_file=True),
        Family(own.name, own, own.read_together, beside=is_explanation),
        Family(saved.name, saved, _one_by_one(saved)),
    )


def _one_by_one(importer: Importer) -> Read:
    def read(tables: Tables, catalogue: Catalogue, published: date | None) -> tuple[Imported, ...]:
        return tuple(one for table in tables for one in importer.read(table, catalogue, published))

    return read
