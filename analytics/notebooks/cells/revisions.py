"""Figures of a council that a later release changed, so that members can tell which one they were given at the time."""

from collections import Counter
from dataclasses import replace
from typing import Any, Literal

import polars as pl

from analytics.evidence.catalogue import Indicator
from analytics.evidence.evidence import OBSERVATION_COLUMNS, Evidence
from analytics.evidence.vocabulary import MissingReason
from analytics.evidence.wording import capital, count_of, day_in_words, difference, direction, figure, listed
from analytics.measures.revisions import FIGURE_KEY, Revision, editions
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.facts import sources_of
from analytics.notebooks.view import CannotRender, Entry, Part, Table, View, without_blank_columns

_KEY = ("family", *FIGURE_KEY)
# What is read on a page; the file beside the view holds every one.
_MOST_ROWS, _MOST_OPEN = 60, 20


class RevisionsCell(Cell):
    """The figures that later releases changed: by one release, of one theme, of one measure, or all of them."""

    kind: Literal["revisions"] = "revisions"
    release: str = ""
    theme: str = ""
    indicator: str = ""


def render_revisions(cell: RevisionsCell, evidence: Evidence) -> View:
    """One row a figure that a release changed, supplied or withdrew, in order of publication.

    Raises CannotRender, with a way on, where no release has an earlier one of its family or none changed anything.
    """
    every = _editions(cell, evidence)
    rows = every.filter(pl.col("revision").is_not_null())
    if cell.release:
        rows = rows.filter(pl.col("document") == cell.release)
    name = cell.name(evidence)
    if rows.is_empty():
        raise CannotRender(_why_none(cell, every, name))
    rows = rows.sort("published", "document", "indicator", "dimension", "member", "period_end", maintain_order=True)
    asked = evidence.releases.releases[cell.release].short_title if evidence.releases and cell.release else ""
    subtitle = f"What {asked or 'later releases'} changed of the figures for {name}"
    shown = [row for row in rows.iter_rows(named=True) if not row["dimension"]] or rows.to_dicts()
    both = every.join(rows.select(*_KEY), on=list(_KEY), how="semi", nulls_equal=True)
    documents = {} if evidence.releases is None else evidence.releases.documents
    return View(
        title=_title(Counter(rows["revision"]), "this later release" if asked else "a later release"),
        subtitle=subtitle,
        summary=_summary(rows, evidence, name),
        table=_table(shown, evidence, subtitle),
        caveats=_caveats(rows, shown),
        sources=sources_of(replace(evidence, documents=documents), both),
        data=both.sort(*_KEY, "edition", maintain_order=True).select(*OBSERVATION_COLUMNS, "edition", "revision"),
        file_name=f"{cell.authority}-{cell.release or 'all'}-changed.csv",
    )


def _editions(cell: RevisionsCell, evidence: Evidence) -> pl.DataFrame:
    """Every figure of the council in each release that gives it, as known on the day."""
    if evidence.releases is None:
        raise CannotRender("No release was brought in yet. Two releases of one family show what the later one changed.")
    if cell.authority not in evidence.catalogue.authorities:
        raise CannotRender(f"There is no council called “{cell.authority}” here. Choose one from the list.")
    kept = evidence.releases.releases.values()
    public = [one for one in kept if cell.as_known_on is None or one.published <= cell.as_known_on]
    if cell.release and cell.release not in {one.id for one in public}:
        raise CannotRender(f"There is no release called “{cell.release}” here that was public. Choose one of the list.")
    about = pl.LazyFrame(
        [{"document": one.id, "family": one.family, "published": one.published} for one in public],
        schema={"document": pl.String, "family": pl.String, "published": pl.Date},
    )
    wanted = [
        one.id
        for one in evidence.catalogue.indicators.values()
        if cell.theme in ("", one.theme) and cell.indicator in ("", one.id)
    ]
    figures = evidence.releases.of_areas([cell.authority]).filter(pl.col("indicator").is_in(wanted))
    return editions(figures, about).collect()


def _why_none(cell: RevisionsCell, every: pl.DataFrame, name: str) -> str:
    later = every.filter(pl.col("edition") > 1)
    if cell.release:
        later = later.filter(pl.col("document") == cell.release)
    if later.height:
        return f"{count_of(later.height, 'figure')} for {name} were given again, and none was changed."
    return f"No figure for {name} was given by two releases of one family, so none can have been changed."


def _title(kinds: Counter[str], by: str) -> str:
    """How many figures were changed; where none was, how many were given or withdrawn.

    >>> _title(Counter({"changed": 57, "supplied": 18}), "a later release")
    '57 figures changed by a later release, 18 new'
    >>> _title(Counter({"withdrawn": 1}), "this later release")
    '1 figure withdrawn by this later release'
    """
    done = {Revision.CHANGED: "changed", Revision.SUPPLIED: "first given", Revision.WITHDRAWN: "withdrawn"}
    kind = next(kind for kind in done if kinds[kind])
    new = f", {kinds[Revision.SUPPLIED]:,} new" if kind is Revision.CHANGED and kinds[Revision.SUPPLIED] else ""
    return f"{count_of(kinds[kind], 'figure')} {done[kind]} by {by}{new}"


def _summary(rows: pl.DataFrame, evidence: Evidence, name: str) -> str:
    kinds = Counter(rows["revision"])
    done = {
        Revision.CHANGED: "changed {}",
        Revision.SUPPLIED: "gave {} for the first time",
        Revision.WITHDRAWN: "withdrew {}",
    }
    counted = [(words, kinds[kind]) for kind, words in done.items() if kinds[kind]]
    (words, count), *others = counted
    first = words.format(f"{count_of(count, 'figure')} for {name}")
    said = listed([first, *(words.format(f"{count:,}") for words, count in others)])
    ways = Counter(_better(row, evidence.catalogue.indicators[row["indicator"]]) for row in rows.iter_rows(named=True))
    looks = [
        f"{ways[way]} {'looks' if ways[way] == 1 else 'look'} {words}"
        for way, words in ((True, "better"), (False, "worse"))
        if ways[way]
    ]
    now = f" Of those changed, {listed(looks)} now than in the earlier release." if looks else ""
    return f"Later releases {said}.{now} A paper with the earlier number said what was published then."


def _better(row: dict[str, Any], indicator: Indicator) -> bool | None:
    """Whether the later number is the better one; None where it is neither or there are not two."""
    if row["revision"] != Revision.CHANGED or not row["change"] or not indicator.polarity.sign:
        return None
    return bool(row["change"] * indicator.polarity.sign > 0)


def _table(rows: list[dict[str, Any]], evidence: Evidence, caption: str) -> Table:
    table = Table(
        caption,
        ("Measure", "Period", "Earlier", "Later", "Change", "Looks now"),
        tuple(_row(row, evidence) for row in rows[:_MOST_ROWS]),
        parts=_parts(rows, evidence),
    )
    return without_blank_columns(table, "Looks now")


def _parts(rows: list[dict[str, Any]], evidence: Evidence) -> tuple[Part, ...]:
    """What a screen folds of a long list: what each release changed."""
    if len(rows) <= _MOST_OPEN or evidence.releases is None:
        return ()
    releases = evidence.releases.releases
    every, shown = (Counter(row["document"] for row in some) for some in (rows, rows[:_MOST_ROWS]))
    return tuple(
        Part(
            f"{releases[release].short_title}: {count_of(every[release], 'figure')}"
            + (f", the first {count} here" if count < every[release] else ""),
            count,
        )
        for release, count in shown.items()
    )


def _row(row: dict[str, Any], evidence: Evidence) -> tuple[Entry, ...]:
    indicator = evidence.catalogue.indicators[row["indicator"]]
    better = _better(row, indicator)
    looks = {True: "▲ better", False: "▼ worse", None: ""}[better]
    name = f"{indicator.name}, {row['member']}" if row["member"] else indicator.name
    return (
        Entry(name, link=f"indicator:{indicator.id}"),
        Entry(row["period"]),
        Entry(_given(row, indicator, evidence, "previous_")),
        Entry(_given(row, indicator, evidence)),
        Entry(_change(row, indicator)),
        Entry(looks),
    )


def _given(row: dict[str, Any], indicator: Indicator, evidence: Evidence, prefix: str = "") -> str:
    """A figure, or why there was none, and by which release."""
    value, reason = row[f"{prefix}value"], row[f"{prefix}missing_reason"]
    if value is not None:
        said = figure(value, indicator.unit, row[f"{prefix}printed"])
    else:
        said = MissingReason(reason).plainly if reason else "Not available"
    title = evidence.releases.releases[row[f"{prefix}document"]].short_title if evidence.releases else ""
    return f"{said} ({title}, {day_in_words(row[f'{prefix}published'])})"


def _change(row: dict[str, Any], indicator: Indicator) -> str:
    match row["revision"]:
        case Revision.SUPPLIED:
            return "Supplied later"
        case Revision.WITHDRAWN:
            return "Withdrawn"
    return f"{capital(direction(row['change']))} by {difference(row['change'], indicator.unit, row['previous_value'])}"


def _caveats(rows: pl.DataFrame, shown: list[dict[str, Any]]) -> tuple[str, ...]:
    said = [
        "A change here is of what was published, not of what happened: a correction, a late return, or new estimates "
        "of the population behind a rate. The release’s own notes say which.",
        "A figure that only lost or gained decimals is not counted as changed.",
    ]
    if rows.height > len(shown):
        more = rows.height - len(shown)
        said.append(f"{count_of(more, 'figure')} by team, age or another part changed too; the CSV has every one.")
    if len(shown) > _MOST_ROWS:
        said.append(f"The table has the first {_MOST_ROWS} of {len(shown)}; the CSV has every one.")
    return tuple(said)
