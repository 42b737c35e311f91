"""What a text leaves out: S16 parts of a total that it goes through, S17 the figures for what it says."""

from collections.abc import Iterator

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Direction, Signal, SignalKind
from analytics.enquiry.signals.making import number_in_words, said_in_words, signal_on, too_few_to_print
from analytics.enquiry.words import Row, cited, said
from analytics.evidence.document import IdentityKind, Selector
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.vocabulary import Asserted, DocumentKind, Polarity, Status, Unit
from analytics.evidence.wording import figure, listed, when

_MOVED = (
    *(Asserted.ROSE, Asserted.FELL, Asserted.ROSE_SLIGHTLY, Asserted.FELL_SLIGHTLY),
    *(Asserted.IMPROVED, Asserted.WORSENED),
)
_UNMEASURED = (*_MOVED, Asserted.UNCHANGED, Asserted.DID_NOT_RISE, Asserted.DID_NOT_FALL, Asserted.HIGH, Asserted.LOW)
_JUDGED = (Asserted.IMPROVED, Asserted.WORSENED)
_FEWEST_IN_A_LIST = 2


def selective_text(papers: Papers) -> Iterator[Signal]:
    """S16: a text goes through the parts of a printed total and leaves out one that it would be better to have less of.

    Parts are those that the catalogue (`part_of`) or the document's own sums name. A text goes through them where it
    states at least two again, away from the table and for the same day. Size 1 is a twentieth of the total left out.
    Of several such parts left out, the worst is the last in the catalogue, which lists them from best to worst.
    """
    for document in filter(papers.is_recent, papers.evidence.documents):
        rows = papers.recent(
            papers.evidence.observations.filter(
                (pl.col("document") == document)
                & (pl.col("area") == papers.authority)
                & (pl.col("status") == Status.FINAL.value)
                & (pl.col("value") >= 0)
            )
        ).sort("period_end", "row", descending=[True, False])
        for total, parts in _families(papers, document).items():
            yield from _left_out(papers, rows, total, parts)


def _families(papers: Papers, document: str) -> dict[str, set[str]]:
    """The indicators that make up a total, by the total."""
    families: dict[str, set[str]] = {}
    for entry in papers.evidence.catalogue.indicators.values():
        if entry.part_of:
            families.setdefault(entry.part_of, set()).add(entry.id)
    for slug, identity in papers.evidence.identities:
        adds_up = identity.kind is IdentityKind.SUM and all(part.sign > 0 for part in identity.parts)
        if slug == document and adds_up and isinstance(identity.whole, Selector):
            parts = {part.indicator for part in identity.parts} - {identity.whole.indicator}
            families.setdefault(identity.whole.indicator, set()).update(parts)
    return {total: parts for total, parts in families.items() if len(parts) > _FEWEST_IN_A_LIST}


def _left_out(papers: Papers, rows: pl.DataFrame, total: str, parts: set[str]) -> Iterator[Signal]:
    """The latest day for which a text goes through some of the parts of a table's total."""
    for whole in rows.filter(pl.col("indicator") == total).to_dicts():
        same_day = rows.filter(
            (pl.col("period_end") == whole["period_end"])
            & (pl.col("dimension") == whole["dimension"])
            & (pl.col("member") == whole["member"])
            & pl.col("indicator").is_in(parts)
        )
        table = {row["indicator"]: row for row in same_day.to_dicts() if row["locator"] == whole["locator"]}
        again = [
            row
            for row in same_day.to_dicts()
            if row["locator"] != whole["locator"] and row["value"] == table.get(row["indicator"], {}).get("value")
        ]
        by_place = [
            [row for row in again if row["locator"] == place] for place in dict.fromkeys(r["locator"] for r in again)
        ]
        stated = max(by_place, key=len, default=[])
        left = [row for name, row in table.items() if row["value"] and name not in {one["indicator"] for one in again}]
        order = list(papers.evidence.catalogue.indicators)
        worse = sorted(
            (row for row in left if papers.indicator(row["indicator"]).polarity is Polarity.LOWER),
            key=lambda row: order.index(row["indicator"]),
        )
        if len(stated) < _FEWEST_IN_A_LIST:
            continue
        if worse and not too_few_to_print(papers, worse[-1]["indicator"], worse[-1]["value"]):
            yield _selective(papers, whole, stated, left, worse[-1])
        return


def _selective(papers: Papers, whole: Row, stated: list[Row], left: list[Row], worst: Row) -> Signal:
    unit = Unit(whole["unit"])
    covered, rest = (sum(row["value"] for row in rows) for rows in (stated, left))
    indicator = papers.indicator(worst["indicator"])
    slots = {
        "covered": figure(covered, unit),
        "total": figure(whole["value"], unit, whole["printed"]),
        "worst": figure(worst["value"], unit, worst["printed"]),
        "worst_measure": indicator.phrase,
        "place": papers.evidence.where(stated[0]["document"], stated[0]["locator"]),
        "now_when": when(stated[0]["period"]),
    }
    terms = " + ".join(figure(row["value"], unit, row["printed"]) for row in stated)
    return signal_on(
        papers,
        SignalKind.SELECTIVE_TEXT,
        "left out",
        indicator.id,
        slots,
        dimension=worst["dimension"],
        member=worst["member"],
        direction=Direction.CONCERN,
        size=rest / whole["value"] * 100 / papers.settings.material_percent,
        confidence=3,
        strip=(
            cited(worst, unit, indicator.short_name),
            cited(whole, unit, papers.indicator(whole["indicator"]).short_name),
            *(cited(row, unit, papers.indicator(row["indicator"]).short_name) for row in (*stated, *left)),
        ),
        worked=(
            f"{terms} = {slots['covered']} of {slots['total']}",
            f"Left out: {figure(rest, unit)} of {slots['total']}",
        ),
        caveats=("The table in the same report gives every part; it is the text that leaves some out.",),
    )


_MOST_STATEMENTS = 3


def claim_without_figure(papers: Papers) -> Iterator[Signal]:
    """S17: a text says that a measure moved, or is high or low, and its document has no figure that shows it.

    There is no figure where the document prints none for the measure (or the group of which the claim is made), or
    only one where the text says that it moved. A claim that gives its own size is not meant, nor one against a
    comparator or target, which have rules of their own. Two such statements are just worth a question, and more than
    four no more than four. An inspection’s report is left out: it holds no figures by design, and the council cannot
    supply what inspectors saw.
    """
    for claims in papers.evidence.claims.partition_by("indicator", maintain_order=True):
        bare = [claim for claim in claims.to_dicts() if _is_recent_claim(papers, claim) and _is_bare(papers, claim)]
        if bare:
            yield _without_figure(papers, bare)


def _without_figure(papers: Papers, claims: list[Row]) -> Signal:
    groups = {(claim["dimension"], claim["member"]) for claim in claims}
    dimension, member = groups.pop() if len(groups) == 1 else ("", "")
    several = len(claims) > 1
    slots = {"place": _places(papers, claims)}
    if several:
        slots |= {"claims": number_in_words(len(claims), "many")}
    else:
        slots |= {"said": said_in_words(claims[0])}
    return signal_on(
        papers,
        SignalKind.CLAIM_WITHOUT_FIGURE,
        "several" if several else "one",
        claims[0]["indicator"],
        slots,
        dimension=dimension,
        member=member,
        size=min(len(claims) - 1, _MOST_STATEMENTS) if several else 1.0,
        confidence=2,
        strip=tuple(said(claim, "The text", claim["text"]) for claim in claims),
    )


def _places(papers: Papers, claims: list[Row]) -> str:
    documents = papers.evidence.documents
    by_document = {
        slug: documents[slug].places(claim["locator"] for claim in claims if claim["document"] == slug)
        for slug in dict.fromkeys(claim["document"] for claim in claims)
    }
    return "; ".join(f"{documents[slug].file.short_title}, {_first(places)}" for slug, places in by_document.items())


def _first(places: tuple[str, ...]) -> str:
    """The first two places; a sentence that names them all is too long to read. The evidence strip has every one."""
    return listed(places) if len(places) <= 2 else f"{', '.join(places[:2])} and elsewhere"


def _is_recent_claim(papers: Papers, claim: Row) -> bool:
    if not papers.is_recent(claim["document"]):
        return False
    return not claim["to"] or parse_period(claim["to"]).end >= papers.oldest_recent


def _is_bare(papers: Papers, claim: Row) -> bool:
    """Whether a claim says something measurable for which its document prints no figure."""
    held = papers.evidence.documents[claim["document"]].file
    asserted = Asserted(claim["asserted"])
    if claim["size"] or claim["against"] or asserted not in _UNMEASURED or held.kind is DocumentKind.INSPECTION:
        return False
    if asserted in _JUDGED and papers.indicator(claim["indicator"]).polarity is Polarity.NEITHER:
        # Neither way is better by itself, so the statement cannot be repeated without taking its side.
        return False
    own = papers.evidence.observations.filter(
        (pl.col("document") == claim["document"])
        & (pl.col("area") == claim["area"])
        & pl.col("value").is_not_null()
        & (pl.col("status") != Status.HYPOTHETICAL.value)
    )
    figures = own.filter(pl.col("indicator") == claim["indicator"])
    if claim["member"]:
        figures = figures.filter((pl.col("dimension") == claim["dimension"]) & (pl.col("member") == claim["member"]))
    if figures.is_empty() or asserted not in _MOVED:
        return figures.is_empty()
    # A printed change of the measure is a figure for it: its growth, or by how many it rose or fell.
    names = [f"{claim['indicator']}_growth", f"{claim['indicator'].removesuffix('_n')}_change"]
    size_of_move = own.filter(pl.col("indicator").is_in(names))
    most = figures.group_by("dimension", "member").agg(pl.struct("period", "value").n_unique())["period"].max()
    return size_of_move.is_empty() and most == 1
