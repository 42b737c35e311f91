"""What a figure is worth: S12 provisional, S14 missing, S19 small numbers."""

import re
from collections.abc import Iterator

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.signals.making import number_in_words, signal_on, signal_on_theme
from analytics.enquiry.words import Row, cited, group, said, small
from analytics.evidence.vocabulary import Asserted, MissingReason, Status, Unit
from analytics.evidence.wording import figure, listed, when, when_of

# Counts that stand for people or for work on a child. A count of months is no small number.
_OF_PEOPLE = re.compile(r"the number of (children|young people|care leavers|families)\b")

_SAID_OF_A_GROUP = {
    Asserted.MISSED: "is not yet at the desired level",
    Asserted.HIGH: "is high",
    Asserted.WORSENED: "worsened",
    Asserted.ROSE: "rose",
}


def provisional(papers: Papers) -> Iterator[Signal]:
    """S12: the latest figure is provisional."""
    latest = papers.recent(papers.facts.latest).filter(pl.col("status") == Status.PROVISIONAL.value)
    for row in latest.iter_rows(named=True):
        unit = Unit(row["unit"])
        slots = {"now": figure(row["value"], unit, row["printed"]), "now_when": when_of(row)}
        yield _signal(
            papers,
            SignalKind.PROVISIONAL,
            "figure",
            row,
            slots,
            size=1.0,
            strip=(cited(row, unit, papers.council),),
            caveats=("The latest figure is provisional and may change.",),
        )


def missing(papers: Papers) -> Iterator[Signal]:
    """S14: periods without a figure, and a group that the text names as a concern while its figure is not given.

    What national releases leave blank is asked for in one request.
    """
    if papers.evidence.neighbours is not None:
        yield from _blank_in_releases(papers)
        return
    named = set()
    for rows in _gaps(papers):
        row = rows.row(-1, named=True)
        claim = _concern_in_the_text(papers, row)
        if claim is not None:
            named.add((row["indicator"], row["member"]))
            yield _named(papers, row, claim)
            continue
        periods = rows["period"].unique(maintain_order=True)
        reason = MissingReason(row["missing_reason"]).plainly
        nothing_newer = row["latest_end"] is None or row["latest_end"] <= row["period_end"]
        yield _signal(
            papers,
            SignalKind.MISSING,
            "not given",
            row,
            {"gaps": listed(when(period) for period in periods), "reason": small(reason)},
            size=2.0 if nothing_newer else 0.5,
            strip=tuple(
                Cited(one["document"], one["locator"], papers.council, one["period"], reason)
                for one in rows.unique("period", maintain_order=True).to_dicts()
            ),
        )


def _gaps(papers: Papers) -> list[pl.DataFrame]:
    """The council's recent figures that are not given, by measure, with `latest_end` of the newest that is."""
    gone = papers.recent(
        papers.evidence.observations.filter(
            (pl.col("area") == papers.authority)
            & pl.col("value").is_null()
            & (pl.col("missing_reason") != MissingReason.NOT_APPLICABLE.value)
        )
    ).sort("period_end", "row")
    key = ["indicator", "dimension", "member"]
    latest = papers.facts.latest.select(*key, pl.col("period_end").alias("latest_end"))
    return gone.join(latest, on=key, how="left", maintain_order="left").partition_by(key, maintain_order=True)


# A release withholds figures so small that a child could be known by them; the council has left nothing out there.
_WITHHELD = (MissingReason.SUPPRESSED.value, MissingReason.LOW.value)
_MOST_NAMED = 3


def _blank_in_releases(papers: Papers) -> Iterator[Signal]:
    """One request for all that releases give of others and not of the council; not for what it never had.

    A compilation shows every missing figure alike, those included that were withheld, so it says of none that it is
    blank.
    """
    releases = papers.evidence.releases
    compiled = frozenset[str]() if releases is None else releases.compilations
    given = [
        rows.filter(~pl.col("missing_reason").is_in(_WITHHELD) & ~pl.col("document").is_in(sorted(compiled)))
        for rows in _gaps(papers)
        if rows["latest_end"].drop_nulls().len()
    ]
    # A year that ends on a day and that day are one gap, though two releases name it each in its own way.
    blank = [rows.unique("period_end", keep="last", maintain_order=True) for rows in given if not rows.is_empty()]
    if not blank:
        return
    names = [papers.indicator(rows["indicator"][0]).short_name for rows in blank]
    more = len(names) - _MOST_NAMED
    shown = [f"“{name}”" for name in names[:_MOST_NAMED]] + ([f"{number_in_words(more)} more"] if more > 0 else [])
    slugs = dict.fromkeys(slug for rows in blank for slug in rows["document"])
    yield signal_on_theme(
        papers,
        SignalKind.MISSING,
        "of releases",
        {
            "count": f"{number_in_words(len(names))} measure{'s' * (len(names) > 1)}",
            "named": listed(shown),
            "place": listed(papers.evidence.documents[slug].file.short_title for slug in slugs),
        },
        theme="performance_information",
        measure="the figures that releases leave blank",
        size=1.0,
        confidence=3,
        strip=tuple(
            Cited(
                row["document"],
                row["locator"],
                f"{papers.council}, {name}",
                row["period"],
                MissingReason(row["missing_reason"]).plainly,
            )
            for name, rows in zip(names, blank, strict=True)
            for row in rows.iter_rows(named=True)
        ),
        worked=tuple(
            f"{name}: none {listed(when(period) for period in rows['period'])}"
            for name, rows in zip(names, blank, strict=True)
        ),
        caveats=("A figure can be blank because the department did not find it reliable, although it was sent.",),
    )


def small_number(papers: Papers) -> Iterator[Signal]:
    """S19: a count so small that it swings by itself. The count is not among the words."""
    few = papers.settings.few
    latest = papers.recent(papers.facts.latest).filter(
        (pl.col("polarity_sign") != 0)
        & (
            ((pl.col("unit") == Unit.COUNT.value) & (pl.col("value") > 0) & (pl.col("value") < few))
            | (pl.col("denominator") < few).fill_null(value=False)
        )
    )
    for row in latest.iter_rows(named=True):
        if not _OF_PEOPLE.match(papers.indicator(row["indicator"]).phrase):
            continue
        yield _signal(
            papers,
            SignalKind.SMALL_NUMBER,
            "few",
            row,
            {"now_when": when_of(row)},
            size=1.0,
            strip=(Cited(row["document"], row["locator"], papers.council, row["period"], f"Fewer than {few}"),),
            caveats=(f"The number is below {few}: it swings by itself, and no change in it is called a trend.",),
        )


def _concern_in_the_text(papers: Papers, row: Row) -> Row | None:
    if not row["member"]:
        return None
    claims = papers.evidence.claims.filter(
        (pl.col("document") == row["document"])
        & (pl.col("indicator") == row["indicator"])
        & (pl.col("member") == row["member"])
        & pl.col("asserted").is_in([word.value for word in _SAID_OF_A_GROUP])
    )
    return claims.row(0, named=True) if not claims.is_empty() else None


def _named(papers: Papers, row: Row, claim: Row) -> Signal:
    return _signal(
        papers,
        SignalKind.MISSING,
        "named",
        row,
        {
            "group": group(row["dimension"], row["member"]),
            "place": papers.evidence.where(claim["document"], claim["locator"]),
            "said": _SAID_OF_A_GROUP[Asserted(claim["asserted"])],
        },
        size=3.0,
        strip=(
            said(claim, "The text", claim["text"]),
            Cited(row["document"], row["locator"], papers.council, row["period"], "Not given"),
        ),
        confidence=3,
    )


def _signal(
    papers: Papers,
    kind: SignalKind,
    case: str,
    row: Row,
    slots: dict[str, str],
    *,
    size: float,
    strip: tuple[Cited, ...],
    caveats: tuple[str, ...] = (),
    confidence: int = 2,
) -> Signal:
    return signal_on(
        papers,
        kind,
        case,
        row["indicator"],
        slots,
        dimension=row["dimension"],
        member=row["member"],
        direction=Direction.CAUTION,
        size=size,
        confidence=confidence,
        strip=strip,
        caveats=caveats,
    )
