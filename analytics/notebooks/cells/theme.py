"""A theme: every indicator's latest figure beside its target and benchmarks, and its history as small multiples."""

from typing import Any, Literal

import polars as pl

from analytics.enquiry.older import older_in_words
from analytics.enquiry.unlike import unlike_in_words
from analytics.evidence.catalogue import Indicator, Theme
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import Status
from analytics.evidence.wording import TOO_FEW, count_of, figure, listed, qualified, when, when_of
from analytics.measures.facts import Facts
from analytics.measures.levels import NOT_COUNTED, applied, level_of
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.cells.choosing import Which, chosen, places
from analytics.notebooks.cells.history import HistoryCell, render_history
from analytics.notebooks.cells.same_year import own_figures_then, then_in_words
from analytics.notebooks.facts import figures_beside, sources_of
from analytics.notebooks.judging import judged, on_few
from analytics.notebooks.sentences import movement, side
from analytics.notebooks.view import CannotRender, Entry, Part, Table, View, without_blank_columns

_BESIDE = ("Target", "Statistical neighbours", "England")
_PLACE = "Place among councils"
# More rows than this nobody reads through on a screen, nor more charts than that.
_MOST_OPEN, _MOST_CHARTS = 20, 30


class LatestCell(Cell):
    """The latest figure of every indicator of a theme; of every theme where none is named."""

    kind: Literal["latest"] = "latest"
    theme: str = ""
    words: str = ""
    which: Which = Which.ALL


class TrendsCell(Cell):
    """The history of each indicator of a theme, small, side by side."""

    kind: Literal["trends"] = "trends"
    theme: str


def render_latest(cell: LatestCell, evidence: Evidence) -> View:
    """One row an indicator: latest, direction, target, neighbours and England, each with its own period."""
    facts = cell.facts(evidence)
    theme = _theme(cell.theme, evidence) if cell.theme else None
    words = cell.words.strip()
    found = [
        name
        for name in facts.latest["indicator"].unique(maintain_order=True)
        if facts.indicator(name).has_words(cell.words)
        and (theme is None or facts.indicator(name).theme == theme.id)
        and (words or theme is not None or not facts.indicator(name).from_release)
    ]
    more = facts.latest["indicator"].n_unique() - len(found) if not words and theme is None else 0
    rows = _whole_figures(facts, theme).filter(pl.col("indicator").is_in(found))
    rows, ended = _without_ended(rows, facts)
    if rows.is_empty():
        about = f" about {theme.name.lower()}" if theme else ""
        names = listed(sorted(facts.indicator(name).name for name in found))
        parts = f" These are printed by team, role or another part; choose one in the list: {names}." if found else ""
        raise CannotRender(f"{cell.name(evidence)}’s documents hold no figures{about} as a whole.{parts}")
    of, rows = rows.height, chosen(rows, cell.which, facts)
    if rows.is_empty():
        raise CannotRender(cell.which.none_of(of))
    rows = judged(rows, facts)
    moved = rows.filter(pl.col("change").is_not_null())
    better, worse = moved.filter(pl.col("change_favourable")).height, moved.filter(~pl.col("change_favourable")).height
    name = theme.name if theme else "All themes"
    title = _title(name, moved.height, better, worse)
    if cell.which is not Which.ALL:
        title = cell.which.finding(rows.height, of)
    summary = (
        f"{_with_an_earlier(moved.height, rows.height)} {_ways(moved.height, better, worse)} Each line gives its years."
        if moved.height
        else "None of these measures has an earlier figure, so nothing here says whether things got better or worse."
    )
    if cell.which in (Which.WORSE, Which.BETTER):
        summary = f"{cell.which.in_full} Each line gives its years."
    subtitle = f"Latest figures of {cell.name(evidence)}, {name.lower()}"
    if cell.which is not Which.ALL:
        subtitle += f". {cell.which.plainly}"
    beside = facts.compared.join(rows, on=["area", "indicator", "dimension", "member"], how="semi").to_dicts()
    shown = pl.concat([figures_beside(facts, rows), own_figures_then(facts, beside)]).unique(maintain_order=True)
    standing = places(rows, facts, evidence)
    return View(
        title=title,
        subtitle=subtitle,
        summary=summary,
        table=without_blank_columns(
            Table(
                subtitle,
                ("Measure", "Latest", "Since the figure before", *_BESIDE, _PLACE),
                tuple(
                    (*_table_row(row, facts), Entry(standing.get(row["indicator"], "")))
                    for row in rows.iter_rows(named=True)
                ),
                parts=_parts(rows, facts, by_theme=theme is None),
            ),
            *_BESIDE,
            _PLACE,
        ),
        caveats=(
            "Each benchmark is followed by its own period where that is not the council’s.",
            "A change between two figures is a difference, not a trend.",
            *(
                (f"{count_of(more, 'more measure')} of the releases can be found by search or theme.",)
                if more and facts.evidence.neighbours
                else ()
            ),
            *((f"{count_of(ended, 'measure')} that ended years ago can be found by name.",) if ended else ()),
            *(("A place says nothing of why, and councils near each other may differ by chance.",) if standing else ()),
            *_of_few(rows),
            *_unlike(rows, facts),
            *_provisional(rows, facts),
        ),
        sources=sources_of(facts.evidence, shown, _targets(facts).join(rows, on="indicator", how="semi")),
        data=shown,
        file_name=f"{cell.authority}-{cell.theme or 'all'}-latest.csv",
    )


def render_trends(cell: TrendsCell, evidence: Evidence) -> View:
    """A small history of each indicator with two or more figures; of the first that many, where they are more."""
    facts = cell.facts(evidence)
    theme = _theme(cell.theme, evidence)
    rows = _whole_figures(facts, theme).filter(pl.col("points") > 1)
    if rows.is_empty():
        raise CannotRender(f"No measure of {theme.name.lower()} has two figures that can be compared.")
    of, rows = rows.height, rows.head(_MOST_CHARTS)
    views = [
        render_history(
            HistoryCell(**cell.shared, indicator=row["indicator"], compact=True),
            evidence,
        )
        for row in rows.iter_rows(named=True)
    ]
    charts = tuple(chart for view in views for chart in view.charts)
    subtitle = f"History of {count_of(len(charts), 'measure')} of {theme.name.lower()}, {cell.name(evidence)}"
    shown = pl.concat(view.data for view in views if view.data is not None)
    return View(
        title=f"{theme.name} at a glance",
        subtitle=subtitle,
        summary="Each chart has a scale of its own. Do not compare heights between charts.",
        charts=charts,
        caveats=(f"The first {rows.height} of {of} measures are drawn.",) if rows.height < of else (),
        sources=sources_of(facts.evidence, shown, _targets(facts).join(rows, on="indicator", how="semi")),
        data=shown,
        file_name=f"{cell.authority}-{cell.theme}-history.csv",
    )


def _title(name: str, moved: int, better: int, worse: int) -> str:
    """How many measures of a theme moved which way, in at most ten words: some themes take five of them.

    >>> _title("All themes", 85, 22, 20)
    'All themes: 22 measures better, 20 worse than before'
    >>> _title("Health of children in care", 8, 3, 0)
    'Health of children in care: 3 better, none worse'
    """
    if not moved:
        return f"{name}: no earlier figures to compare"
    if not better and not worse:
        return f"{name}: none better or worse"
    if len(name.split()) < 4:
        return (
            f"{name}: {count_of(better, 'measure') if better else 'none'} better, {worse or 'none'} worse than before"
        )
    return f"{name}: {better or 'none'} better, {worse or 'none'} worse"


def _with_an_earlier(moved: int, of: int) -> str:
    """How many measures can be said to have moved or not.

    >>> _with_an_earlier(34, 100)
    '34 of the 100 measures have an earlier figure to compare.'
    """
    if of == 1:
        return "The measure has an earlier figure to compare."
    if moved == of:
        return f"{'Both' if of == 2 else f'All {of}'} measures have an earlier figure to compare."
    return f"{moved} of the {of} measures {'has' if moved == 1 else 'have'} an earlier figure to compare."


def _ways(moved: int, better: int, worse: int) -> str:
    """How many measures moved which way, however little.

    >>> _ways(85, 22, 20)
    'Of those, 22 moved in the better direction and 20 in the worse; the other 43 are called neither better nor worse.'
    >>> _ways(17, 0, 17)
    'All 17 moved in the worse direction.'
    """
    counted = [(count, way) for count, way in ((better, "better"), (worse, "worse")) if count]
    if not counted:
        return f"{'It did not move' if moved == 1 else 'None of them moved'} in a direction that is better or worse."
    (count, way), *other = counted
    if moved == 1:
        return f"It moved in the {way} direction."
    if count == moved:
        return f"{'Both' if moved == 2 else f'All {moved}'} moved in the {way} direction."
    also = f" and {other[0][0]} in the {other[0][1]}" if other else ""
    rest = moved - better - worse
    neither = "called neither better nor worse"
    others = {0: "", 1: f"; the other one is {neither}"}.get(rest, f"; the other {rest} are {neither}")
    return f"Of those, {count} moved in the {way} direction{also}{others}."


def _parts(rows: pl.DataFrame, facts: Facts, *, by_theme: bool) -> tuple[Part, ...]:
    """What a screen folds: themes with how their measures moved; in a theme, those that only a release describes."""
    if rows.height <= _MOST_OPEN:
        return ()
    if by_theme:
        themes = facts.evidence.catalogue.themes
        return tuple(
            Part(f"{themes[theme].name}: {_moves(of_it)}", of_it.height)
            for (theme,), of_it in rows.group_by("theme", maintain_order=True)
        )
    ours = rows.filter("described_here").height
    others = rows["_name"][ours:].to_list()
    blocks = [others[begin : begin + _MOST_OPEN] for begin in range(0, len(others), _MOST_OPEN)]
    return (
        *((Part("", ours),) if ours else ()),
        *(Part(f"{count_of(len(block), 'measure')}: {_from_to(block)}", len(block)) for block in blocks),
    )


def _moves(rows: pl.DataFrame) -> str:
    """The measures of a part, and how many of them moved which way since the figure before.

    >>> _moves(pl.DataFrame({"change_favourable": [True, False, False, None]}))
    '4 measures, 1 better and 2 worse than before'
    """
    ways = rows["change_favourable"]
    counted = [f"{count} {way}" for count, way in ((ways.sum(), "better"), ((~ways).sum(), "worse")) if count]
    return f"{count_of(rows.height, 'measure')}{f', {listed(counted)} than before' if counted else ''}"


def _from_to(names: list[str]) -> str:
    """The first and the last of some names in order, as a dictionary has them above its pages."""
    return f"“{names[0]}”" if len(names) == 1 else f"from “{names[0]}” to “{names[-1]}”"


def _theme(theme: str, evidence: Evidence) -> Theme:
    found = evidence.catalogue.themes.get(theme)
    if found is None:
        raise CannotRender(f"There is no theme called “{theme}”. Choose one from the list.")
    return found


def _whole_figures(facts: Facts, theme: Theme | None) -> pl.DataFrame:
    """Latest figures for the whole council, in the order of themes and then of names, our own measures first."""
    order = {theme_id: place for place, theme_id in enumerate(facts.evidence.catalogue.themes)}
    rows = facts.latest.filter(pl.col("dimension") == "")
    if theme is not None:
        rows = rows.filter(pl.col("theme") == theme.id)
    names = {entry: _name(facts.indicator(entry)) for entry in rows["indicator"].unique()}
    return rows.with_columns(
        pl.col("theme").replace_strict(order, return_dtype=pl.Int32, default=0).alias("_theme_order"),
        pl.col("indicator").replace_strict(names, return_dtype=pl.String, default="").alias("_name"),
    ).sort("_theme_order", "described_here", pl.col("_name").str.to_lowercase(), descending=[False, True, False])


def _name(indicator: Indicator) -> str:
    """What a list calls a measure: in short, unless that is only the beginning of a release’s own long name."""
    return indicator.name if indicator.from_release else indicator.short_name


# National series that nobody has published for so long say nothing of now.
_ENDED_DAYS = 1100


def _without_ended(rows: pl.DataFrame, facts: Facts) -> tuple[pl.DataFrame, int]:
    """The rows without national measures whose newest figure is three years older than the newest of all."""
    if facts.evidence.neighbours is None or rows.is_empty():
        return rows, 0
    kept = rows.filter((pl.col("period_end").max() - pl.col("period_end")).dt.total_days() <= _ENDED_DAYS)
    return kept, rows.height - kept.height


def _table_row(row: dict[str, Any], facts: Facts) -> tuple[Entry, ...]:
    indicator = facts.indicator(row["indicator"])
    latest = f"{qualified(row, indicator.unit)} {when_of(row)}"
    if row["status"] in (Status.FORECAST, Status.HYPOTHETICAL):
        latest += f" ({row['status']})"
    if older_in_words(facts, row):
        latest += " (an older figure)"
    return (
        Entry(_name(indicator), link=f"indicator:{indicator.id}"),
        Entry(latest),
        Entry(movement(row, indicator)),
        Entry(_target(row, indicator, facts)),
        Entry(_against(row, facts.evidence.similar_to(facts.authority), indicator, facts)),
        Entry(_against(row, "england", indicator, facts)),
    )


def _targets(facts: Facts) -> pl.DataFrame:
    """The targets for the whole council."""
    return facts.evidence.targets.filter((pl.col("area") == facts.authority) & (pl.col("member") == ""))


def _target(row: dict[str, Any], indicator: Indicator, facts: Facts) -> str:
    """The level that applied at the figure's own period, and whether it was reached; another period's is only named.

    So is that of a figure that is a forecast or was printed in words.
    """
    level = level_of(row, facts.evidence.targets)
    if level is None:
        return ""
    words = f"{level['kind']} {figure(level['value'], indicator.unit)}"
    if not applied(level, row["period_start"], row["period_end"]):
        return f"{words}, of another period"
    if indicator.polarity.sign == 0 or row["status"] in NOT_COUNTED:
        return words
    gap = (row["value"] - level["value"]) * indicator.polarity.sign
    return f"{'✓ met' if gap >= 0 else '■ not met'}: {words}"


def _against(row: dict[str, Any], comparator: str, indicator: Indicator, facts: Facts) -> str:
    found = facts.compared.filter(
        (pl.col("indicator") == row["indicator"]) & (pl.col("dimension") == "") & (pl.col("comparator") == comparator)
    ).to_dicts()
    if not found:
        return ""
    other = found[0]
    words = figure(other["comparator_value"], indicator.unit, other["comparator_printed"])
    if other["comparator_period"] != row["period"]:
        words += f" {when(other['comparator_period'])}"
    stands = ": ".join(filter(None, (words, side(other, indicator))))
    return "; ".join(filter(None, (stands, then_in_words(facts, other))))


def _unlike(rows: pl.DataFrame, facts: Facts) -> tuple[str, ...]:
    """Which figures are unlike those before them, and why."""
    return tuple(
        f"{_name(facts.indicator(row['indicator']))}: {text}"
        for row in rows.iter_rows(named=True)
        for text in unlike_in_words(facts, row)
    )


def _of_few(rows: pl.DataFrame) -> tuple[str, ...]:
    few = rows.filter(on_few()).height
    if not few:
        return ()
    many = count_of(few, "figure here rests", "figures here rest")
    return (f"{many} on fewer than {TOO_FEW}: there is no verdict and no place, because one or two can decide it.",)


def _provisional(rows: pl.DataFrame, facts: Facts) -> tuple[str, ...]:
    return tuple(
        f"{_name(facts.indicator(row['indicator']))}: the figure for {row['period']} is {row['status']}."
        for row in rows.filter(pl.col("status") != "final").iter_rows(named=True)
    )
