"""The importer of the Local Authority Interactive Tool: its long data file, with its data dictionary where given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from analytics.evidence.catalogue import Catalogue, Indicator
from analytics.evidence.problem import Problem
from analytics.evidence.releases import Release, ReleaseKind
from analytics.importers.imported import Imported
from analytics.importers.importer import Refused
from analytics.importers.lait.dictionary import Measure, identifiers, is_dictionary, read_dictionary
from analytics.importers.lait.figures import COLUMNS, Wanted, figures
from analytics.importers.lait.mapping import Mapping, load_mapping
from analytics.importers.table import Table


@dataclass(frozen=True)
class LaitImporter:
    """Reads the tool's long data file; with the data dictionary beside it, the measures too that the catalogue lacks.

    The tool repeats what others published, so that its release is a compilation. Its files do not say when they were
    published: that is the day that the caller gives, or else `today`.
    """

    today: Callable[[], date] = date.today
    name: str = "Local Authority Interactive Tool file"

    def recognises(self, table: Table) -> bool:
        """Whether the table is the tool's long data file or its data dictionary."""
        return _is_data(table) or is_dictionary(table)

    def read(self, table: Table, catalogue: Catalogue, published: date | None = None) -> tuple[Imported, ...]:
        """What the data file gives without the dictionary: only measures that are in the catalogue."""
        return self.read_together((table,), catalogue, published)

    def read_together(
        self, tables: Sequence[Table], catalogue: Catalogue, published: date | None = None
    ) -> tuple[Imported, ...]:
        """What the data files among the tables give, one entry each, with the dictionary among them.

        Raises Refused where there is no data file, or where a data file has no figure that can be taken.
        """
        data = [table for table in tables if _is_data(table)]
        dictionaries = [table for table in tables if is_dictionary(table)]
        if not data:
            raise Refused([_only_a_dictionary(table) for table in dictionaries or tables])
        measures = {
            short: measure for table in dictionaries for short, measure in read_dictionary(table, catalogue).items()
        }
        return tuple(self._read(table, measures, catalogue, published) for table in data)

    def _read(
        self, table: Table, measures: dict[str, Measure], catalogue: Catalogue, published: date | None
    ) -> Imported:
        mapping = load_mapping()
        day = published or self.today()
        identifier = f"{mapping.release.family}-{day:%Y-%m-%d}"
        there = table.frame["Short Desc"].str.strip_chars().unique(maintain_order=True).to_list()
        known = _known(mapping, measures, catalogue)
        unknown = _unknown(measures, known, there)
        found = figures(table, known | unknown, catalogue)
        if found.rows.is_empty():
            raise Refused([_nothing_known(table)])
        rows = found.rows.with_columns(pl.lit(identifier).alias("document"))
        return Imported(
            release=_release(mapping, identifier, day, rows, given=published is not None),
            file=table.name,
            sha256=table.sha256,
            observations=rows,
            indicators=_indicators(unknown, measures, rows, identifier),
            left_out=(*_untaken(there, known, unknown, dictionary=bool(measures)), *found.left_out),
            warnings=found.warnings,
        )


def _is_data(table: Table) -> bool:
    return set(COLUMNS) <= set(table.frame.columns)


def _known(mapping: Mapping, measures: dict[str, Measure], catalogue: Catalogue) -> dict[str, Wanted]:
    """The measures that are indicators of this catalogue."""
    return {
        one.measure: Wanted(
            one.indicator,
            catalogue.indicators[one.indicator].unit,
            one.years,
            places=measures[one.measure].places if one.measure in measures else None,
        )
        for one in mapping.measures
        if one.indicator in catalogue.indicators and not catalogue.indicators[one.indicator].from_release
    }


def _unknown(measures: dict[str, Measure], known: dict[str, Wanted], there: list[str]) -> dict[str, Wanted]:
    """The other measures of the file that the dictionary describes, each as an indicator of its own."""
    shorts = [short for short in measures if short in there and short not in known]
    ids = identifiers(shorts)
    return {
        short: Wanted(ids[short], measure.unit, measure.years, measure.of_a_unit, measure.places_of_unit)
        for short in shorts
        if (measure := measures[short]).years is not None
    }


def _indicators(
    unknown: dict[str, Wanted], measures: dict[str, Measure], rows: pl.DataFrame, release: str
) -> tuple[Indicator, ...]:
    used = set(rows["indicator"].unique())
    return tuple(
        measures[short].as_indicator(one.indicator, release) for short, one in unknown.items() if one.indicator in used
    )


def _release(mapping: Mapping, identifier: str, day: date, rows: pl.DataFrame, *, given: bool) -> Release:
    about = mapping.release
    ends = rows.filter(pl.col("value").is_not_null() & (pl.col("period_end") <= day))["period_end"]
    latest = ends.max()
    return Release(
        id=identifier,
        family=about.family,
        kind=ReleaseKind.COMPILATION,
        title=f"{about.title}, {day:%-d %B %Y}",
        short_title=f"{about.short_title}, {day:%B %Y}",
        publisher=about.publisher,
        published=day,
        published_basis="The day that was given with the file, which does not say."
        if given
        else "The day on which the file was imported, because the file does not say when it was published.",
        data_to=latest if isinstance(latest, date) else day,
        licence=about.licence,
        attribution=about.attribution,
        cautions=about.cautions,
    )


def _untaken(
    there: list[str], known: dict[str, Wanted], unknown: dict[str, Wanted], *, dictionary: bool
) -> tuple[str, ...]:
    """What is said of the measures in the file that were not taken."""
    lost = [short for short in there if short not in known and short not in unknown]
    if not lost:
        return ()
    if not dictionary:
        return (
            f"{len(lost)} measures that the catalogue does not know. "
            "Give the tool’s data dictionary (lait_data_dictionary.csv) with the file to have them too.",
        )
    named = ", ".join(f"“{short}”" for short in lost[:20]) + (" and others" if len(lost) > 20 else "")
    return (f"{len(lost)} measures of which the data dictionary does not say what their years are: {named}.",)


def _only_a_dictionary(table: Table) -> Problem:
    return table.fault(
        "This is the tool’s data dictionary: it describes the measures and holds no figures.",
        "Give it together with the tool’s data file (bds_long_0.parquet).",
    )


def _nothing_known(table: Table) -> Problem:
    return table.fault(
        "None of its measures is one that the catalogue knows.",
        "Give the tool’s own data file, and its data dictionary (lait_data_dictionary.csv) with it.",
        "Short Desc",
    )
