"""What was shown before: anybody may have kept a copy, so it stays known whatever is withheld from now on."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import polars as pl

from analytics.evidence.catalogue import Catalogue
from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.period import PeriodError
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.vocabulary import Status, Unit
from analytics.measures.disclosure.people import of_people

# What identifies a figure that was shown, and its text: all in words, so that any database keeps it as it is.
SHOWN = dict.fromkeys(("area", "indicator", "dimension", "member", "period", "value"), pl.String)
BEFORE = "shown before"

# "25.3 (77/304)" is 25.3% shown with 77 of 304, "about 305" a number that was rounded to the nearest 5.
_VALUE = re.compile(r"(?P<about>about )?(?P<printed>\d+(?:\.\d+)?)(?: \((?P<top>\d+|\?)/(?P<bottom>\d+|\?)\))?")
_NOT_FIRM = [Status.HYPOTHETICAL.value, Status.FORECAST.value, Status.ESTIMATED.value]


@dataclass(frozen=True, eq=False)
class Memory:
    """Figures that were shown, with the columns of SHOWN, each once. Two memories of the same figures are equal."""

    frame: pl.DataFrame

    @classmethod
    def of(cls, shown: pl.DataFrame | None) -> "Memory":
        """A memory of what a database has kept; of nothing where that is None. Raises ValueError for other columns."""
        if shown is None:
            return cls(pl.DataFrame(schema=SHOWN))
        if set(shown.columns) != set(SHOWN):
            raise ValueError(f"What was shown has the columns {', '.join(shown.columns)}, and not {', '.join(SHOWN)}.")
        return cls(shown.select(pl.col(name).cast(pl.String) for name in SHOWN).unique().sort(list(SHOWN)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Memory) and self.frame.equals(other.frame)

    def __hash__(self) -> int:
        return hash(self.frame.height)

    @property
    def mark(self) -> str:
        """A short word that is another for other figures; blank for none."""
        return "" if self.frame.is_empty() else hashlib.sha256(self.frame.write_ndjson().encode()).hexdigest()[:12]

    def about(self, area: str, catalogue: Catalogue) -> pl.DataFrame:
        """The figures of an area as rows, with the columns of the evidence and about (it was rounded).

        Of a figure that was shown with several values, each is in a document of its own. Text that is no figure, a
        period that is none and an indicator that is no longer known are left out.
        """
        found: list[dict[str, Any]] = []
        seen: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(self.frame.filter(pl.col("area") == area).to_dicts()):
            cells = _cells(row, catalogue)
            if cells is not None:
                key = tuple(row[name] for name in SHOWN if name != "value")
                seen[key] = seen.get(key, 0) + 1
                found.append(row | cells | {"document": f"{BEFORE} {seen[key]}", "row": number})
        return pl.DataFrame(found, schema={**OBSERVATIONS, "about": pl.Boolean})


def _cells(row: dict[str, str], catalogue: Catalogue) -> dict[str, Any] | None:
    """What a figure that was shown says, in the cells of an observation."""
    said, indicator = _VALUE.fullmatch(row["value"]), catalogue.indicators.get(row["indicator"])
    if said is None or indicator is None:
        return None
    about = said["about"] is not None
    # A share of rounded numbers tells no more than they do.
    if about and indicator.unit is not Unit.COUNT:
        return None
    try:
        period = parse_period(row["period"])
    except PeriodError:
        return None
    return {
        "locator": "",
        "period_kind": period.kind.value,
        "period_start": period.start,
        "period_end": period.end,
        "unit": indicator.unit.value,
        "status": Status.FINAL.value,
        "note": "",
        "value": float(said["printed"]),
        "printed": said["printed"],
        "numerator": _people(said["top"]),
        "denominator": _people(said["bottom"]),
        "about": about,
    }


def _people(said: str | None) -> float | None:
    return None if said in (None, "?") else float(said)


def shown_now(rows: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """What is shown of the covered figures of people, with the columns of SHOWN, each once and in order.

    `rows` have what is shown in the columns of the evidence, and covered, local and rounded. Figures of a national
    publisher are left out: they can be looked up where they were published. So are supposed and estimated ones, which
    say of nobody how many there are.
    """
    numerator, denominator = _whole("numerator"), _whole("denominator")
    with_counts = numerator.is_not_null() | denominator.is_not_null()
    value = pl.concat_str(
        pl.when("rounded").then(pl.lit("about ")).otherwise(pl.lit("")),
        pl.when(pl.col("printed").str.contains(r"^\d+(\.\d+)?$"))
        .then("printed")
        .otherwise(pl.col("value").cast(pl.String)),
        pl.when(with_counts)
        .then(pl.format(" ({}/{})", numerator.fill_null("?"), denominator.fill_null("?")))
        .otherwise(pl.lit("")),
    )
    people = pl.col("indicator").is_in(sorted(of_people(catalogue)))
    firm = ~pl.col("status").is_in(_NOT_FIRM)
    told = rows.filter(pl.col("value").is_not_null(), "covered", "local", people, firm)
    return told.with_columns(value.alias("value")).select(list(SHOWN)).unique().sort(list(SHOWN))


def _whole(column: str) -> pl.Expr:
    """A number of people in digits; null for none and for what is not whole."""
    number = pl.col(column)
    return pl.when(number == number.floor()).then(number.cast(pl.Int64).cast(pl.String))
