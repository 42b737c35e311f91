"""The sums, ratios, differences and growths that a document declares of its own figures."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from analytics.evidence.document import Identity, IdentityKind, Selector
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.measures.reconciliation.result import Kind, Reconciliation
from analytics.measures.reconciliation.rounding import Between, between, exactly
from analytics.measures.reconciliation.words import number, term

Row = dict[str, Any]


def check_identities(evidence: Evidence) -> Iterator[Reconciliation]:
    """Each declared identity worked out from the figures as printed. One whose figures are missing is left out."""
    for slug, identity in evidence.identities:
        rows = evidence.observations.filter((pl.col("document") == slug) & pl.col("value").is_not_null())
        authority = evidence.documents[slug].file.authority
        terms = {selector: _selected(rows, selector, authority) for selector in identity.selectors()}
        if all(terms.values()):
            result = _checked(slug, identity, terms)
            if result is not None:
                yield result


def _selected(rows: pl.DataFrame, selector: Selector, authority: str) -> list[Row]:
    """The rows a selector means; of one figure printed twice at different places, the first."""
    found = rows.filter(
        (pl.col("indicator") == selector.indicator)
        & (pl.col("area") == (selector.area or authority))
        & (pl.col("dimension") == selector.dimension)
        & ((pl.col("member") == selector.member) | (selector.member == "*"))
        & ((pl.col("locator") == selector.locator) | (selector.locator == ""))
        & ((pl.col("value") == pl.lit(selector.value, pl.Float64)) | (selector.value is None))
        & ((pl.col("period") == (selector.period.label if selector.period else "")) | (selector.period is None))
    )
    once = found.sort("row").unique(
        "member" if selector.member == "*" else "indicator", keep="first", maintain_order=True
    )
    return once.to_dicts()


def _checked(slug: str, identity: Identity, terms: dict[Selector, list[Row]]) -> Reconciliation | None:
    every = [row for rows in terms.values() for row in rows]
    computed, arithmetic = _computed(identity, terms, every)
    if computed is None:
        return None
    middle = (computed.low + computed.high) / 2
    if isinstance(identity.whole, Selector):
        whole = terms[identity.whole][0]
        unit, value, stated_between = Unit(whole["unit"]), whole["value"], between(whole, every)
        printed = term(whole)
        shown, stated = printed, f"printed {printed}"
        indicator, subject = whole["indicator"], f"{whole['indicator']} {whole['member']} {whole['period']}"
    else:
        first = next(iter(terms.values()))[0]
        is_growth = identity.kind is IdentityKind.GROWTH
        unit = Unit.PERCENT if is_growth else Unit(first["unit"])
        value = identity.whole
        # A growth that the narrative rounds to a whole per cent may be half a point off; a stated count is exact.
        stated_between = Between(value - 0.5, value + 0.5) if is_growth else exactly(value)
        printed, indicator, subject = number(value, unit), first["indicator"], f"{first['indicator']} {identity.id}"
        # Nobody printed it: it is what the figures should come to, such as the hundred that shares make up. Of two
        # that should be equal, the number is one that a reader counted in the document.
        shown = stated = printed if identity.kind is IdentityKind.EQUAL else f"{printed} expected"
    agrees = computed.overlaps(stated_between)
    computed_words = number(middle, unit, _places(printed, unit))
    return Reconciliation(
        kind=Kind.IDENTITY,
        document=slug,
        locator=identity.locator,
        subject=subject,
        indicator=indicator,
        statement=identity.statement,
        printed=shown,
        computed=computed_words,
        arithmetic=f"{arithmetic} against {shown}"
        if identity.kind is IdentityKind.EQUAL
        else f"{arithmetic} = {computed_words}; {stated}",
        difference=round(value - middle, 6),
        explained_by_rounding=agrees and abs(value - middle) > 1e-9,
        charitable_reading=identity.charitable_reading,
        question=_question(identity, printed, computed_words, short=value > middle),
        fails=not agrees,
        figures=_figures(identity, terms),
    )


def _figures(identity: Identity, terms: dict[Selector, list[Row]]) -> tuple[Row | None, ...]:
    """The printed whole, or None where the identity states it as a number, and the figures it was worked out from."""
    whole = terms[identity.whole][0] if isinstance(identity.whole, Selector) else None
    return whole, *(row for selector, rows in terms.items() if selector != identity.whole for row in rows)


def _question(identity: Identity, printed: str, computed: str, *, short: bool) -> str:
    """What to ask: where the parts fall short, what the rest is; else which figure is right."""
    if not isinstance(identity.whole, Selector) and identity.kind is not IdentityKind.EQUAL:
        if identity.kind is IdentityKind.SUM and short:
            return f"What makes up the rest, when the figures listed come to {computed} of the {printed} expected?"
        return f"Which figure explains why these come to {computed}, when {printed} is expected?"
    if identity.kind is IdentityKind.SUM and short:
        return f"What makes up the difference between the {printed} of the report and the {computed} listed?"
    return f"What is correct: the {printed} of the report, or the {computed} that its figures give?"


def _places(printed: str, unit: Unit) -> int:
    """As many decimals as are printed, and one for a percentage, so that a difference can be seen."""
    digits = printed.replace(" million", "").replace("%", "")
    decimals = len(digits.partition(".")[2])
    return max(decimals, 1) if unit in (Unit.PERCENT, Unit.RATE_PER_10K) else decimals


def _computed(identity: Identity, terms: dict[Selector, list[Row]], every: list[Row]) -> tuple[Between | None, str]:
    """What the whole should be, between bounds, and the arithmetic in words. `every` is the rows of all terms."""

    def one(selector: Selector | None) -> tuple[Between, str]:
        row = terms[selector][0]  # type: ignore[index]  # the model has made sure that the term is there
        return between(row, every), term(row)

    match identity.kind:
        case IdentityKind.SUM:
            total, words = exactly(0.0), ""
            for part in identity.parts:
                for row in terms[part]:
                    total = total + between(row, every) if part.sign > 0 else total - between(row, every)
                    minus = part.sign < 0 or row["value"] < 0
                    size = term({**row, "value": abs(row["value"])})
                    words += f" {'−' if minus else '+'} {size}" if words else f"{'−' if minus else ''}{size}"
            return total, words
        case IdentityKind.RATIO:
            (above, a), (below, b) = one(identity.numerator), one(identity.denominator)
            scale = "" if identity.scale == 1 else f" × {identity.scale:,.0f}"
            return above.over(below, identity.scale), f"{a} ÷ {b}{scale}"
        case IdentityKind.DIFFERENCE:
            (later, a), (earlier, b) = one(identity.later), one(identity.earlier)
            return later - earlier, f"{a} − {b}"
        case IdentityKind.GROWTH:
            (later, a), (earlier, b) = one(identity.later), one(identity.earlier)
            ratio = later.over(earlier, 100.0)
            return (ratio - exactly(100.0) if ratio else None), f"({a} − {b}) ÷ {b} × 100"
        case IdentityKind.EQUAL:
            return one(identity.other)
