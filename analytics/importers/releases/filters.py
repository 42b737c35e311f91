"""Filters: columns whose labels divide the rows of a data file, mapped and not."""

import polars as pl

from analytics.evidence.problem import Problem
from analytics.importers.importer import Refused
from analytics.importers.releases.cells import label, same_label, unreadable
from analytics.importers.releases.figures import used_columns
from analytics.importers.releases.mapping import Filter, Measure
from analytics.importers.releases.places import PLACE_COLUMNS
from analytics.importers.releases.recognise import TIME_COLUMNS, Recognised

# Labels that stand for everybody, in the files of the department's releases.
_EVERYBODY = ("total", "all", "all children", "all pupils", "all persons", "persons", "all ages", "england")
_NAMED_AT_MOST = 12


def filter_columns(found: Recognised) -> list[str]:
    """The plain names of the columns whose labels the measures of a dataset ask for."""
    wanted = {found.column(entry.columns) for measure in found.dataset.measures for entry in _filters(measure)}
    return sorted(column for column in wanted if column is not None)


def _filters(measure: Measure) -> list[Filter]:
    """Every filter that a measure asks for, with the labels of its breakdown and of its parts in other rows."""
    entries = [*measure.where]
    entries += [entry for part in (*measure.numerator, *measure.denominator) for entry in part.where]
    if measure.breakdown and measure.breakdown.columns:
        entries.append(Filter(columns=measure.breakdown.columns, labels=tuple(measure.breakdown.members)))
    return entries


def narrowed(frame: pl.DataFrame, found: Recognised, shown_as: str) -> tuple[pl.DataFrame, list[str]]:
    """The rows for everybody, where the file is divided by filters that nobody has mapped, and a sentence for each.

    Raises `Refused` with every such filter that has no label for everybody.
    """
    known = {*TIME_COLUMNS, *PLACE_COLUMNS, *filter_columns(found), "year", "row", "area", "place_note"}
    known |= {found.column((name,)) or "" for name in found.dataset.same}
    known |= {name for measure in found.dataset.measures for name in used_columns(measure)}
    left_out: list[str] = []
    problems: list[Problem] = []
    for column in (name for name in frame.columns if name not in known):
        labels = frame.select(pl.col(column).unique())
        texts = labels.filter(unreadable(column))
        if texts.is_empty() or labels.height == 1:
            continue
        name = found.names[column]
        everybody = texts.filter(label(column).is_in(_EVERYBODY))
        if everybody.is_empty():
            shown = ", ".join(f"“{text}”" for text in texts.to_series().sort().head(5))
            wrong = f"The column divides the figures ({shown}), and no label stands for all."
            problems.append(Problem(shown_as, 0, name, wrong, "Map it as a filter or a breakdown of this dataset."))
            continue
        before = frame.height
        frame = frame.filter(label(column).is_in(_EVERYBODY))
        left_out.append(f"Rows for parts by “{name}”, of which only the total is taken: {before - frame.height:,}.")
    if problems:
        raise Refused(problems)
    return frame, left_out


def unmapped_labels(frame: pl.DataFrame, found: Recognised) -> list[str]:
    """A sentence for each mapped filter that has labels which no measure asks for."""
    sentences = []
    for column in filter_columns(found):
        asked = {
            same_label(text)
            for measure in found.dataset.measures
            for entry in _filters(measure)
            if found.column(entry.columns) == column
            for text in entry.labels
        }
        others = (
            frame.filter(~pl.col(f"label:{column}").is_in(list(asked)))
            .group_by(pl.col(column).str.strip_chars())
            .agg(pl.len().alias("rows"))
            .sort(column)
        )
        if others.is_empty():
            continue
        shown = [f"“{text}” ({rows:,} rows)" for text, rows in others.head(_NAMED_AT_MOST).iter_rows()]
        more = f" and {others.height - _NAMED_AT_MOST} more" if others.height > _NAMED_AT_MOST else ""
        sentences.append(f"Labels of “{found.names[column]}” that no measure asks for: {', '.join(shown)}{more}.")
    return sentences
