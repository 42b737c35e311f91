"""What a councillor reads first: what has changed most, and what the papers cannot tell."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Literal

import polars as pl

from analytics.enquiry.papers import these
from analytics.evidence.catalogue import Indicator
from analytics.evidence.document import Document
from analytics.evidence.evidence import Evidence
from analytics.evidence.vocabulary import MissingReason, Status
from analytics.evidence.wording import TOO_FEW, count_of, day_in_words, difference, figure, listed, qualified, when_of
from analytics.measures.facts import Facts
from analytics.measures.levels import applied, level_of
from analytics.notebooks.cells.cell import Cell
from analytics.notebooks.cells.same_year import gap_in_words, own_figures_then
from analytics.notebooks.facts import figures_beside, published_columns, sources_of
from analytics.notebooks.judging import counts_few, judged
from analytics.notebooks.sentences import change_sentence
from analytics.notebooks.view import (
    MOST_OPEN,
    NEWEST,
    CannotRender,
    Entry,
    Table,
    View,
    newest_and_earlier,
    plain_row,
    without_blank_columns,
)

# A figure is called old when it describes a day more than this before the newest figures.
_OLD_AFTER = timedelta(days=730)
# Of more missing figures than this nobody reads a list.
_MOST_GAPS = 12


class Side(StrEnum):
    """Which changes to list."""

    FAVOURABLE = "better"
    ADVERSE = "worse"


class ChangesCell(Cell):
    """The largest changes since the figure before, one way or the other."""

    kind: Literal["changes"] = "changes"
    side: Side
    most: int = 5


class UnknownsCell(Cell):
    """What the documents do not tell."""

    kind: Literal["unknowns"] = "unknowns"


class PapersCell(Cell):
    """The documents in front of the committee, with the dates that matter."""

    kind: Literal["papers"] = "papers"


def render_changes(cell: ChangesCell, evidence: Evidence) -> View:
    """At most `most` measures, the largest change first, each with one comparator and one caveat."""
    facts = cell.facts(evidence)
    every = changed(facts, cell.side)
    rows = every.head(cell.most)
    newest = newest_day(facts)
    subtitle = f"{cell.name(evidence)}, figures up to {day_in_words(newest)}"
    if rows.is_empty():
        raise CannotRender(f"No measure with two recent figures became {cell.side.value} by enough to list.")
    top = rows.row(0, named=True)
    indicator = facts.indicator(top["indicator"])
    beside = [found[0] for row in rows.iter_rows(named=True) if (found := _compared(row, facts))]
    printed = pl.concat([figures_beside(facts, rows), own_figures_then(facts, beside)]).unique(maintain_order=True)
    return View(
        title=f"{count_of(every.height, 'measure')} became {cell.side.value}",
        subtitle=subtitle,
        summary=f"The largest change: {measure_name(top, indicator)}. {change_sentence(indicator, top)}"
        + (f" The {rows.height} largest of the {every.height} are listed." if rows.height < every.height else ""),
        table=Table(
            subtitle,
            ("Measure", "What changed", "Beside it", "Be careful"),
            tuple(_change_row(row, facts) for row in rows.iter_rows(named=True)),
        ),
        caveats=(
            "A change between two figures is a difference, not a trend.",
            "Percentages are ranked by points and the rest by relative change, so that all can stand in one list.",
            f"Counts of children or staff below {TOO_FEW} and shares of so few are left out: they swing by themselves.",
            *_left_out(facts),
        ),
        sources=sources_of(facts.evidence, printed),
        data=printed,
        file_name=f"{cell.authority}-{cell.side.value}.csv",
    )


def changed(facts: Facts, side: Side) -> pl.DataFrame:
    """The rows of `facts.latest` that went one way by enough to say, one a measure, the largest change first.

    A measure that did so only in one of its parts, such as a team, is there with that part.
    """
    rows = judged(recent(facts), facts).filter(
        (pl.col("change_favourable") if side is Side.FAVOURABLE else ~pl.col("change_favourable"))
        # From 0, no change has a size relative to the figure before, and any is one.
        & (pl.col("size").fill_null(1.0) >= 1)
        & (pl.col("change") != 0)
        & (pl.col("status") != Status.FORECAST.value)
        & ~counts_few()
    )
    return rows.sort("size", descending=True, nulls_last=True).unique("indicator", keep="first", maintain_order=True)


def render_unknowns(cell: UnknownsCell, evidence: Evidence) -> View:
    """Missing figures, measures without a benchmark, and measures with one figure only."""
    facts = cell.facts(evidence)
    known = facts.evidence
    own = known.observations.filter(pl.col("area") == cell.authority)
    body, newest = _missing(own, facts), newest_day(facts)
    judged = _described_here(facts).filter((pl.col("dimension") == "") & (pl.col("polarity_sign") != 0))
    alone = judged.join(facts.compared.select("indicator").unique(), on="indicator", how="anti")
    once = judged.filter(pl.col("points") == 1)
    for rows, what in ((alone, "No benchmark to compare with"), (once, "One figure only, so no change to see")):
        names = sorted(facts.indicator(name).short_name for name in rows["indicator"])
        if names:
            body.append(plain_row(count_of(len(names), "measure"), what, some_of(names)))
    rows = old(facts)
    if not rows.is_empty():
        names = sorted({facts.indicator(name).short_name for name in rows["indicator"]})
        body.append(
            plain_row(
                count_of(len(names), "measure"),
                "No figure for two years or more",
                some_of(names),
            )
        )
    if not body:
        raise CannotRender("No figure is missing and every measure has a benchmark.")
    subtitle = f"{cell.name(evidence)}, figures up to {day_in_words(newest)}"
    return View(
        title=f"What {these(known)} cannot tell",
        subtitle=subtitle,
        summary="A missing figure is not a zero. Each line here is something a committee can ask for in writing.",
        table=Table(subtitle, ("What", "Why", "Where, or which"), tuple(body)),
        data=published_columns(own.filter(pl.col("value").is_null())),
        sources=sources_of(known, own.filter(pl.col("value").is_null())),
        file_name=f"{cell.authority}-not-known.csv",
    )


def _missing(own: pl.DataFrame, facts: Facts) -> list[tuple[Entry, ...]]:
    """A row for each measure with a missing figure: why, of when, and where that stands.

    Where they are many, as in national releases, each measure of the catalogue whose newest figure is missing has a
    row, and the others share one for each reason.
    """
    missing = own.filter(pl.col("value").is_null() & (pl.col("missing_reason") != MissingReason.NOT_APPLICABLE.value))
    key, others = ["indicator", "member", "missing_reason", "document"], missing.clear()
    if missing.select(key).n_unique() > _MOST_GAPS:
        newest = missing.join(_nowhere_known(own), on=["indicator", "dimension", "period"], how="semi")
        ours = [name for name in newest["indicator"].unique() if not facts.indicator(name).from_release]
        newest = newest.filter(pl.col("indicator").is_in(ours)).unique("indicator", keep="first", maintain_order=True)
        missing, others = newest, missing.filter(~pl.col("indicator").is_in(newest["indicator"].implode()))
    gaps = missing.group_by(key, maintain_order=True).agg(
        pl.col("period").unique(maintain_order=True), pl.col("locator").first()
    )
    found = [
        plain_row(
            measure_name(row, facts.indicator(row["indicator"])),
            f"{MissingReason(row['missing_reason']).plainly}, {listed(row['period'])}",
            printed_in(facts.evidence, row["document"], row["locator"]),
        )
        for row in gaps.iter_rows(named=True)
    ]
    for (reason,), rows in others.group_by("missing_reason", maintain_order=True):
        missing_ones = [facts.indicator(name) for name in rows["indicator"].unique()]
        # What a release’s own dictionary calls its measures is cut off here, and is no help.
        ours = sorted(one.short_name for one in missing_ones if not one.from_release)
        why = f"{MissingReason(reason).plainly}, in some years or parts. The data file says which"
        which = some_of(ours) if len(ours) == len(missing_ones) else f"{some_of(ours)}; and others of the releases"
        found.append(plain_row(count_of(len(missing_ones), "more measure"), why, which if ours else ""))
    return found


def _nowhere_known(own: pl.DataFrame) -> pl.DataFrame:
    """The measures, as a whole, of whose newest period no document has a figure: indicator, dimension and period."""
    whole = own.filter(pl.col("dimension") == "")
    newest = pl.col("period_end") == pl.col("period_end").max().over("indicator")
    by_period = whole.filter(newest).group_by("indicator", "dimension", "period", maintain_order=True)
    return by_period.agg(pl.col("value").is_null().all().alias("missing")).filter("missing")


def render_papers(cell: PapersCell, evidence: Evidence) -> View:
    """One row a document, newest first."""
    known = cell.known(evidence)
    held = sorted(known.documents.items(), key=lambda entry: entry[1].file.available_from, reverse=True)
    newest = max(document.file.data_to for _, document in held)
    subtitle = f"{cell.name(evidence)}, {count_of(len(held), 'document')}"
    return View(
        title=f"{count_of(len(held), 'document')}, with figures up to {day_in_words(newest)}",
        subtitle=subtitle,
        summary=f"{_title_list(held)} {_up_to(known)} They are not current performance.",
        table=without_blank_columns(
            Table(
                subtitle,
                ("Document", "Published", "Public from", "Figures up to", "What was taken from it"),
                tuple(
                    (
                        Entry(document.file.title, link=f"document:{slug}"),
                        *plain_row(
                            document.file.published,
                            "" if _is_one_day(held) else day_in_words(document.file.available_from),
                            day_in_words(document.file.data_to),
                            taken_from(known, slug),
                        ),
                    )
                    for slug, document in held
                ),
                parts=newest_and_earlier(len(held), "documents"),
            ),
            "Public from",
        ),
    )


def _is_one_day(held: list[tuple[str, Document]]) -> bool:
    """Whether each was public from the very day that it names, as releases are."""
    return all(document.file.published == day_in_words(document.file.available_from) for _, document in held)


def _title_list(held: list[tuple[str, Document]]) -> str:
    titles = [document.file.short_title for _, document in held]
    if len(titles) == 1:
        return f"The document is {titles[0]}."
    # A title has commas of its own.
    *first, last = titles[:NEWEST] if len(titles) > MOST_OPEN else titles
    which = "newest" if len(titles) > MOST_OPEN else "documents"
    return f"The {which} are {'; '.join(first)}; and {last}."


def taken_from(evidence: Evidence, slug: str) -> str:
    """How much a document gave, in words."""
    counts = [
        count_of(frame.filter(pl.col("document") == slug).height, one)
        for frame, one in (
            (evidence.observations, "figure"),
            (evidence.ratings, "rating"),
            (evidence.findings, "finding"),
            (evidence.claims, "claim"),
        )
        if frame.filter(pl.col("document") == slug).height
    ]
    return listed(counts) or "nothing yet"


def _up_to(evidence: Evidence) -> str:
    """The years that the documents’ own newest figures describe, as a sentence."""
    years = sorted({document.file.data_to.year for document in evidence.documents.values()})
    if len(years) == 1:
        return f"The newest figures describe {years[0]}."
    return f"Their newest figures describe {listed(str(year) for year in years)}."


def printed_in(evidence: Evidence, document: str, locator: str) -> str:
    """Where something was printed, for a table: of a release only its title, as its places are columns of files."""
    if evidence.releases is not None and document in evidence.releases.documents:
        return evidence.releases.documents[document].file.short_title
    return evidence.where(document, locator)


def some_of(names: list[str]) -> str:
    """The first names of a long list, and how many more there are."""
    return "; ".join(names) if len(names) <= 8 else f"{'; '.join(names[:7])}; and {len(names) - 7} more"


def newest_day(facts: Facts) -> date:
    """The last day that the newest document describes."""
    return max(document.file.data_to for document in facts.evidence.documents.values())


def recent(facts: Facts) -> pl.DataFrame:
    """The latest figures that are of the last two years before that day."""
    return _described_here(facts).filter(pl.col("period_end") >= newest_day(facts) - _OLD_AFTER)


def old(facts: Facts) -> pl.DataFrame:
    """The latest figures of measures with a history, none of it of the last two years before that day."""
    return _described_here(facts).filter(
        (pl.col("period_end") < newest_day(facts) - _OLD_AFTER) & (pl.col("points") > 1)
    )


def _described_here(facts: Facts) -> pl.DataFrame:
    """The latest figures but those of the hundreds of measures that only a release's own dictionary describes."""
    return facts.latest.filter(pl.col("described_here"))


def _left_out(facts: Facts) -> tuple[str, ...]:
    left = old(facts)["indicator"].n_unique()
    if not left:
        return ()
    return (f"{count_of(left, 'measure')} whose newest figure is more than two years older are left out.",)


def measure_name(row: dict[str, Any], indicator: Indicator) -> str:
    """A measure as a list calls it, with the part of it that the row is about."""
    return f"{indicator.short_name}, {row['member']}" if row["member"] else indicator.short_name


def _change_row(row: dict[str, Any], facts: Facts) -> tuple[Entry, ...]:
    indicator = facts.indicator(row["indicator"])
    before = qualified(row, indicator.unit, "previous_")
    now = qualified(row, indicator.unit)
    shape = "▲ up" if row["change"] > 0 else "▼ down"
    size = difference(row["change"], indicator.unit, row["previous_value"])
    return (
        Entry(measure_name(row, indicator), link=f"indicator:{indicator.id}"),
        Entry(f"{shape} {size}: {before} {when_of(row, 'previous_')}, {now} {when_of(row)}"),
        Entry(_comparator(row, facts, indicator)),
        Entry(_caveat(row, indicator)),
    )


def _comparator(row: dict[str, Any], facts: Facts, indicator: Indicator) -> str:
    """One comparator: similar councils where there are figures for them, else England, else a target, else none."""
    found = _compared(row, facts)
    if found:
        return gap_in_words(facts, found[0])
    targets = facts.evidence.targets
    level = level_of(row, targets) or level_of(row | {"member": "Social workers"}, targets)
    if level is None:
        return "No benchmark in these documents."
    value = figure(level["value"], indicator.unit)
    if not applied(level, row["period_start"], row["period_end"]):
        return f"The {level['kind']} of {value} is of another period."
    return f"The {level['kind']} is {value}."


def _compared(row: dict[str, Any], facts: Facts) -> list[dict[str, Any]]:
    """The comparators of a figure, the one to name first."""
    return facts.compared.filter(pl.col(name) == row[name] for name in ("indicator", "dimension", "member")).to_dicts()


def _caveat(row: dict[str, Any], indicator: Indicator) -> str:
    """The one caveat that matters most: what the figure is, then what its note says, then what the indicator hides."""
    if row["status"] not in (None, Status.FINAL):
        return f"The figure for {row['period']} is {row['status']}."
    if row["points"] == 2:
        return "There are only two figures: no trend can be seen."
    return indicator.caveats[0] if indicator.caveats else ""
