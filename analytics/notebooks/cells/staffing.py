"""Staffing: posts by who fills them, and agency and vacancy on the printed and on DfE's basis."""

from typing import Literal

import polars as pl

from analytics.charts.bars import Part, bar_chart
from analytics.charts.style import DARK_BLUE, ORANGE, TURQUOISE
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import figure, when
from analytics.measures.workforce import Share, agency_share, share, vacancy_share
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import published_columns, sources_of
from analytics.notebooks.view import CannotRender, Chart, Table, View, plain_row

_POSTS = {"posts_permanent": "Permanent", "posts_agency": "Agency", "posts_vacant": "Vacant"}
_COLOURS = {"Permanent": DARK_BLUE, "Agency": ORANGE, "Vacant": TURQUOISE}
_ALL = "All posts"


class StaffingCell(Cell):
    """Posts by role: permanent, agency and vacant, as printed."""

    kind: Literal["staffing"] = "staffing"


class AgencyAndVacancyCell(Cell):
    """Agency and vacancy shares worked out from printed posts, on each basis."""

    kind: Literal["agency-and-vacancy"] = "agency-and-vacancy"


def render_staffing(cell: StaffingCell, evidence: Evidence) -> View:
    """A bar a role, its parts who fills the posts; printed totals stay as printed."""
    posts, rows, period = _posts(cell, evidence)
    parts = [
        Part(role, f"{_SHAPES[name]} {name}", filled[name], _number(filled[name]), _COLOURS[name])
        for role, filled in posts.items()
        if role != _ALL
        for name in _POSTS.values()
        if filled.get(name)
    ]
    workers = max((role for role in posts if role != _ALL), key=lambda role: posts[role].get("Agency", 0.0))
    most = posts[workers]
    _, held, _, _ = _shares(most, None)
    title = f"{workers}: {_number(most.get('Agency', 0))} posts filled by agency workers"
    summary = (
        f"Of the {_number(held.denominator)} posts for {workers.lower()} listed {when(period)}, "
        f"{_number(held.numerator)} ({held.percent:.1f}%) were filled by agency workers."
        if held
        else f"How many posts there are for {workers.lower()} in all is not printed."
    )
    subtitle = f"Posts by role and who fills them, full-time equivalent, {cell.name(evidence)}, {period}"
    columns = ("Role", *_POSTS.values(), "Total as printed")
    known = cell.known(evidence)
    totals = {
        row["member"] or _ALL: row["printed"] for row in rows.filter(pl.col("indicator") == "posts_total").to_dicts()
    }
    body = [
        plain_row(
            role,
            *(_number(filled[name]) if name in filled else "Not printed" for name in _POSTS.values()),
            totals.get(role, ""),
        )
        for role, filled in posts.items()
    ]
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        charts=(Chart(bar_chart(parts, "Posts"), f"{title}. {summary}", title),),
        table=Table(subtitle, columns, tuple(body), frozenset(columns[1:])),
        caveats=_sums_that_fail(posts),
        sources=sources_of(known, rows),
        data=published_columns(rows),
        file_name=f"{cell.authority}-posts.csv",
    )


def render_agency_and_vacancy(cell: AgencyAndVacancyCell, evidence: Evidence) -> View:
    """Agency and vacancy shares for each role on two bases each, with the arithmetic beside each."""
    posts, rows, period = _posts(cell, evidence)
    known = cell.known(evidence)
    roles = {role: filled for role, filled in posts.items() if role != _ALL}
    summed = _summed(posts)
    covering = _covering_vacancies(known, cell, period)
    results = {role: _shares(filled, None) for role, filled in roles.items()}
    results[_ALL] = _shares(summed, summed.get("Agency") if covering is None else covering)
    agency, _, vacancy, _ = results[_ALL]
    if _ALL in posts:
        # "As printed" means the printed totals, also where the rows do not add up to them.
        results[_ALL] = (*results[_ALL][:3], _shares(posts[_ALL], None)[3])
    title = f"Agency share {agency.percent:.1f}% by DfE’s formula" if agency else "Agency and vacancy shares"
    summary = (
        f"Agency workers were {agency.percent:.1f}% of those doing the work, by DfE’s formula ({_arithmetic(agency)}). "
        f"Posts without a permanent holder were {vacancy.percent:.1f}% ({_arithmetic(vacancy)})."
        if agency and vacancy
        else "The table shows the shares that can be worked out."
    )
    subtitle = f"Agency and vacancy, worked out from the printed posts, {cell.name(evidence)}, {period}"
    columns = ("Role", *_BASES)
    caveats = [
        "DfE counts a post covered by an agency worker as vacant. The printed table does not: both are shown.",
        "Which role’s vacancies are covered is not printed, so DfE’s vacancy share is for all posts only.",
        "DfE counts child and family social workers at 30 September. This table has its own date and roles.",
        *_sums_that_fail(posts),
    ]
    if covering is not None and covering != summed.get("Agency", covering):
        caveats.insert(
            1,
            f"The report says that {_number(covering)} of the {_number(summed['Agency'])} agency workers cover "
            "vacancies; only those count as vacancies for all posts.",
        )
    printed = _shares(posts[_ALL], 0.0)[0] if _ALL in posts else None
    if agency and printed and abs(printed.percent - agency.percent) >= 0.05:
        caveats.append(
            f"“{_ALL}” adds up the rows. With the printed totals the agency share would be {printed.percent:.1f}%."
        )
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        table=Table(
            subtitle,
            columns,
            tuple(
                plain_row(role, *(f"{found.percent:.1f}% ({_arithmetic(found)})" if found else "–" for found in shares))
                for role, shares in results.items()
            ),
            frozenset(_BASES),
        ),
        caveats=tuple(caveats),
        sources=sources_of(known, rows),
        data=pl.DataFrame(
            [
                {
                    "role": role,
                    "basis": basis,
                    "percent": found.percent,
                    "numerator": found.numerator,
                    "denominator": found.denominator,
                }
                for role, shares in results.items()
                for basis, found in zip(_BASES, shares, strict=True)
                if found
            ]
        ),
        file_name=f"{cell.authority}-agency-and-vacancy.csv",
    )


_BASES = ("Agency, DfE basis", "Agency, of all posts", "Vacancy, DfE basis", "Vacancy, as printed")


def _shares(filled: dict[str, float], covering: float | None) -> tuple[Share | None, ...]:
    """The four shares of `_BASES`, None where a figure for one is not printed, which is not the same as nothing.

    `covering` is how many agency workers are in vacant posts; None is unknown.
    """
    permanent, agency, vacant = (filled.get(name) for name in _POSTS.values())
    at_work = None if permanent is None or agency is None else agency_share(agency, permanent)
    if permanent is None or agency is None or vacant is None:
        return at_work, None, None, None
    everything = permanent + agency + vacant
    return (
        at_work,
        share(agency, everything),
        None if covering is None else vacancy_share(vacant, covering, permanent),
        share(vacant, everything),
    )


def _covering_vacancies(known: Evidence, cell: Cell, period: str) -> float | None:
    """How many agency workers the report says are covering vacancies; None where it does not say."""
    found = known.observations.filter(
        (pl.col("indicator") == "agency_workers")
        & (pl.col("area") == cell.authority)
        & (pl.col("member") == "Covering vacancies")
        & (pl.col("period") == period)
    )["value"].to_list()
    return found[0] if found else None


_SHAPES = {"Permanent": "●", "Agency": "▲", "Vacant": "○"}


def _posts(cell: Cell, evidence: Evidence) -> tuple[dict[str, dict[str, float]], pl.DataFrame, str]:
    """Posts by role and by who fills them at the latest date printed, with the rows and the period they came from."""
    known = cell.known(evidence)
    rows = known.observations.filter(
        pl.col("indicator").is_in([*_POSTS, "posts_total"])
        & (pl.col("area") == cell.authority)
        & pl.col("dimension").is_in(["", "role"])
        & pl.col("value").is_not_null()
    )
    table = rows.filter((pl.col("indicator") == "posts_agency") & (pl.col("dimension") == "role"))
    if table.is_empty():
        raise CannotRender(f"{cell.name(evidence)}’s documents print no table of posts and who fills them.")
    latest = table.sort("period_end")["period"][-1]
    rows = rows.filter(pl.col("period") == latest).sort("row")
    posts: dict[str, dict[str, float]] = {}
    for row in rows.iter_rows(named=True):
        if row["indicator"] in _POSTS:
            posts.setdefault(row["member"] or _ALL, {})[_POSTS[row["indicator"]]] = row["value"]
    return posts, rows, latest


def _summed(posts: dict[str, dict[str, float]]) -> dict[str, float]:
    """The sum over the roles of each way to fill a post that is printed for all of them."""
    roles = [filled for role, filled in posts.items() if role != _ALL]
    return {
        name: sum(filled[name] for filled in roles)
        for name in _POSTS.values()
        if all(name in filled for filled in roles)
    }


def _sums_that_fail(posts: dict[str, dict[str, float]]) -> tuple[str, ...]:
    """Columns whose rows do not add up to the printed total."""
    printed = posts.get(_ALL, {})
    return tuple(
        f"{name}: the rows add up to {_number(summed)}, the printed total is {_number(printed[name])}. "
        "Both stay as printed."
        for name, summed in _summed(posts).items()
        if name in printed and abs(printed[name] - summed) > 1e-9
    )


def _arithmetic(result: Share) -> str:
    return f"{_number(result.numerator)} of {_number(result.denominator)}"


def _number(posts: float) -> str:
    return figure(posts, Unit.POSTS)
