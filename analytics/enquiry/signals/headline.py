"""A headline that is better than what it is made of: S23, for one unit, for a team and for a grade."""

import re
from collections.abc import Iterator
from statistics import median

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.signals.basis import on_another_basis
from analytics.enquiry.signals.making import number_in_words, signal_on, signal_on_theme
from analytics.enquiry.words import Row, cited, figure_slots, group, said
from analytics.evidence.catalogue import Indicator, Scale, ScaleWord
from analytics.evidence.vocabulary import FindingKind, Polarity, Status, Unit
from analytics.evidence.wording import figure, listed, when
from analytics.measures.disclosure import count_behind
from analytics.measures.thresholds import reaches

_ONE_UNIT = re.compile(r"\b(?:one|a single|a particular) (team|unit|service|school|office|home)\b", re.I)
_TEAMS = ("team", "service")
_FEWEST_TEAMS = 3
# These depend on how large a team is, so a larger one is no worse.
_GROW_WITH_SIZE = (Unit.COUNT.value, Unit.POSTS.value, Unit.GBP_MILLION.value)
_OVERALL = re.compile(r"overall\b", re.I)


def headline_masks(papers: Papers) -> Iterator[Signal]:
    """S23: a result put down to one unit, a team far worse than the middle team, a grade better than one below it."""
    yield from _one_unit(papers)
    yield from _worst_team(papers)
    yield from _grades(papers)


def _one_unit(papers: Papers) -> Iterator[Signal]:
    """A finding that wants something better, and puts it down to a single unit, on a measure with a figure.

    Size 1 is a shortfall from a hundred (of what should be few, the figure itself) of the gap that puts a percentage
    off a benchmark.
    """
    latest = papers.recent(papers.facts.latest).filter(
        (pl.col("dimension") == "") & (pl.col("polarity_sign") != 0) & (pl.col("status") != Status.ESTIMATED.value)
    )
    done = set()
    for finding in papers.evidence.findings.filter(pl.col("kind") == FindingKind.IMPROVEMENT.value).to_dicts():
        found = _ONE_UNIT.search(finding["text"])
        if not found or not papers.is_recent(finding["document"]):
            continue
        for row in latest.filter(
            pl.col("indicator").is_in(finding["indicators"])
            & (pl.col("document") == finding["document"])
            & (pl.col("unit") == Unit.PERCENT.value)
        ).to_dicts():
            if row["indicator"] not in done:
                done.add(row["indicator"])
                yield _of_one_unit(papers, finding, row, found[1].lower())


def _of_one_unit(papers: Papers, finding: Row, row: Row, unit_name: str) -> Signal:
    indicator = papers.indicator(row["indicator"])
    short = 100 - row["value"] if indicator.polarity is Polarity.HIGHER else row["value"]
    children, worked, strip = _children(papers, indicator, row, short)
    otherwise, elsewhere = on_another_basis(papers, row)
    slots = figure_slots(row, indicator.unit) | children
    slots |= {"unit": unit_name, "place": papers.evidence.where(finding["document"], finding["locator"])}
    return signal_on(
        papers,
        SignalKind.HEADLINE_MASKS,
        "one unit",
        indicator.id,
        slots,
        direction=Direction.CONCERN,
        size=short / papers.settings.gap_points,
        confidence=2,
        strip=(
            cited(row, indicator.unit, papers.council),
            said(finding, "Finding", finding["text"]),
            *strip,
            *elsewhere,
        ),
        worked=worked,
        caveats=(*otherwise, f"The report does not say which {unit_name} is meant, or give figures for the others."),
    )


def _children(
    papers: Papers, indicator: Indicator, row: Row, short: float
) -> tuple[dict[str, str], tuple[str, ...], tuple[Cited, ...]]:
    """How many children fall short, where the number that the percentage is of is printed for the same period."""
    if not indicator.of:
        return {}, (), ()
    counts = papers.facts.points(row["area"], indicator.of).filter(
        (pl.col("period_end") == row["period_end"]) & (pl.col("value") > 0)
    )
    if counts.is_empty():
        return {}, (), ()
    whole = counts.row(-1, named=True)
    count = count_behind(short, whole["value"], row["status"])
    if not count or whole["status"] == Status.ESTIMATED.value:
        return {}, (), ()
    of = papers.indicator(indicator.of)
    total = figure(whole["value"], of.unit, whole["printed"])
    share = figure(round(short, 6), Unit.PERCENT)
    first = f"100% − {figure(row['value'], Unit.PERCENT, row['printed'])} = {share}; " if short != row["value"] else ""
    return (
        {"children": f"about {count:,} children"},
        (f"{first}{share} of {total} ≈ {count:,}",),
        (cited(whole, of.unit, of.short_name),),
    )


def _worst_team(papers: Papers) -> Iterator[Signal]:
    """The worst of three or more teams, where it is far worse than the middle one at the same period."""
    rows = papers.recent(papers.facts.latest).filter(
        pl.col("dimension").is_in(_TEAMS)
        & (pl.col("polarity_sign") != 0)
        & (pl.col("status") == Status.FINAL.value)
        & ~pl.col("unit").is_in(_GROW_WITH_SIZE)
    )
    for teams in rows.partition_by("indicator", "dimension", "period", maintain_order=True):
        newest = rows.filter(pl.col("indicator") == teams["indicator"][0])["period_end"].max()
        if teams.height >= _FEWEST_TEAMS and teams["period_end"][0] == newest:
            yield from _team_apart(papers, teams.to_dicts())


def _team_apart(papers: Papers, teams: list[Row]) -> Iterator[Signal]:
    indicator = papers.indicator(teams[0]["indicator"])
    sign, unit = indicator.polarity.sign, indicator.unit
    ordered = sorted(teams, key=lambda row: row["value"] * sign)
    worst, middle = ordered[0], median(row["value"] for row in teams)
    apart = (middle - worst["value"]) * sign
    percent = apart / abs(middle) * 100 if middle else 0.0
    if not reaches(percent, papers.settings.team_spread_percent):
        return
    decimals = max(len(row["printed"].partition(".")[2]) for row in teams)
    slots = figure_slots(worst, unit) | {
        "group": group(worst["dimension"], worst["member"]),
        "middle": figure(round(middle, decimals), unit, f"{middle:.{decimals}f}"),
    }
    values = listed(figure(row["value"], unit, row["printed"]) for row in ordered)
    yield signal_on(
        papers,
        SignalKind.HEADLINE_MASKS,
        "team",
        indicator.id,
        slots,
        dimension=worst["dimension"],
        member=worst["member"],
        direction=Direction.CONCERN,
        size=percent / papers.settings.team_spread_percent,
        confidence=3,
        strip=tuple(cited(row, unit, row["member"]) for row in ordered),
        worked=(
            f"The middle of {values} is {slots['middle']}",
            f"{slots['now']} against {slots['middle']}: {percent:.1f}% worse",
        ),
        caveats=("Teams do different work, so a difference between them is a reason to ask and no judgement.",),
    )


def _grades(papers: Papers) -> Iterator[Signal]:
    """An overall grade that is better than one beside it, in one document and for one period. Size 1 is one grade."""
    recent = papers.recent(papers.evidence.ratings.filter(pl.col("area") == papers.authority))
    newest_first = recent.sort("period_end", "row", descending=[True, False])
    done = set()
    for grades in newest_first.partition_by("document", "scale", "period", maintain_order=True):
        rows = grades.to_dicts()
        scale = papers.evidence.catalogue.scales[rows[0]["scale"]]
        if scale.id in done or not papers.is_recent(rows[0]["document"]):
            continue
        for signal in _grade_apart(papers, scale, rows):
            done.add(scale.id)
            yield signal


def _grade_apart(papers: Papers, scale: Scale, rows: list[Row]) -> Iterator[Signal]:
    graded = [(row, word) for row in rows if (word := scale.find(row["rating"])) is not None]
    overall = next(((row, word) for row, word in graded if _OVERALL.match(row["subject"])), None)
    parts = [(row, word) for row, word in graded if not _OVERALL.match(row["subject"])]
    worst = max((word.order for _, word in parts), default=0)
    if overall is None or worst <= overall[1].order:
        return
    below = [(row, word) for row, word in parts if word.order == worst]
    from_outside = scale.id.startswith("ofsted")
    slots = {
        "overall": _grade(overall[1]),
        "part": _parts(below),
        "part_grade": _grade(below[0][1]),
        "now_when": when(overall[0]["period"]),
    }
    yield signal_on_theme(
        papers,
        SignalKind.HEADLINE_MASKS,
        "grade",
        slots,
        theme=_theme_of(slots["part"], from_outside=from_outside),
        measure="the inspection grade" if from_outside else f"the {scale.name[:1].lower()}{scale.name[1:]}",
        direction=Direction.CONCERN,
        size=float(worst - overall[1].order),
        confidence=3 if from_outside else 2,
        strip=tuple(
            Cited(row["document"], row["locator"], row["subject"], row["period"], _grade(word))
            for row, word in (overall, *below)
        ),
        worked=(f"Overall {slots['overall']}; {slots['part']} {slots['part_grade']}",),
        caveats=() if from_outside else ("The council gave itself these grades.",),
    )


def _theme_of(part: str, *, from_outside: bool) -> str:
    """The theme of a grade: an inspector's grade for protection is about children's safety, not the report."""
    if not from_outside:
        return "leadership"
    return "child_protection" if "protection" in part else "inspection"


def _grade(word: ScaleWord) -> str:
    return word.name or word.word


def _parts(below: list[tuple[Row, ScaleWord]]) -> str:
    """The part that has the lowest grade, or how many parts have it."""
    if len(below) == 1:
        subject = str(below[0][0]["subject"])
        return subject[:1].lower() + subject[1:]
    return f"the {number_in_words(len(below))} parts rated lowest"
