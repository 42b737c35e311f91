"""What a figure counts: S25 a share so far this year beside a full year's, and counts unlike the national measure."""

from collections.abc import Iterator

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Signal, SignalKind
from analytics.enquiry.signals.making import signal_on
from analytics.enquiry.words import Row, cited, figure_slots
from analytics.evidence.period import PeriodKind
from analytics.evidence.period_spellings import parse_period
from analytics.evidence.vocabulary import Status, Unit
from analytics.evidence.wording import figure, when
from analytics.measures.thresholds import reaches
from analytics.measures.workforce import share

# What a reader's note says where the national measure counts otherwise, and where it is taken not to.
_OTHERWISE = r"(?i)national measure|national counts|not comparable|working days"
_THE_SAME = r"(?i)taken as the national measure"


def definition_differs(papers: Papers) -> Iterator[Signal]:
    """S25: a figure that would mislead beside a national one, because it counts less of a year or something else."""
    explained = set()
    for signal in _so_far(papers):
        explained.add(signal.indicator)
        yield signal
    for signal in _definitions(papers):
        if signal.indicator not in explained:
            yield signal


def _so_far(papers: Papers) -> Iterator[Signal]:
    """A share counted since the year began, beside the share that a count over twelve months makes."""
    settings = papers.settings
    for pair in papers.library.together:
        if pair.reading != "so far and in a year" or not pair.of:
            continue
        now, count, of = (_whole(papers, name) for name in (pair.first, pair.second, pair.of))
        if now is None or count is None or of is None or len({row["period_end"] for row in (now, count, of)}) > 1:
            continue
        whole_year = share(count["value"], of["value"])
        if whole_year is None or of["value"] < settings.few or count["value"] <= settings.small_count:
            continue
        gap = abs(whole_year.percent - now["value"])
        if not reaches(gap, settings.material_points):
            continue
        indicator = papers.indicator(pair.first)
        in_words = {
            name: figure(row["value"], Unit(row["unit"]), row["printed"])
            for name, row in (("count", count), ("of", of))
        }
        in_words["share"] = f"{whole_year.percent:.1f}%"
        yield signal_on(
            papers,
            SignalKind.DEFINITION_DIFFERS,
            "so far",
            pair.first,
            figure_slots(now, indicator.unit) | in_words | {"share_when": _up_to(count["period"])},
            size=gap / settings.material_points,
            confidence=3,
            strip=(
                cited(now, indicator.unit, papers.council),
                cited(count, Unit(count["unit"]), papers.indicator(pair.second).short_name),
                cited(of, Unit(of["unit"]), papers.indicator(pair.of).short_name),
            ),
            worked=(f"{in_words['count']} ÷ {in_words['of']} = {in_words['share']}",),
            caveats=("Some of those counted over 12 months may have left care by the day on which all are counted.",),
        )


def _definitions(papers: Papers) -> Iterator[Signal]:
    """The latest figures whose note says that the national measure counts otherwise, one a measure."""
    noted = (
        papers.recent(papers.facts.latest)
        .filter(pl.col("note").str.contains(_OTHERWISE) & ~pl.col("note").str.contains(_THE_SAME))
        # The whole comes before its parts.
        .unique("indicator", keep="first", maintain_order=True)
    )
    for row in noted.iter_rows(named=True):
        indicator = papers.indicator(row["indicator"])
        yield signal_on(
            papers,
            SignalKind.DEFINITION_DIFFERS,
            "definition",
            indicator.id,
            figure_slots(row, indicator.unit),
            dimension=row["dimension"],
            member=row["member"],
            size=1.0,
            confidence=2,
            strip=(cited(row, indicator.unit, papers.council),),
            caveats=(row["note"],),
        )


def _up_to(period: str) -> str:
    """When twelve months ended: "to July 2019", or "in 2018/19" where they are a year of their own."""
    return f"to {period.rpartition(' to ')[2]}" if parse_period(period).kind is PeriodKind.RANGE else when(period)


def _whole(papers: Papers, indicator: str) -> Row | None:
    """The council's recent latest figure of a measure as a whole, neither forecast nor rounded in words."""
    found = papers.recent(papers.facts.latest).filter(
        (pl.col("indicator") == indicator)
        & (pl.col("dimension") == "")
        & ~pl.col("status").is_in([Status.FORECAST.value, Status.ESTIMATED.value])
    )
    return None if found.is_empty() else found.row(0, named=True)
