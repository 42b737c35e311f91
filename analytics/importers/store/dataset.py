"""Which kept file a new one is a newer copy of."""

import hashlib
import re

import polars as pl

from analytics.evidence.release_index import FileRecord
from analytics.evidence.release_place import Place
from analytics.evidence.release_rows import FIGURE
from analytics.importers.imported import Imported

# Stands between an archive's name and that of a file in it.
_INSIDE = " › "
_RATING = ("area", "scale", "subject", "period_end")
_ADDED_BY_DOWNLOADING = re.compile(r"(\.(csv|tsv|txt|gz|zip|xlsx|xls|ods|parquet))+$|[ _-]*\(\d+\)|[ _-]+copy$")


def dataset_name(file: str) -> str:
    """What a data set is called: its file's name without its endings, its archive and what a second download adds.

    >>> dataset_name("b1_children_in_need_2013_to_2025 (1).csv.gz")
    'b1_children_in_need_2013_to_2025'
    """
    name = file.rsplit(_INSIDE, 1)[-1].casefold().strip()
    while (shorter := _ADDED_BY_DOWNLOADING.sub("", name)) != name:
        name = shorter
    return name.strip() or file


def gives(imported: Imported) -> str:
    """A fingerprint of what a file tells of: its measures, breakdowns and sorts of area, whatever its years."""
    area = pl.col("area").str.extract(r"^(england$|region:|neighbours:)").fill_null("authority")
    measures = imported.observations.select(area, "indicator", "dimension").unique()
    told = {"|".join(row) for row in measures.iter_rows()}
    told |= {"|".join(("rating", *row)) for row in imported.ratings.select("scale", "subject").unique().iter_rows()}
    told |= {f"neighbours|{entry.model}" for entry in imported.neighbours}
    return hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()[:16]


def is_newer_copy(imported: Imported, told: str, kept: FileRecord, place: Place) -> bool:
    """Whether a file is the same data set of the same release as one that is kept, so that it takes its place.

    It is where both tell of the same measures for the same sorts of area and the new one has at least half of what
    the kept one has, or where both have one name and any figure in common. Two files that share a name by chance
    ("data.csv"), or that are halves of one table, are two data sets.
    """
    if imported.release.id != kept.release.id:
        return False
    shared, all_kept = _shared(imported, kept, place)
    same_name = dataset_name(imported.file) == kept.dataset
    if told == kept.gives:
        return 2 * shared >= all_kept and (all_kept > 0 or same_name)
    return same_name and shared > 0


def _shared(imported: Imported, kept: FileRecord, place: Place) -> tuple[int, int]:
    """How many figures and ratings the two have in common, and how many the kept one has."""
    shared = all_kept = 0
    for kind, given, key in (("observations", imported.observations, FIGURE), ("ratings", imported.ratings, _RATING)):
        if kind in kept.parts:
            old = place.scan(kept.parts[kind].name).select(key).unique()
            all_kept += old.select(pl.len()).collect().item()
            both = old.join(given.lazy().select(key), on=key, how="semi", nulls_equal=True)
            shared += both.select(pl.len()).collect().item()
    return shared, all_kept
