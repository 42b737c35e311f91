"""The rows of a tidy table with every cell read: which council, which measure, which period, which number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.period import PeriodError
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.vocabulary import SYMBOLS, MissingReason, Status
from analytics.importers.own.columns import Found, cells_of
from analytics.importers.own.names import Names
from analytics.importers.own.tidied import TidiedTable
from analytics.importers.table import TableKind

# Twelve digits before the point are a thousand times what England spends in a year.
NUMBER = r"^-?[0-9]{1,12}(\.[0-9]{1,30})?$"
# A spreadsheet's own arithmetic leaves this many decimals; nobody prints them.
_WORKED_OUT = 10
# A column with more different texts than these does not hold names or periods, and looking each up would take minutes.
_MOST_NAMES, _MOST_PERIODS = 5_000, 20_000
EXAMPLE_COUNCIL, EXAMPLE_NOTE = "Example council", "Example row: delete it."
_PERIOD = {"period": pl.String, "label": pl.String, "kind": pl.String, "start": pl.Date, "end": pl.Date}
_STATES = {status.value: status.value for status in Status}
_REASONS = {reason.value: reason.value for reason in MissingReason} | {
    reason.plainly.lower(): reason.value for reason in MissingReason
}


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a file in the tidy layout, with what each cell means beside its text.

    `frame` has the layout's fields as text, and `row` and `at`, where the figure stands. `area`, `measure` and `unit`
    are null where the cells name none, `label`, `kind`, `start` and `end` where the period is none; `no_period` says
    for each such text why. `number`, `top` and `bottom` are the numbers of value, numerator and denominator, each with
    how many decimals it was written (`number_places`). `percent_sign`: the value has one. `state` is the status,
    `symbol` and `said` the reasons why a value is missing that its symbol and its status give. `group` and `name` are
    part and member in one spelling. `example`: the row is one of the template's.
    """

    file: str
    kind: TableKind
    frame: pl.DataFrame
    headings: Mapping[str, str]
    names: Names
    no_period: Mapping[str, str]
    day: date

    def heading(self, field: str, at: str) -> str:
        """The file's heading of a field, for a figure that stands under the heading `at`."""
        return self.headings.get(field, field) or at


def read_rows(found: Found, catalogue: Catalogue, day: date) -> Rows:
    """Every row that is not blank. `day` is the day on which the figures are known."""
    table, names = found.table, Names(catalogue)
    cells = cells_of(found)
    headings: Mapping[str, str] = found.headings
    if isinstance(table, TidiedTable):
        places = table.places[(cells["row"] - table.first_row).to_list()]
        cells = cells.with_columns(places["row"], places["at"])
        headings = {field: table.headings.get(field, field) for field in found.headings}
    else:
        cells = cells.with_columns(pl.lit(found.headings["value"]).alias("at"))
    periods, no_period = _periods(cells["period"])
    units = pl.DataFrame(
        [(one.id, one.unit.value) for one in catalogue.indicators.values()],
        schema={"measure": pl.String, "unit": pl.String},
        orient="row",
    )
    read = (
        cells.with_columns(
            _meaning(cells["council"], names.council).alias("area"),
            _meaning(cells["indicator"], names.indicator).alias("measure"),
        )
        .join(units, on="measure", how="left", maintain_order="left")
        .join(periods, on="period", how="left", maintain_order="left")
        .with_columns(*_numbers(), *_reasons(), *_breakdown(), _example().alias("example"))
        .with_columns(pl.col("name").first().over("group", pl.col("name").str.to_lowercase()))
    )
    return Rows(table.shown_as, table.kind, read, headings, names, no_period, day)


def _meaning(texts: pl.Series, find: Callable[[str], str | None]) -> pl.Series:
    """What each text means; each different one is looked up once, and no more of them than there can be."""
    different = texts.unique(maintain_order=True).head(_MOST_NAMES).to_list()
    meanings = [find(text) for text in different]
    return texts.replace_strict(different, meanings, default=None, return_dtype=pl.String)


def _periods(texts: pl.Series) -> tuple[pl.DataFrame, dict[str, str]]:
    """Each different period read, and of those that are none the reason."""
    read, faults = [], {}
    for text in texts.unique(maintain_order=True).head(_MOST_PERIODS):
        try:
            period = parse_period(text)
        except PeriodError as error:
            faults[text] = str(error)
            continue
        read.append((text, period.label, period.kind.value, period.start, period.end))
    return pl.DataFrame(read, schema=_PERIOD, orient="row"), faults


def _numbers() -> list[pl.Expr]:
    digits = pl.col("value").str.replace(r" ?%$", "")
    places = _places(digits)
    number = _number(digits)
    worked_out = places >= _WORKED_OUT
    shown = pl.when(number.abs() >= 1).then(number.round(2)).otherwise(number.round_sig_figs(3))
    return [
        pl.when(worked_out).then(number.round(_WORKED_OUT)).otherwise(number).alias("number"),
        pl.when(number.is_not_null()).then(places).alias("number_places"),
        pl.col("value").str.ends_with("%").alias("percent_sign"),
        # 17.941176470588236 was worked out by a spreadsheet; whoever made the file saw 17.9 or so.
        pl.when(worked_out)
        .then(shown.cast(pl.String).str.replace(r"\.0$", ""))
        .when(number.is_not_null())
        .then(digits)
        .otherwise(pl.lit(""))
        .alias("printed"),
        *(_number(pl.col(field)).alias(name) for field, name in (("numerator", "top"), ("denominator", "bottom"))),
        _places(pl.col("numerator")).alias("top_places"),
        _places(pl.col("denominator")).alias("bottom_places"),
    ]


def _number(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.contains(NUMBER)).then(text).cast(pl.Float64, strict=False)


def _places(text: pl.Expr) -> pl.Expr:
    return text.str.extract(r"\.([0-9]+)$").str.len_chars().fill_null(0).cast(pl.Int64)


def _reasons() -> list[pl.Expr]:
    said = pl.col("status").str.to_lowercase()
    plain = said.str.replace_all("[ -]", "_")
    symbols = {symbol: reason.value for symbol, reason in SYMBOLS.items()}
    return [
        plain.replace_strict(_STATES, default=None, return_dtype=pl.String).alias("state"),
        pl.coalesce(
            plain.replace_strict(_REASONS, default=None, return_dtype=pl.String),
            said.replace_strict(_REASONS, default=None, return_dtype=pl.String),
        ).alias("said"),
        pl.col("value")
        .str.to_lowercase()
        .replace_strict(symbols, default=None, return_dtype=pl.String)
        .alias("symbol"),
    ]


def _breakdown() -> list[pl.Expr]:
    return [pl.col("part").str.to_lowercase().alias("group"), pl.col("member").alias("name")]


def _example() -> pl.Expr:
    """Whether a row is one of the template's own, or was made from one and still says so."""
    return (pl.col("council").str.to_lowercase() == EXAMPLE_COUNCIL.lower()) | (
        pl.col("note").str.to_lowercase().str.starts_with(EXAMPLE_NOTE.lower().rstrip("."))
    )
