"""Who does the work: S21 reliance on agency workers, vacancies on two bases, and where agency work is concentrated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from analytics.enquiry.papers import Papers
from analytics.enquiry.signal import Cited, Direction, Signal, SignalKind
from analytics.enquiry.signals.making import signal_on
from analytics.enquiry.words import Row, cited, group
from analytics.evidence.vocabulary import Status, Unit
from analytics.evidence.wording import figure, when
from analytics.measures.thresholds import reaches
from analytics.measures.workforce import Share, agency_share, concentration, share, vacancy_share

_ENGLAND = "england"
_POSTS = ("posts_agency", "posts_permanent", "posts_vacant", "posts_total")
_PARTS = ("role", "team", "service")
_ALL_COVER = "How many agency workers cover a vacancy is not printed: all of them are taken to."
_NATIONAL = "It is of child and family social workers on one day, and may have changed since."
_BASIS = "The national return counts child and family social workers at 30 September. This table may differ in both."


def agency_and_vacancy(papers: Papers) -> Iterator[Signal]:
    """S21: many of those at work from an agency, vacancies that DfE would count otherwise, agency work in one group.

    DfE, Children's social work workforce: agency / (in post + agency), and posts without a permanent holder, covered
    or not, out of all posts. Where the rows of a printed table do not add up to its total, the rows are used.
    """
    posts = _posts(papers)
    if posts is None:
        yield from _printed_rate(papers)
        return
    yield from _share(papers, posts)
    yield from _basis(papers, posts)
    yield from _concentration(papers, posts)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number of posts, how it was come by, and where it was printed."""

    value: float
    cited: tuple[Cited, ...]
    arithmetic: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Posts:
    """The posts of one document at one time: in total as printed, and by role or team."""

    period: str
    document: str
    dimension: str
    whole: Mapping[str, Row]
    members: Mapping[str, Mapping[str, Row]]


def _share(papers: Papers, posts: _Posts) -> Iterator[Signal]:
    agency, permanent = (_sum(papers, posts, name) for name in ("posts_agency", "posts_permanent"))
    found = agency_share(agency.value, permanent.value) if agency and permanent else None
    if agency and permanent and found:
        yield from _of_those_at_work(papers, "posts_agency", posts.period, found, (agency, permanent))


def _printed_rate(papers: Papers) -> Iterator[Signal]:
    """The same from a rate that a document prints with the two numbers behind it.

    A national rate that is no higher than England’s, or about the same, is no reason to ask.
    """
    beside = papers.facts.compared.filter(
        (pl.col("indicator") == "sw_agency_rate")
        & (pl.col("comparator") == _ENGLAND)
        & (pl.col("comparator_age_days") == 0)
    )
    usual = beside.filter(pl.col("much_the_same") | pl.col("gap_favourable"))
    if papers.evidence.neighbours is not None and not usual.is_empty():
        return
    rows = papers.recent(papers.facts.latest).filter(
        (pl.col("indicator") == "sw_agency_rate")
        & (pl.col("dimension") == "")
        & pl.col("numerator").is_not_null()
        & (pl.col("status") != Status.FORECAST.value)
    )
    for row in rows.iter_rows(named=True):
        found = share(row["numerator"], row["denominator"])
        printed = _Sum(row["numerator"], (cited(row, Unit.PERCENT, papers.council),))
        if found:
            yield from _of_those_at_work(papers, "sw_agency_rate", row["period"], found, (printed,))


def _of_those_at_work(
    papers: Papers, indicator: str, period: str, found: Share, sums: tuple[_Sum, ...]
) -> Iterator[Signal]:
    settings = papers.settings
    too_few = found.denominator < settings.few or found.numerator <= settings.small_count
    if too_few or not reaches(found.percent, settings.agency_percent):
        return
    agency, workers = _number(found.numerator), _number(found.denominator)
    added = (f"{agency} + {_number(found.denominator - found.numerator)} = {workers}",) if len(sums) > 1 else ()
    yield _signal(
        papers,
        "share",
        {
            "share": f"{found.percent:.1f}%",
            "agency": agency,
            "workers": workers,
            "now_when": when(period),
        },
        sums,
        indicator=indicator,
        direction=Direction.CONCERN,
        size=found.percent / settings.agency_percent,
        arithmetic=(*added, f"{agency} ÷ {workers} = {found.percent:.1f}%"),
    )


def _basis(papers: Papers, posts: _Posts) -> Iterator[Signal]:
    """Vacancies as printed, counting only posts that nobody is in, beside those that DfE would count."""
    vacant, permanent = (_sum(papers, posts, name) for name in ("posts_vacant", "posts_permanent"))
    covered = _covered(papers, posts)
    printed, all_posts = posts.whole.get("posts_vacant"), posts.whole.get("posts_total")
    if not (vacant and permanent and covered and printed and all_posts):
        return
    net = share(printed["value"], all_posts["value"])
    found = vacancy_share(vacant.value, covered.value, permanent.value)
    if not (net and found) or all_posts["value"] < papers.settings.few:
        return
    gap = found.percent - net.percent
    if not reaches(abs(gap), papers.settings.agency_gap_points):
        return
    without, dfe = _number(found.numerator), f"{found.percent:.1f}%"
    ratio = f"{_number(net.numerator)} ÷ {_number(net.denominator)} = {net.percent:.1f}%"
    as_printed = _Sum(net.percent, tuple(_cited(papers, row) for row in (printed, all_posts)))
    yield _signal(
        papers,
        "basis",
        {"printed_share": f"{net.percent:.1f}%", "dfe_share": dfe, "now_when": when(posts.period)},
        (as_printed, vacant, covered, permanent),
        direction=Direction.CAUTION,
        confidence=2 if _ALL_COVER in covered.caveats else 3,
        size=abs(gap) / papers.settings.agency_gap_points,
        arithmetic=(
            ratio,
            f"{_number(vacant.value)} + {_number(covered.value)} = {without}",
            f"{without} + {_number(permanent.value)} = {_number(found.denominator)}",
            f"{without} ÷ {_number(found.denominator)} = {dfe}",
        ),
        caveats=("The national return counts a post with an agency worker as vacant. The printed table does not.",),
    )


def _concentration(papers: Papers, posts: _Posts) -> Iterator[Signal]:
    """The role or team with most agency workers of those that have far more than their share of the posts."""
    rows = [
        {
            "area": papers.authority,
            "period": posts.period,
            "dimension": posts.dimension,
            "member": member,
            "agency": _value(of, "posts_agency"),
            "posts": _value(of, "posts_total"),
        }
        for member, of in posts.members.items()
    ]
    schema: pl.Schema = pl.Schema(dict.fromkeys(("area", "period", "dimension", "member"), pl.String))
    schema |= pl.Schema({"agency": pl.Float64, "posts": pl.Float64})
    settings = papers.settings
    found = (
        concentration(pl.LazyFrame(rows, schema=schema))
        .with_columns(pl.col("agency").sum().alias("agency_whole"), pl.col("posts").sum().alias("posts_whole"))
        .filter(
            reaches(pl.col("concentration"), settings.concentration_ratio)
            & (pl.col("agency_whole") >= settings.few)
            & (pl.col("agency") > settings.small_count)
        )
        .sort("agency", descending=True, maintain_order=True)
        .head(1)
        .collect()
    )
    for row in found.iter_rows(named=True):
        shares = {name: f"{row[f'{name}_share_percent']:.1f}%" for name in ("agency", "posts")}
        used = [of[name] for of in posts.members.values() for name in ("posts_agency", "posts_total")]
        yield _signal(
            papers,
            "concentration",
            {
                "group": group(posts.dimension, row["member"]),
                "group_share": shares["agency"],
                "posts_share": shares["posts"],
                "now_when": when(posts.period),
            },
            (_Sum(row["agency"], tuple(_cited(papers, one) for one in used)),),
            direction=Direction.CONTEXT,
            size=row["concentration"] / settings.concentration_ratio,
            arithmetic=tuple(
                f"{_number(row[name])} ÷ {_number(row[f'{name}_whole'])} = {shares[name]}" for name in shares
            ),
        )


def _posts(papers: Papers) -> _Posts | None:
    """The newest table of posts, or their printed totals; None where no posts filled by agency workers are printed."""
    rows = papers.recent(papers.facts.latest).filter(
        pl.col("indicator").is_in(_POSTS)
        & pl.col("dimension").is_in(["", *_PARTS])
        & ~pl.col("status").is_in([Status.FORECAST.value, Status.ESTIMATED.value])
    )
    of_agency = rows.filter(pl.col("indicator") == "posts_agency").sort("period_end", "row")
    if of_agency.is_empty():
        return None
    newest = of_agency.row(-1, named=True)
    rows = rows.filter((pl.col("period") == newest["period"]) & (pl.col("document") == newest["document"])).sort("row")
    parts = rows.filter(pl.col("dimension") != "")
    dimension = parts["dimension"][0] if not parts.is_empty() else ""
    whole: dict[str, Row] = {}
    members: dict[str, dict[str, Row]] = {}
    for row in rows.iter_rows(named=True):
        if not row["dimension"]:
            whole[row["indicator"]] = row
        elif row["dimension"] == dimension:
            members.setdefault(row["member"], {})[row["indicator"]] = row
    return _Posts(newest["period"], newest["document"], dimension, whole, members)


def _sum(papers: Papers, posts: _Posts, indicator: str) -> _Sum | None:
    """The number of one kind of posts: the printed total, or the sum of the rows where they do not add up to it."""
    total = posts.whole.get(indicator)
    rows = [of[indicator] for of in posts.members.values() if indicator in of]
    added = sum(row["value"] for row in rows)
    complete = bool(rows) and len(rows) == len(posts.members)
    if total is not None and (not complete or abs(added - total["value"]) < 1e-9):
        return _Sum(total["value"], (_cited(papers, total),))
    if not complete:
        return None
    name = papers.indicator(indicator).short_name
    worked = f"{' + '.join(_number(row['value']) for row in rows)} = {_number(added)}"
    strip = tuple(_cited(papers, row) for row in rows)
    if total is None:
        return _Sum(added, strip, (worked,))
    caveat = (
        f"{name}: the rows add up to {_number(added)} and the printed total is {_number(total['value'])}. "
        "The rows are used."
    )
    return _Sum(added, (*strip, _cited(papers, total)), (worked,), (caveat,))


def _covered(papers: Papers, posts: _Posts) -> _Sum | None:
    """How many vacancies agency workers cover: as printed, or else as many as there are agency workers."""
    printed = papers.facts.points(papers.authority, "sw_vacancies_agency_n").filter(
        (pl.col("period") == posts.period) & (pl.col("document") == posts.document) & pl.col("value").is_not_null()
    )
    if not printed.is_empty():
        row = printed.row(0, named=True)
        return _Sum(row["value"], (_cited(papers, row),))
    agency = _sum(papers, posts, "posts_agency")
    if agency is None:
        return None
    return _Sum(agency.value, agency.cited, agency.arithmetic, (*agency.caveats, _ALL_COVER))


def _signal(
    papers: Papers,
    case: str,
    slots: dict[str, str],
    sums: tuple[_Sum, ...],
    *,
    direction: Direction,
    size: float,
    arithmetic: tuple[str, ...],
    indicator: str = "posts_agency",
    confidence: int = 3,
    caveats: tuple[str, ...] = (),
) -> Signal:
    """A signal on agency work as a whole, so that all that is said of it comes together in one line."""
    basis = _BASIS if papers.evidence.neighbours is None else _NATIONAL
    return signal_on(
        papers,
        SignalKind.AGENCY_AND_VACANCY,
        case,
        indicator,
        slots,
        direction=direction,
        size=size,
        confidence=confidence,
        strip=tuple(entry for one in sums for entry in one.cited),
        worked=(*dict.fromkeys(line for one in sums for line in one.arithmetic), *arithmetic),
        caveats=(*caveats, *dict.fromkeys(text for one in sums for text in one.caveats), basis),
    )


def _cited(papers: Papers, row: Row) -> Cited:
    name = papers.indicator(row["indicator"]).short_name
    return cited(row, Unit(row["unit"]), f"{name}, {row['member']}" if row["member"] else name)


def _value(of: Mapping[str, Row], indicator: str) -> float | None:
    return of[indicator]["value"] if indicator in of else None


def _number(posts: float) -> str:
    return figure(posts, Unit.POSTS)
