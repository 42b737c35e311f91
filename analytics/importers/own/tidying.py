"""Bringing a file into the tidy layout as its layout says."""

from collections.abc import Sequence

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.problem import Problem
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import count_of
from analytics.importers.headings import tidied
from analytics.importers.importer import Refused
from analytics.importers.own.columns import FIELDS
from analytics.importers.own.grid import Grid, grid_of
from analytics.importers.own.layout import Item, Layout, Totals, Written
from analytics.importers.own.names import Names, quoted
from analytics.importers.own.placing import Placed, lacking, placed
from analytics.importers.own.rows import NUMBER
from analytics.importers.own.tidied import TidiedTable
from analytics.importers.own.times import period_meant
from analytics.importers.table import Table

# Figures that one wide table may hold: more is a mistake in the layout.
_MOST = 2_000_000
_FACTORS = {Written.SHARE_OF_ONE: 100.0, Written.POUNDS: 1e-6, Written.THOUSANDS_OF_POUNDS: 1e-3}
_LABELS = (Item.COUNCIL, Item.INDICATOR, Item.PERIOD, Item.PART, Item.MEMBER)
_COMMAS = r"^-?£?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?$"


def tidy(table: Table, layout: Layout, catalogue: Catalogue) -> TidiedTable:
    """The table in the tidy layout, one row a figure, for the importer of own figures to read.

    Rows come in the order of the file, and within a row in that of its columns. Raises Refused where the layout does
    not fit the file: a heading is not there, or it does not say of which council, indicator or period the figures are.
    """
    unsaid = lacking(table.shown_as, layout)
    try:
        made = as_far_as_it_goes(table, layout, catalogue)
    except Refused as refused:
        raise Refused((*unsaid, *refused.problems)) from None
    if unsaid:
        raise Refused(unsaid)
    return made


def as_far_as_it_goes(table: Table, layout: Layout, catalogue: Catalogue) -> TidiedTable:
    """The table in the tidy layout, with blank columns for what the layout does not say. Raises Refused as `tidy` does
    for all else.
    """
    grid, names = grid_of(table), Names(catalogue)
    where = placed(grid, layout, names)
    long, left_out = _figures(grid, layout, where, names)
    frame = long.select(
        (pl.col(field) if field in long.columns else pl.lit("")).cast(pl.String).alias(field) for field in FIELDS
    )
    headings = {item.value: where.heading_of(item) for item in layout.columns}
    if layout.across:
        headings |= {layout.across.value: "", Item.VALUE.value: ""}
    return TidiedTable(
        name=table.name,
        frame=frame,
        sha256=table.sha256,
        kind=table.kind,
        inside=table.inside,
        sheet=table.sheet,
        first_row=1,
        encoding=table.encoding,
        places=long.select(pl.col("row").cast(pl.Int64), pl.col("at").cast(pl.String)),
        headings=headings,
        left_out=tuple(left_out),
    )


def _figures(grid: Grid, layout: Layout, placed: Placed, names: Names) -> tuple[pl.DataFrame, list[str]]:
    """One row a figure with `row`, `at` and the layout's items, and what was left out."""
    body = _body(grid, layout, placed)
    left_out: list[str] = []
    if layout.across:
        if body.height * len(placed.across) > _MOST:
            right = "Choose the last row of the table, and fewer columns."
            raise Refused([Problem(grid.file, 0, "", f"It would have more than {_MOST:,} figures.", right)])
        long = _unpivoted(body, layout, placed)
    else:
        long = body.with_columns(pl.lit(placed.heading_of(Item.VALUE)).alias("at"))
    long, words = _without_blanks(long, layout)
    left_out += words
    long, words = _with_meanings(long, layout)
    left_out += words
    long = long.with_columns(_cleaned(long, layout, names))
    long, words = _with_totals(long, layout)
    left_out += words
    if "member" in long.columns:
        heading = placed.heading_of(Item.MEMBER).lower() if Item.MEMBER in placed.items else "part"
        part = pl.col("part") if "part" in long.columns else pl.lit(heading)
        long = long.with_columns(pl.when(pl.col("member") != "").then(part).otherwise(pl.lit("")).alias("part"))
    return long, left_out


def _body(grid: Grid, layout: Layout, placed: Placed) -> pl.DataFrame:
    """The rows below the header that hold figures, with the file's row numbers, and the items filled down."""
    below = grid.cells.with_columns(
        pl.all().str.replace_all(r"\s+", " ").str.strip_chars(),
        pl.int_range(grid.first_row, grid.first_row + pl.len(), dtype=pl.Int64).alias("row"),
    ).filter(pl.col("row") > placed.header + layout.header_rows - 1)
    if layout.last_row:
        below = below.filter(pl.col("row") <= layout.last_row + placed.moved)
    below = below.filter(~pl.col("row").is_in([row + placed.moved for row in layout.skip_rows]))
    figures = [*placed.across] if layout.across else [placed.items[Item.VALUE]]
    if not layout.across and Item.STATUS in placed.items:
        figures.append(placed.items[Item.STATUS])  # a reason stands for a figure
    labels = {item: place for item, place in placed.items.items() if item in _LABELS}
    # A header that is repeated on every page of the file is no row.
    again = [pl.col(place) == " ".join(placed.headings[int(place)].split()) for place in placed.items.values()]
    if again:
        below = below.filter(~pl.all_horizontal(again))
    filled = [
        pl.when(pl.col(labels[item]) != "").then(labels[item]).forward_fill().fill_null("").alias(labels[item])
        for item in layout.fill_down
        if item in labels
    ]
    below = below.with_columns(filled).filter(pl.any_horizontal(pl.col(place) != "" for place in figures))
    named = [pl.col(place).alias(item.value) for item, place in placed.items.items()]
    kept = below.select("row", *placed.across, *named)
    fixed = [pl.lit(" ".join(text.split())).alias(item.value) for item, text in layout.fixed.items()]
    return kept.with_columns(fixed)


def _unpivoted(body: pl.DataFrame, layout: Layout, placed: Placed) -> pl.DataFrame:
    index = [name for name in body.columns if name not in placed.across]
    long = body.unpivot(on=list(placed.across), index=index, variable_name="place", value_name="value")
    places = pl.DataFrame(
        {
            "place": list(placed.across),
            layout.across.value if layout.across else "period": list(placed.across.values()),
            "at": [placed.headings[int(place)] for place in placed.across],
            "order": range(len(placed.across)),
        },
        schema_overrides={"order": pl.Int64},
    )
    return long.join(places, on="place", how="left", maintain_order="left").sort("row", "order").drop("place", "order")


def _without_blanks(long: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, list[str]]:
    blank = pl.col("value") == ""
    if "status" in long.columns:
        blank &= pl.col("status") == ""
    if layout.blanks is not None:
        status = pl.col("status") if "status" in long.columns else pl.lit("")
        return long.with_columns(pl.when(blank).then(pl.lit(layout.blanks.value)).otherwise(status).alias("status")), []
    kept = long.filter(~blank)
    gone = long.height - kept.height
    return kept, [f"{count_of(gone, 'blank cell')}: the layout does not say why they are blank."] if gone else []


def _with_meanings(long: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, list[str]]:
    """The cells of items put into the words that the layout gives for them; those with a blank meaning left out."""
    left_out = []
    for item, means in layout.means.items():
        if item not in layout.columns:
            continue
        plain = {tidied(text): meaning for text, meaning in means.items()}
        different = long[item.value].unique().to_list()
        told = [plain.get(tidied(text), text) if text else text for text in different]
        dropped = [text for text, meaning in zip(different, told, strict=True) if text and not meaning]
        kept = long.filter(~pl.col(item.value).is_in(dropped))
        if dropped:
            left_out.append(f"{count_of(long.height - kept.height, 'figure')} of {_some(dropped)}, as the layout says.")
        long = kept.with_columns(pl.col(item.value).replace_strict(different, told, return_dtype=pl.String))
    if Item.PERIOD in layout.columns:
        different = long["period"].unique().to_list()
        told = [period_meant(text, layout) for text in different]
        long = long.with_columns(pl.col("period").replace_strict(different, told, return_dtype=pl.String))
    return long, left_out


def _with_totals(long: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, list[str]]:
    if "member" not in long.columns or layout.totals is Totals.AS_A_PART:
        return long, []
    words = [tidied(word) for word in layout.total_words]
    total = pl.col("member").str.to_lowercase().is_in(words)
    if layout.totals is Totals.THE_WHOLE:
        blank = [
            pl.when(total).then(pl.lit("")).otherwise(name).alias(name)
            for name in ("member", "part")
            if name in long.columns
        ]
        return long.with_columns(blank), []
    kept = long.filter(~total)
    gone = long.height - kept.height
    return kept, [f"{count_of(gone, 'figure')} of totals."] if gone else []


def _cleaned(long: pl.DataFrame, layout: Layout, names: Names) -> list[pl.Expr]:
    """The numbers without commas between thousands, where the layout says so, and in the unit of their indicator."""
    numbers = [name for name in ("value", "numerator", "denominator") if name in long.columns]
    bare = {name: pl.col(name) for name in numbers}
    if layout.commas:
        bare = {
            name: pl.when(text.str.contains(_COMMAS)).then(text.str.replace_all("[,£]", "")).otherwise(text)
            for name, text in bare.items()
        }
    factor = _FACTORS.get(layout.written)
    if factor is not None and "indicator" in long.columns:
        unit = Unit.PERCENT if layout.written is Written.SHARE_OF_ONE else Unit.GBP_MILLION
        different = long["indicator"].unique().to_list()
        measures = [names.catalogue.indicators.get(names.indicator(text) or "") for text in different]
        of_unit = [text for text, measure in zip(different, measures, strict=True) if measure and measure.unit is unit]
        text = bare["value"].str.strip_prefix("£")
        number = pl.when(text.str.contains(NUMBER)).then(text).cast(pl.Float64, strict=False)
        changed = (number * factor).round(9).cast(pl.String).str.replace(r"\.0$", "")
        there = number.is_not_null() & pl.col("indicator").is_in(of_unit)
        bare["value"] = pl.when(there).then(changed).otherwise(bare["value"])
    return [text.alias(name) for name, text in bare.items()]


def _some(texts: Sequence[str]) -> str:
    return ", ".join(quoted(text) for text in texts[:3]) + (" and others" if len(texts) > 3 else "")
