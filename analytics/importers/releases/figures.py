"""Figures: the values of one measure in a prepared data file, whole columns at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from analytics.evidence.problem import Problem
from analytics.evidence.vocabulary import MissingReason
from analytics.importers.releases.cells import ratio, same_label, with_cells_read
from analytics.importers.releases.mapping import Filter, Measure, Part
from analytics.importers.releases.recognise import Recognised, plain

# How a part is missing, within a sentence that begins with its name.
_IS_MISSING = {
    MissingReason.SUPPRESSED: "is withheld",
    MissingReason.LOW: "rounds to 0 but is not 0",
    MissingReason.LOW_RELIABILITY: "is withheld as not reliable",
    MissingReason.NOT_AVAILABLE: "is not available",
    MissingReason.NOT_APPLICABLE: "does not apply",
}
_WORKED_OUT = {100: "share", 10_000: "rate"}
_WARNINGS_AT_MOST = 20


@dataclass(frozen=True)
class Figures:
    """What one measure gives: a frame, or why it is not there, and the cells that could not be read."""

    frame: pl.DataFrame | None = None
    left_out: str = ""
    warnings: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Term:
    """A part that was found: its column, what to call it and, from another row, where its cells were joined to."""

    column: str
    cells: str
    called: str


def figures(frame: pl.DataFrame, measure: Measure, found: Recognised, file: str) -> Figures:
    """The figures of a measure, one row for each row of `frame` that it is about.

    `frame` has the file's columns under their plain names, `label:<column>` for each filter, and `area`, `place_note`,
    `year`, `row` and `provisional`. The result has `area`, `year`, `row`, `member`, `locator`, `value`, `numerator`,
    `denominator`, `printed`, `missing_reason`, `note` and `provisional`.
    """
    if measure.across and measure.breakdown:
        return _side_by_side(frame, measure, found, file)
    rows, missing = _rows(frame, measure.where, found)
    if rows is None:
        return Figures(left_out=f"the file has no column {missing}")
    rows = rows.with_columns(pl.lit("").alias("member"))
    if measure.breakdown:
        column = found.column(measure.breakdown.columns)
        if column is None:
            return Figures(left_out=f"the file has no column {_or(measure.breakdown.columns)}")
        members = {same_label(text): member for text, member in measure.breakdown.members.items()}
        rows = rows.with_columns(
            pl.col(f"label:{column}").replace_strict(members, default=None, return_dtype=pl.String).alias("member")
        ).filter(pl.col("member").is_not_null())
    if rows.is_empty():
        return Figures(left_out="no row of the file has its labels")
    return _figures(rows, frame, measure, found, file)


def _side_by_side(frame: pl.DataFrame, measure: Measure, found: Recognised, file: str) -> Figures:
    """Members that have a column each, one after the other."""
    assert measure.breakdown is not None
    frames, warnings, missing = [], [], []
    for column, member in measure.breakdown.members.items():
        one = measure.model_copy(
            update={
                "breakdown": None,
                "value": () if measure.denominator else (column,),
                "numerator": (Part(columns=(column,), called=f"the figure for {member}"),)
                if measure.denominator
                else (),
            }
        )
        if found.column((column,)) is None:
            missing.append(column)
            continue
        read = figures(frame, one, found, file)
        if read.frame is None:
            return read
        frames.append(read.frame.with_columns(pl.lit(member).alias("member")))
        warnings += read.warnings
    if not frames:
        return Figures(left_out=f"the file has none of the columns {', '.join(missing)}")
    return Figures(pl.concat(frames), warnings=warnings)


def _rows(frame: pl.DataFrame, where: Sequence[Filter], found: Recognised) -> tuple[pl.DataFrame | None, str]:
    """The rows with the labels that are asked for, or None and the column that is not there."""
    for wanted in where:
        column = found.column(wanted.columns)
        if column is None:
            return None, _or(wanted.columns)
        frame = frame.filter(pl.col(f"label:{column}").is_in([same_label(text) for text in wanted.labels]))
    return frame, ""


def _figures(rows: pl.DataFrame, frame: pl.DataFrame, measure: Measure, found: Recognised, file: str) -> Figures:
    above, missing_above = _terms(measure.numerator, found)
    below, missing_below = _terms(measure.denominator, found)
    value = found.column(measure.value) if measure.value else None
    if measure.value and value is None:
        return Figures(left_out=f"the file has no column {_or(measure.value)}")
    if not measure.value and (missing_above or missing_below):
        return Figures(left_out=f"the file has no column {missing_above or missing_below}")
    if missing_above or missing_below:
        above, below = [], []
    for term, part in zip([*above, *below], [*measure.numerator, *measure.denominator], strict=False):
        if term.cells != term.column:
            rows = _with_cells_of(rows, frame, part, term, found)
    terms = [*above, *below]
    read = [value] if value else list(dict.fromkeys(term.cells for term in terms))
    rows = with_cells_read(rows, dict.fromkeys([*read, *(term.cells for term in terms)]))
    warnings, readable = _unreadable(rows, read, found, file)
    rows = rows.filter(readable)
    top, bottom = _total(above), _total(below)
    shown = _printed(value, measure) if value else _worked_out(above, below, measure)
    # A denominator alone is the number of children that a share of something else rests on.
    both = bottom > 0
    if measure.numerator:
        both &= top.is_not_null()
    if value and measure.numerator:
        both &= shown["value"].is_null() | _agree(top, bottom, value, measure)
    places = found.names[value] if value else _locator(above, below, found)
    notes = pl.concat_str([pl.col("place_note"), pl.lit(measure.note), shown["note"]], separator=" ")
    return Figures(
        rows.select(
            "area",
            "year",
            "row",
            "provisional",
            "member",
            pl.lit(f"{file}#{places}").alias("locator"),
            shown["value"].alias("value"),
            pl.when(both).then(top).alias("numerator"),
            pl.when(both).then(bottom).alias("denominator"),
            shown["printed"].alias("printed"),
            shown["missing_reason"].alias("missing_reason"),
            notes.str.replace_all(r"\s+", " ").str.strip_chars().alias("note"),
        ),
        warnings=warnings,
    )


def _terms(parts: Sequence[Part], found: Recognised) -> tuple[list[_Term], str]:
    """The parts that the file has, and the first that it has not."""
    terms: list[_Term] = []
    for part in parts:
        column = found.column(part.columns)
        if column is None:
            return terms, _or(part.columns)
        cells = f"{column} of {same_label('; '.join(part.where[0].labels))}" if part.where else column
        terms.append(_Term(column, cells, part.called or f"the column “{found.names[column]}”"))
    return terms, ""


def _with_cells_of(rows: pl.DataFrame, frame: pl.DataFrame, part: Part, term: _Term, found: Recognised) -> pl.DataFrame:
    """`rows` with the cells that a part has in another row of the same place and year; blank where there is none.

    The other row has the labels of `part.where`, and in every other filter the same label as the row itself.
    """
    if term.cells in rows.columns:
        return rows
    others, _ = _rows(frame, part.where, found)
    if others is None:
        return rows.with_columns(pl.lit("").alias(term.cells))
    changed = {found.column(wanted.columns) for wanted in part.where}
    filters = [name for name in frame.columns if name.startswith("label:") and name[6:] not in changed]
    keys = ["area", "year", *filters]
    cells = others.select(*keys, pl.col(term.column).alias(term.cells)).unique(keys, keep="first", maintain_order=True)
    return rows.join(cells, on=keys, how="left", maintain_order="left").with_columns(pl.col(term.cells).fill_null(""))


def _total(terms: list[_Term]) -> pl.Expr:
    """The parts added up; null where any of them is missing, and where there are none."""
    if not terms:
        return pl.lit(None, dtype=pl.Float64)
    total = _number(terms[0].cells)
    for term in terms[1:]:
        total = total + _number(term.cells)
    return total


def _number(column: str) -> pl.Expr:
    return pl.col(f"number:{column}")


def _shown(column: str) -> pl.Expr:
    return pl.col(f"printed:{column}")


def _reason(column: str) -> pl.Expr:
    return pl.col(f"reason:{column}")


def _unread(column: str) -> pl.Expr:
    return _number(column).is_null() & _reason(column).is_null()


def _agree(top: pl.Expr, bottom: pl.Expr, value: str, measure: Measure) -> pl.Expr:
    """Whether numerator over denominator is the printed figure, as far as rounding lets one see.

    In the files on the workforce a few rates of England and its regions are not their totals over one another; they
    seem to leave out councils that could not give a part. Totals of England and the regions are rounded to tens, and
    full-time equivalents to tenths.
    """
    in_tens = (top % 10 == 0) & (bottom % 10 == 0)
    half = pl.when(_shown(value).str.contains(".", literal=True).any()).then(0.05).otherwise(0.5)
    slack = pl.when(in_tens).then(10.0).otherwise(0.1) * measure.per / bottom
    return (top / bottom * measure.per - _number(value)).abs() <= half + slack + 1e-9


def _printed(value: str, measure: Measure) -> dict[str, pl.Expr]:
    """A figure as the file prints it."""
    scaled = _number(value) * measure.scale
    as_text = scaled.cast(pl.String).fill_null("") if measure.scale != 1 else _shown(value)
    blank = pl.col(value).str.strip_chars() == ""
    note = pl.when(blank).then(pl.lit("The cell is blank in the file.")).otherwise(pl.lit(""))
    return {"value": scaled, "printed": as_text, "missing_reason": _reason(value), "note": note}


def _worked_out(above: list[_Term], below: list[_Term], measure: Measure) -> dict[str, pl.Expr]:
    """A figure that the file does not print, from the parts that it does."""
    worked = ratio(_total(above), _total(below), measure.per)
    # A part may be in numerator and denominator both; it is named once.
    terms = list({term.cells: term for term in [*above, *below]}.values())
    reasons = [_reason(term.cells) for term in terms]
    none_at_all = pl.when(_total(below) == 0).then(pl.lit(MissingReason.NOT_APPLICABLE.value))
    what = _WORKED_OUT.get(measure.per, "figure")
    clauses = pl.concat_str(
        [pl.lit(f"{term.called} ") + _clause(why) for term, why in zip(terms, reasons, strict=True)],
        separator=" and ",
        ignore_nulls=True,
    )
    sentence = clauses.str.slice(0, 1).str.to_uppercase() + clauses.str.slice(1)
    note = (
        pl.when(pl.coalesce(reasons).is_not_null())
        .then(sentence + pl.lit(f", so the {what} cannot be worked out."))
        .when(_total(below) == 0)
        .then(pl.lit(f"There were none, so there is no {what}."))
        .otherwise(pl.lit("Worked out from the figures in the file."))
    )
    return {
        "value": worked * measure.scale,
        "printed": (worked * measure.scale).cast(pl.String).fill_null(""),
        "missing_reason": pl.coalesce(*reasons, none_at_all),
        "note": note,
    }


def _clause(why: pl.Expr) -> pl.Expr:
    words = {reason.value: text for reason, text in _IS_MISSING.items()}
    return why.replace_strict(words, default=None, return_dtype=pl.String)


def _unreadable(rows: pl.DataFrame, columns: list[str], found: Recognised, file: str) -> tuple[list[Problem], pl.Expr]:
    """A warning for every cell that is neither number nor symbol, and which rows have none."""
    warnings: list[Problem] = []
    for column in columns:
        name = found.names.get(column, column)
        broken = rows.filter(_unread(column)).unique("row").sort("row").select("row", pl.col(column).alias("cell"))
        right = "Write a number, or a symbol of the release: c, x, z, k, low or u."
        for at, cell in broken.head(_WARNINGS_AT_MOST).iter_rows():
            wrong = f"“{cell}” is neither a number nor a known symbol, so the figure is left out."
            warnings.append(Problem(file, at, name, wrong, right))
        if broken.height > _WARNINGS_AT_MOST:
            more = broken.height - _WARNINGS_AT_MOST
            warnings.append(Problem(file, 0, name, f"{more:,} more cells of this column cannot be read.", right))
    return warnings, ~pl.any_horizontal([_unread(column) for column in columns])


def _locator(above: list[_Term], below: list[_Term], found: Recognised) -> str:
    """The columns of a figure that was worked out: "a + b / c"."""
    sums = [" + ".join(found.names[term.column] for term in terms) for terms in (above, below)]
    return " / ".join(sums)


def _or(names: Sequence[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)


def used_columns(measure: Measure) -> set[str]:
    """The plain names of every column that a measure may read."""
    names = {*measure.value, *(name for part in (*measure.numerator, *measure.denominator) for name in part.columns)}
    if measure.across and measure.breakdown:
        names |= set(measure.breakdown.members)
    return {plain(name) for name in names}
