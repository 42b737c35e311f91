"""Figures as a line of arithmetic writes them."""

from collections.abc import Mapping
from typing import Any

from analytics.evidence.vocabulary import Unit


def term(row: Mapping[str, Any]) -> str:
    """A printed figure with as many decimals as are printed."""
    return number(row["value"], Unit(row["unit"]), decimals_of(row))


def decimals_of(row: Mapping[str, Any]) -> int:
    """With how many decimals a figure is printed."""
    return len(row["printed"].partition(".")[2])


def number(value: float, unit: Unit | None = None, decimals: int | None = None) -> str:
    """A number with its sign and unit: 1,234, 62.2, 33.6%, £10.4 million.

    >>> number(10.4, Unit.GBP_MILLION), number(62.184, None, 1), number(-0.1)
    ('£10.4 million', '62.2', '−0.1')
    """
    places = _decimals(value) if decimals is None else decimals
    digits = f"{abs(round(value, places)):,.{places}f}"
    minus = "−" if round(value, places) < 0 else ""
    match unit:
        case Unit.PERCENT:
            return f"{minus}{digits}%"
        case Unit.GBP_MILLION:
            return f"{minus}£{digits} million"
        case _:
            return f"{minus}{digits}"


def _decimals(value: float) -> int:
    return next((places for places in range(4) if abs(value - round(value, places)) < 1e-9), 3)
