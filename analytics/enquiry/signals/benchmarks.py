"""A measure beside others: S04 off benchmark, S05 benchmarks disagree, S06 slipping, S11 stale, S13 none."""

from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from analytics.enquiry.neighbour_words import depends_in_words
from analytics.enquiry.not_known import not_known_cited, not_known_in_words
from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.signals.also_beside import also_beside
from analytics.enquiry.signals.making import number_in_words, rests_on_few, signal_on
from analytics.enquiry.signals.other_year import (
    COLUMNS,
    THEN,
    cited_then,
    confidence_beside,
    stands_as_then,
    then_in_words,
)
from analytics.enquiry.unlike import unlike_in_words
from analytics.enquiry.words import (
    Row,
    benchmark_slots,
    change_slots,
    cited,
    cited_benchmark,
    figure_slots,
    said,
)
from analytics.evidence.vocabulary import Asserted, Status, Unit
from analytics.evidence.wording import day_in_words, difference, figure
from analytics.measures.levels import is_counted
from analytics.measures.neighbour_choices import Against, against_each_choice
from analytics.measures.series import SERIES_KEY
from analytics.measures.thresholds import reaches

_DAYS_A_MONTH = 30.44
_LEVELS = {Asserted.ABOVE: "above", Asserted.BELOW: "below", Asserted.IN_LINE: "in line with"}


def off_benchmark(papers: Papers) -> Iterator[Signal]:
    """S04: on the worse side of a comparator by the threshold, at the latest figure and at the comparator's own period.

    Where only an earlier comparator is printed, the council's figure of that period must be as far off too, so that
    a gap is never made of two years. A measure that improved all the while says so. Where the first comparator is not
    the only one of similar councils and England, how the figure stands to the other is said too.
    """
    compared = _compared(papers)
    for rows in _by_measure(compared.filter(pl.col("is_off"))):
        row = rows[0]
        unit, catalogue = Unit(row["unit"]), papers.evidence.catalogue
        beside = compared.filter(*(pl.col(name) == row[name] for name in SERIES_KEY)).to_dicts()
        also = [one for one in beside if _is_said_too(one) and one["comparator"] != row["comparator"]]
        slots = _with_other(benchmark_slots(row, unit, catalogue), rows, unit, papers)
        slots |= {"also_beside": also_beside(row, also, unit, catalogue)} if also else {}
        others = [*rows[1:2], *(one for one in also if one not in rows[1:2])]
        strip = [
            cited(row, unit, papers.council),
            *(cited_benchmark(one, unit, catalogue) for one in (row, *others)),
        ]
        worked = [_gap_in_figures(one, unit, papers) for one in (row, *others)]
        first = None if unlike_in_words(papers.facts, row) else _start_of_run(papers, row)
        better_by = (row["value"] - first["value"]) * row["polarity_sign"] if first else 0.0
        improving = first is not None and reaches(better_by, row["material"])
        if improving and first is not None:
            since = row | {f"first_{name}": value for name, value in first.items()}
            slots |= change_slots(since, unit, "first_")
            strip.insert(0, cited(since, unit, papers.council, "first_"))
            worked.insert(0, f"{slots['before']} to {slots['now']}: {slots['change']}")
        else:
            slots |= figure_slots(row, unit)
        yield _signal(
            papers,
            SignalKind.OFF_BENCHMARK,
            "improving" if improving else "level",
            row,
            slots,
            size=max(abs(one["gap"]) / one["threshold"] for one in rows),
            strip=strip,
            worked=worked,
            direction=Direction.CONCERN,
            beside=rows,
            caveats=_no_worse_than(papers, beside, also),
        )


def benchmarks_disagree(papers: Papers) -> Iterator[Signal]:
    """S05: on the better side of one comparator and on the worse side of another, however little.

    Of national figures, which have every comparator for every measure, only what is not much the same counts. How an
    older comparator stood to the council's figure of its own period makes the verdict more or less sure.
    """
    is_national = papers.evidence.neighbours is not None
    for rows in _by_measure(_compared(papers)):
        apart = [row for row in rows if not (is_national and row["much_the_same"])]
        better = [row for row in apart if row["gap"] * row["polarity_sign"] > 1e-9]
        worse = [row for row in apart if row["gap"] * row["polarity_sign"] < -1e-9]
        if not (better and worse):
            continue
        row, unit = rows[0], Unit(rows[0]["unit"])
        catalogue = papers.evidence.catalogue
        slots = (
            figure_slots(row, unit)
            | benchmark_slots(better[0], unit, catalogue)
            | benchmark_slots(worse[0], unit, catalogue, "other")
        )
        pair = (better[0], worse[0])
        yield _signal(
            papers,
            SignalKind.BENCHMARKS_DISAGREE,
            "split",
            row,
            slots,
            size=max(abs(one["gap"]) / one["threshold"] for one in pair),
            strip=[cited(row, unit, papers.council), *(cited_benchmark(one, unit, catalogue) for one in pair)],
            worked=[_gap_in_figures(one, unit, papers) for one in pair],
            direction=Direction.CAUTION,
            beside=list(pair),
        )


def ahead_but_slipping(papers: Papers) -> Iterator[Signal]:
    """S06: on the better side of every comparator, and the latest move is the wrong way."""
    settings = papers.settings
    for rows in _by_measure(_compared(papers).filter(pl.col("change").is_not_null())):
        row, unit = rows[0], Unit(rows[0]["unit"])
        ahead = all(one["gap"] * one["polarity_sign"] > 1e-9 and not one["much_the_same"] for one in rows)
        least = settings.slipping_points if unit.is_percentage else row["material"]
        slipping = reaches(-row["change"] * row["polarity_sign"], least)
        if not (ahead and slipping):
            continue
        nearest = min(rows, key=lambda one: abs(one["gap"]))
        slots = change_slots(row, unit) | benchmark_slots(nearest, unit, papers.evidence.catalogue)
        yield _signal(
            papers,
            SignalKind.AHEAD_BUT_SLIPPING,
            "slipping",
            row,
            slots,
            size=abs(row["change"]) / row["material"],
            strip=[
                cited(row, unit, papers.council, "previous_"),
                cited(row, unit, papers.council),
                cited_benchmark(nearest, unit, papers.evidence.catalogue),
            ],
            worked=[
                f"{slots['before']} to {slots['now']}: {slots['change']}",
                _gap_in_figures(nearest, unit, papers),
            ],
            direction=Direction.CONCERN,
            beside=rows,
        )


def stale(papers: Papers) -> Iterator[Signal]:
    """S11: a comparator of an earlier period than the figure, or a figure long before the papers are read.

    A comparator of the year before is usual and counts half; two years, or a year more than the document's other
    comparators, counts in full. How old a national figure is lies with those who publish it, and a newer one may be
    withheld: there a caution says so (see `older`), and nothing is asked.
    """
    settings = papers.settings
    compared = _compared(papers)
    usual = compared["comparator_age_days"].median()
    for rows in _by_measure(compared.filter(pl.col("comparator_age_days") >= settings.stale_days - 1)):
        row, unit = rows[0], Unit(rows[0]["unit"])
        age = row["comparator_age_days"]
        older_than_others = isinstance(usual, float) and age - usual >= settings.stale_days - 1
        strong = age >= settings.very_stale_days - 1 or older_than_others
        slots = figure_slots(row, unit) | benchmark_slots(row, unit, papers.evidence.catalogue)
        yield _signal(
            papers,
            SignalKind.STALE,
            "benchmark",
            row,
            slots | {"age": _age(age)},
            size=1.0 if strong else 0.5,
            strip=[cited(row, unit, papers.council), cited_benchmark(row, unit, papers.evidence.catalogue)],
            worked=[_gap_in_figures(row, unit, papers), f"The comparator is {_age(age)} older."],
            direction=Direction.CAUTION,
        )
    latest = papers.recent(papers.facts.latest).filter(
        (pl.col("polarity_sign") != 0) & (pl.col("status") != Status.FORECAST.value)
    )
    if papers.evidence.neighbours is not None:
        return
    for row in latest.sort("period_end").unique("indicator", keep="first", maintain_order=True).iter_rows(named=True):
        days = (papers.read_on - row["period_end"]).days
        if days > settings.old_figure_days:
            unit = Unit(row["unit"])
            yield _signal(
                papers,
                SignalKind.STALE,
                "figure",
                row,
                figure_slots(row, unit) | {"age": _age(days), "read_day": papers.read_day},
                size=min(days / settings.old_figure_days, 2.0) / 2,
                strip=[cited(row, unit, papers.council)],
                worked=[f"From the end of that period to {day_in_words(papers.read_on)} is {_age(days)}."],
                direction=Direction.CAUTION,
            )


# A measure that is itself a comparison needs no other figure beside it.
_COMPARES = ("the council’s lead", "the gap between")


def no_comparator(papers: Papers) -> Iterator[Signal]:
    """S13: a measure that can be better or worse and stands alone, or that a text compares without a figure."""
    whole = papers.recent(papers.facts.latest).filter((pl.col("dimension") == "") & (pl.col("polarity_sign") != 0))
    alone = whole.join(papers.facts.compared.select("indicator").unique(), on="indicator", how="anti")
    comparable = [Unit.PERCENT, Unit.RATE_PER_10K, Unit.DAYS, Unit.WEEKS, Unit.CHILDREN_PER_WORKER]
    alone = alone.filter(
        pl.col("unit").is_in([unit.value for unit in comparable]) & (pl.col("status") != Status.ESTIMATED.value)
    )
    claims = papers.evidence.claims.filter(pl.col("asserted").is_in(list(_LEVELS)) & (pl.col("against") != ""))
    for row in alone.iter_rows(named=True):
        if papers.indicator(row["indicator"]).phrase.startswith(_COMPARES):
            continue
        unit = Unit(row["unit"])
        strip = [cited(row, unit, papers.council)]
        said_of_it = claims.filter(
            (pl.col("indicator") == row["indicator"])
            & (pl.col("document") == row["document"])
            & (pl.col("member") == "")
            & (pl.col("against") != "target")
        ).to_dicts()
        slots = figure_slots(row, unit)
        if said_of_it:
            claim = said_of_it[0]
            slots |= {
                "said": _LEVELS[Asserted(claim["asserted"])],
                "against": papers.evidence.catalogue.area_name(claim["against"]),
            }
            strip.append(said(claim, "The text", claim["text"]))
        yield _signal(
            papers,
            SignalKind.NO_COMPARATOR,
            "said" if said_of_it else "alone",
            row,
            slots,
            size=2.0 if said_of_it else 1.0,
            strip=strip,
            worked=[],
            direction=Direction.CAUTION,
        )


@lru_cache(maxsize=16)
def _compared(papers: Papers) -> pl.DataFrame:
    """Recent firm figures that can be better or worse beside each comparator: threshold, material change, is_off.

    Shares of too few children are left out, because one child moves them a lot. Of national figures a comparator is of
    the same period or none: an older one stands for a year in which too few councils have a figure.
    """
    settings = papers.settings
    key = ["area", "indicator", "dimension", "member"]
    own = papers.facts.series.filter(pl.col("value").is_not_null()).select(
        *key,
        pl.col("period").alias("comparator_period"),
        *(pl.col(column).alias(THEN + column) for column in COLUMNS),
    )
    relative = pl.col("comparator_value").abs()
    threshold = (
        pl.when(pl.col("is_percentage")).then(settings.gap_points).otherwise(relative * settings.gap_percent / 100)
    )
    material = (
        pl.when(pl.col("is_percentage"))
        .then(settings.material_points)
        .otherwise(pl.col("value").abs() * settings.material_percent / 100)
    )
    gap_then = pl.col("then_value") - pl.col("comparator_value")
    far = reaches(-pl.col("polarity_sign") * pl.col("gap"), threshold)
    far_then = reaches(-pl.col("polarity_sign") * gap_then, threshold).fill_null(value=False)
    same_period = pl.col("comparator_age_days") == 0
    return (
        papers.recent(papers.facts.compared)
        .filter((pl.col("polarity_sign") != 0) & is_counted())
        .filter(pl.col("comparator_value") != 0)
        .filter(pl.lit(papers.evidence.neighbours is None) | same_period)
        .filter(~(pl.col("denominator") < settings.few).fill_null(value=False))
        .join(own, on=[*key, "comparator_period"], how="left", maintain_order="left")
        .with_columns(
            threshold.alias("threshold"), material.alias("material"), (far & (far_then | same_period)).alias("is_off")
        )
    )


def _by_measure(rows: pl.DataFrame) -> Iterator[list[Row]]:
    for group in rows.partition_by(list(SERIES_KEY), maintain_order=True):
        yield group.to_dicts()


def _with_other(slots: dict[str, str], rows: list[Row], unit: Unit, papers: Papers) -> dict[str, str]:
    return slots if len(rows) < 2 else slots | benchmark_slots(rows[1], unit, papers.evidence.catalogue, "other")


def _start_of_run(papers: Papers, row: Row) -> Row | None:
    """The figure from which the series has since moved one way only; None where the latest is the only one."""
    points = papers.facts.points(row["area"], row["indicator"], row["dimension"], row["member"])
    firm = points.filter(pl.col("value").is_not_null() & (pl.col("status") != Status.ESTIMATED.value)).to_dicts()
    start, sign = len(firm) - 1, 0.0
    while start > 0:
        move = firm[start]["value"] - firm[start - 1]["value"]
        if move * sign < 0:
            break
        start, sign = start - 1, sign or move
    return firm[start] if start < len(firm) - 1 else None


def _is_said_too(row: Row) -> bool:
    """Whether a finding that names another comparator says this one as well: similar councils and England.

    One of another year says nothing unless the council stood on the same side of it in that year.
    """
    return not row["comparator"].startswith("region:") and stands_as_then(row)


def _no_worse_than(papers: Papers, beside: list[Row], already_said: list[Row]) -> tuple[str, ...]:
    """The first other comparator of a national figure that it is no worse than and nobody has named, in words."""
    if papers.evidence.neighbours is None:
        return ()
    for other in beside:
        if (other["much_the_same"] or other["gap_favourable"]) and other not in already_said:
            slots = benchmark_slots(other, Unit(other["unit"]), papers.evidence.catalogue)
            stands = "about the same as" if other["much_the_same"] else "better than"
            return (f"It is {stands} {slots['comparator_figure']}, {slots['comparator_value']}.",)
    return ()


def _gap_in_figures(row: Row, unit: Unit, papers: Papers) -> str:
    slots = benchmark_slots(row, unit, papers.evidence.catalogue) | figure_slots(row, unit)
    size = difference(row["gap"], unit, row["comparator_value"])
    return (
        f"{slots['now']} {slots['now_when']} against {slots['comparator_value']} {slots['comparator_when']} "
        f"({slots['comparator']}): {size} {slots['comparator_side']}"
    )


def _cited_choice(against: Against, row: Row, unit: Unit, papers: Papers) -> Cited:
    """The figure of similar councils under one list and statistic, worked out from those of the same release."""
    whose = papers.evidence.catalogue.area_name(against.neighbours.area(papers.authority))
    value = figure(against.value, unit, against.printed)
    return Cited(row["document"], row["locator"], whose, row["period"], value)


def _age(days: float) -> str:
    """An age in whole months or years: "three months", "one year", "21 months", "more than two years"."""
    months = round(days / _DAYS_A_MONTH)
    in_years = months >= 24 or months == 12
    number, noun = (months // 12, "year") if in_years else (max(months, 1), "month")
    more = "more than " if in_years and months % 12 >= 6 else ""
    return f"{more}{number_in_words(number)} {noun}" + ("" if number == 1 else "s")


def _signal(
    papers: Papers,
    kind: SignalKind,
    case: str,
    row: Row,
    slots: dict[str, str],
    *,
    size: float,
    strip: list[Cited],
    worked: list[str],
    direction: Direction,
    beside: list[Row] | None = None,
    caveats: tuple[str, ...] = (),
) -> Signal:
    """`beside` are the rows on whose comparators a verdict rests; none where it rests on no comparator."""
    unit = Unit(row["unit"])
    age = row.get("comparator_age_days") or 0
    if age >= 28:
        said = (then_in_words(one, unit, papers.evidence.catalogue) for one in beside or ())
        then = next((words for words in said if words), "")
        caveats = (*caveats, f"The comparator is of an earlier period, {_age(age)} before. {then}".rstrip())
        strip = [*strip, *(entry for one in beside or () for entry in cited_then(one, unit, papers.council))]
    if "comparator" in row and kind is not SignalKind.STALE:
        caveats = (*caveats, *rests_on_few(papers, row), *not_known_in_words(papers.facts, row))
        strip = [*strip, *not_known_cited(papers.facts, row, papers.council)]
    choices = against_each_choice(papers.evidence, papers.authority, row) if kind is not SignalKind.STALE else ()
    depends = depends_in_words(choices, unit)
    if depends:
        caveats = (*caveats, depends)
        strip = [*strip, *(_cited_choice(one, row, unit, papers) for one in choices)]
    known = 1 if row["status"] == Status.ESTIMATED.value else 3 if row["points"] >= 3 else 2
    return signal_on(
        papers,
        kind,
        case,
        row["indicator"],
        slots,
        dimension=row["dimension"],
        member=row["member"],
        direction=direction,
        size=size,
        confidence=min(known, confidence_beside(beside)) if beside else known,
        strip=strip,
        worked=worked,
        caveats=caveats if kind is not SignalKind.STALE else (),
    )
