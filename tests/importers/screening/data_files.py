"""A sound data file made by hand, and ways to spoil it."""

import polars as pl

from analytics.importers.table import Table

COLUMNS = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name", "group", "children", "rate",
)  # fmt: skip
_ENGLAND = ("E92000001", "England")
_REGION = ("E12000003", "Yorkshire and The Humber")
_PLACES = (
    ("National", *_ENGLAND, "", "", "", "", ""),
    ("Regional", *_ENGLAND, *_REGION, "", "", ""),
    ("Local authority", *_ENGLAND, *_REGION, "370", "E08000016", "Barnsley"),
    ("Local authority", *_ENGLAND, *_REGION, "384", "E08000036", "Wakefield"),
)
META = (
    "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\n"
    "group,Filter,Group,,,,Which children,\n"
    "children,Indicator,Number of children,Counts,,0,,\n"
    "rate,Indicator,Rate,Rates,%,1,,\n"
)


def sound_rows():
    """Sixteen rows: two years, four places, two groups."""
    figures = iter(range(100, 200))
    return [
        [year, "Reporting year", *place, group, str(figure := next(figures)), f"{figure / 7:.1f}"]
        for year in ("2024", "2025")
        for place in _PLACES
        for group in ("Total", "Under 1")
    ]


def table(rows=None, columns=COLUMNS, meta=None):
    """A table of these rows, with a description where one is given."""
    rows = sound_rows() if rows is None else rows
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    return Table("figures.csv", frame, "0" * 64, companions={"figures.meta.csv": meta} if meta else {})


def with_cell(row, column, value, rows=None):
    """Sound rows with one cell changed; `row` counts as the file does."""
    rows = [list(entry) for entry in (sound_rows() if rows is None else rows)]
    rows[row - 2][COLUMNS.index(column)] = value
    return rows


def with_column(column, value, level=None):
    """Sound rows with one column changed throughout, or in the rows of a level."""
    return [
        [value if name == column and level in (None, row[2]) else cell for name, cell in zip(COLUMNS, row, strict=True)]
        for row in sound_rows()
    ]
