"""Every figure that a view says exists in the evidence it shows, or is worked out here once more from it."""

import re
from collections.abc import Iterable
from itertools import permutations

import polars as pl

from analytics.evidence.evidence import Evidence
from analytics.evidence.wording import qualified, when
from analytics.notebooks.cells.before_the_meeting import ChangesCell, PapersCell
from analytics.notebooks.cells.breakdown import BreakdownCell
from analytics.notebooks.cells.document import DocumentFiguresCell
from analytics.notebooks.cells.figures import FiguresCell
from analytics.notebooks.cells.findings import FindingsCell
from analytics.notebooks.cells.history import HistoryCell
from analytics.notebooks.cells.programme import STATES, ProgrammeCell
from analytics.notebooks.cells.staffing import AgencyAndVacancyCell, StaffingCell
from analytics.notebooks.cells.standing_out import StandingOutCell
from analytics.notebooks.cells.survey import SurveyCell
from analytics.notebooks.cells.theme import LatestCell
from analytics.notebooks.render import AnyCell
from analytics.notebooks.view import View
from tests.notebooks.numbers import Said, numbers_in
from tests.shipped import shipped, views_of


def known(cell: AnyCell) -> Evidence:
    """What the cell may see."""
    return shipped().about(cell.authority).as_known_on(cell.as_known_on)


def column(view: View, *names: str) -> list[str]:
    """The texts of some columns of a view's table, where it has them."""
    places = [place for place, name in enumerate(view.table.columns) if name in names]
    return [row[place].text for row in view.table.rows for place in places]


def values(rows: pl.DataFrame) -> list[float]:
    return rows["value"].drop_nulls().to_list()


def differences(pairs: Iterable[tuple[float, float]]) -> list[float]:
    """Each difference, and the same as a percentage of the second."""
    found = []
    for one, other in pairs:
        found.append(one - other)
        if other:
            found.append((one - other) / other * 100)
    return found


def of_one_period(rows: pl.DataFrame) -> list[tuple[float, float]]:
    """The figures of each period, two by two: how a council stood beside others then."""
    by_period = rows.drop_nulls("value").group_by("period", maintain_order=True).agg("value")
    return [pair for figures in by_period["value"].to_list() for pair in permutations(figures, 2)]


def unexplained(text: str, printed: Iterable[float], results: Iterable[float]) -> list[Said]:
    """The numbers of a text that are neither printed nor the result of the arithmetic allowed for it."""
    printed, results = list(printed), list(results)
    return [
        number
        for number in numbers_in(text)
        if not number.is_printed(printed)
        and not number.is_rounded(results)
        and not (f"less than {number.text}" in text and number.is_bound(results))
    ]


def is_shown(text: str, row: dict) -> bool:
    """Whether a text gives a row's own figure, as the document did: in digits, in its words, or why it is missing."""
    numbers = numbers_in(text)
    if row["value"] is None:
        return numbers == [] and text != ""
    if numbers:
        return numbers[0].is_printed([row["value"]])
    return bool(text) and text in row["note"]


def figure_of(row: dict) -> str:
    """A row's figure in words."""
    return qualified(row, shipped().catalogue.indicators[row["indicator"]].unit) if row["value"] is not None else "?"


def test_numbers_are_read_without_periods_names_and_quotations():
    text = "Assessments within 45 working days went from 86.6% in March 2019 to £621,000 on 31 July 2019 (“a third”)."
    assert [(number.text, number.size) for number in numbers_in(text)] == [("86.6", 86.6), ("£621,000", 0.621)]
    assert [number.size for number in numbers_in("Plan: 1,234 of £7.2 million, £7.2m, −3")] == [1234, 7.2, 7.2, 3]


def test_a_number_from_nowhere_is_found():
    assert unexplained("It went from 5 to 7: a rise of 3 (40.0%).", [5, 7], differences([(7, 5)]))[0].text == "3"
    assert not unexplained("It went from 5 to 7: a rise of 2 (40.0%).", [5, 7], differences([(7, 5)]))


# Histories.


def test_histories_say_figures_of_their_csv_and_differences_from_the_latest():
    checked = 0
    for cell, view in views_of(HistoryCell).items():
        own = view.data.filter((pl.col("area") == cell.authority) & pl.col("value").is_not_null())
        # Another printing of a figure for a period of the history may be named beside it.
        again = known(cell).observations.join(
            view.data, on=["area", "indicator", "dimension", "member", "period"], how="semi"
        )
        # A doubt about a figure may name a number of its own.
        noted = [number.size for note in view.data["note"].drop_nulls() for number in numbers_in(note)]
        latest = own.sort("period_end")["value"].to_list()[-1:]
        pairs = [*((now, other) for now in latest for other in values(view.data)), *of_one_period(view.data)]
        results = differences(pairs)
        # A member may be called by a number: "Less than 1 year".
        for text in (
            re.sub(re.escape(cell.member), "", said, flags=re.IGNORECASE) for said in (view.title, view.summary)
        ):
            assert not unexplained(text, [*values(again), *noted], results), (cell, text)
            checked += len(numbers_in(text))
    assert checked > 1000


def test_each_row_of_a_history_is_a_row_of_its_csv():
    catalogue = shipped().catalogue
    for cell, view in views_of(HistoryCell).items():
        printed = {(row["period"], catalogue.area_name(row["area"])): row for row in view.data.iter_rows(named=True)}
        shown = {(row[0].text, row[1].text): row[2].text for row in view.table.rows}
        assert shown.keys() == printed.keys(), cell
        for place, text in shown.items():
            assert is_shown(text, printed[place]), (cell, place, text)


# The latest figures of a theme, and the largest changes.


def of_measure(cell: AnyCell, indicator: str, member: str = "") -> pl.DataFrame:
    """What may be said of a measure: the council's figures for it and its benchmarks'."""
    return known(cell).observations.filter(
        (pl.col("indicator") == indicator)
        & (pl.col("member") == member)
        & (~pl.col("area").str.starts_with("neighbours:") | (pl.col("area") == f"neighbours:{cell.authority}"))
    )


def targets_of(cell: AnyCell, indicator: str) -> list[float]:
    return values(known(cell).targets.filter(pl.col("indicator") == indicator))


def said_when(row: dict) -> str:
    return when(row["period"], at_end=shipped().catalogue.indicators[row["indicator"]].at_period_end)


def test_latest_figures_are_printed_or_differences_from_the_latest():
    checked = 0
    for cell, view in views_of(LatestCell).items():
        for name, latest, *beside in view.table.rows:
            indicator = name.link.removeprefix("indicator:")
            rows = of_measure(cell, indicator)
            own = rows.filter(pl.col("area") == cell.authority)
            now = [
                row
                for row in own.to_dicts()
                if latest.text.startswith(figure_of(row)) and said_when(row) in latest.text
            ]
            assert now, (cell, latest.text)
            results = differences([*((now[0]["value"], other) for other in values(rows)), *of_one_period(rows)])
            for entry in beside:
                said = unexplained(entry.text, [*values(rows), *targets_of(cell, indicator)], results)
                assert not said, (cell, name.text, entry.text)
                checked += len(numbers_in(entry.text))
    assert checked > 500


def test_the_latest_figures_are_the_latest():
    for cell, view in views_of(LatestCell).items():
        for name, latest, *_ in view.table.rows:
            rows = of_measure(cell, name.link.removeprefix("indicator:")).filter(
                (pl.col("area") == cell.authority)
                & pl.col("value").is_not_null()
                & (pl.col("status") != "hypothetical")
            )
            # Of the kind of period shown, no later one has a figure.
            shown = [row for row in rows.to_dicts() if said_when(row) in latest.text]
            kind = {row["period_kind"] for row in shown}
            ends = [row["period_end"] for row in rows.to_dicts() if row["period_kind"] in kind]
            assert max(row["period_end"] for row in shown) == max(ends), (cell, latest.text)


def test_the_heading_of_the_latest_figures_counts_the_rows_of_the_table():
    for cell, view in views_of(LatestCell).items():
        moves = column(view, "Since the figure before")
        moved = sum(not text.startswith("–") for text in moves)
        better, worse = (sum(text.endswith(way) for text in moves) for way in (", better", ", worse"))
        counts = {len(moves), moved, better, worse, moved - better - worse}
        for text in (view.title, view.summary):
            assert not unexplained(text, counts, []), (cell, text)


def test_the_largest_changes_are_printed_or_differences():
    for cell, view in views_of(ChangesCell).items():
        counted = numbers_in(view.title)[0].size
        listed = f" The {len(view.table.rows)} largest of the {counted:.0f} are listed."
        assert (counted > len(view.table.rows)) == view.summary.endswith(listed)
        largest = view.summary.removesuffix(listed)
        for place, row in enumerate(view.table.rows):
            indicator = row[0].link.removeprefix("indicator:")
            short_name = shipped().catalogue.indicators[indicator].short_name
            rows = of_measure(cell, indicator, row[0].text.removeprefix(short_name).removeprefix(", "))
            printed = [*values(rows), *targets_of(cell, indicator)]
            results = differences(permutations(values(rows), 2))
            for text in (row[1].text, row[2].text, *([largest] if place == 0 else [])):
                assert not unexplained(text, printed, results), (cell, text)


# Breakdowns.


def test_breakdowns_say_figures_of_their_csv_and_what_became_of_each_member():
    checked = 0
    for cell, view in views_of(BreakdownCell).items():
        valued = view.data.filter(pl.col("value").is_not_null())
        by_member = {
            member: values(rows) for (_, member), rows in valued.group_by("dimension", "member", maintain_order=True)
        }
        changes = differences(pair for figures in by_member.values() for pair in permutations(figures, 2))
        members = len(by_member)
        counts = range(members + 1)
        printed = values(valued)
        missing = view.data.filter(pl.col("value").is_null()).height
        assert not unexplained(view.title, [*printed, *([missing] if "not given" in view.title else [])], []), cell
        moves = re.search(r"of (\d+) figures here (.*?)\.", view.summary)
        if moves:
            parts = [int(number) for number in re.findall(r"\d+", moves[2])]
            assert sum(parts) == int(moves[1]) in counts, (cell, view.summary)
        alike = re.search(r"all (\d+) figures here", view.summary)
        assert not alike or int(alike[1]) in counts, (cell, view.summary)
        said = counts if moves or alike else ()
        assert not unexplained(view.summary, [*printed, *said], changes), (cell, view.summary)
        maxima = targets_of(cell, cell.indicator)
        shares = [figure / level * 100 for figure in printed for level in maxima]
        for row in view.table.rows:
            for entry in row[1:]:
                assert not unexplained(entry.text, [*printed, *maxima], shares), (cell, entry.text)
                checked += len(numbers_in(entry.text))
    assert checked > 200


def test_each_figure_of_a_breakdown_stands_in_its_members_row_and_its_dates_column():
    for cell, view in views_of(BreakdownCell).items():
        if view.data["dimension"].n_unique() > 1:
            continue
        for row in view.table.rows:
            for name, entry in zip(view.table.columns, row, strict=True):
                printed = view.data.filter((pl.col("member") == row[0].text) & (pl.col("period") == name)).to_dicts()
                assert not printed or is_shown(entry.text, printed[0]), (cell, row[0].text, name)


# The programme.


def test_the_programme_says_counts_sums_of_counts_and_their_shares():
    concern = ("Minor concern", "Major concern")
    for cell, view in views_of(ProgrammeCell).items():
        rows = view.data.with_columns(pl.col("indicator").replace_strict(STATES).alias("state"))
        counts, shares, sums = values(rows), [], []
        for (_,), at in rows.group_by("period", maintain_order=True):
            of_state = dict(at.select("state", "value").iter_rows())
            still_open = sum(count for state, count in of_state.items() if state not in ("Completed", "Closed"))
            worried = sum(of_state.get(state, 0) for state in concern)
            sums += [sum(of_state.values()), still_open, worried]
            shares += [count / still_open * 100 for count in (*of_state.values(), worried)]
        # Of the shares as shown, so that a reader who takes one from the other finds the same.
        changes = [round(one, 1) - round(other, 1) for one, other in permutations(shares, 2)]
        for text in (view.title, view.summary):
            assert not unexplained(text, [*counts, *sums], [*shares, *changes]), (cell, text)
        for row in view.table.rows:
            for entry in row[1:]:
                assert not unexplained(entry.text, [*counts, *sums], shares), (cell, entry.text)


# Staffing.


def posts_by_role(view: View) -> dict[str, dict[str, float]]:
    """By role: permanent, agency and vacant posts as printed. The role of a total is blank."""
    found: dict[str, dict[str, float]] = {}
    for row in view.data.filter(pl.col("indicator").str.starts_with("posts_")).iter_rows(named=True):
        found.setdefault(row["member"], {})[row["indicator"].removeprefix("posts_")] = row["value"]
    return found


def test_staffing_says_posts_their_sums_and_their_shares():
    for cell, view in views_of(StaffingCell).items():
        roles = posts_by_role(view)
        parts = ("permanent", "agency", "vacant")
        sums = {part: sum(filled.get(part, 0) for role, filled in roles.items() if role) for part in (*parts, "total")}
        everything = {role: sum(filled.get(part, 0) for part in parts) for role, filled in roles.items()}
        shares = [
            filled.get("agency", 0) / everything[role] * 100 for role, filled in roles.items() if everything[role]
        ]
        printed = [*values(view.data), *everything.values(), *sums.values()]
        for text in (view.title, view.summary, *view.caveats):
            assert not unexplained(text, printed, shares), (cell, text)
        for text in column(view, *view.table.columns[1:]):
            assert not unexplained(text, values(view.data), []), (cell, text)


def test_agency_and_vacancy_shares_are_worked_out_from_the_printed_posts():
    staffing = {(cell.authority, cell.as_known_on): view for cell, view in views_of(StaffingCell).items()}
    for cell, view in views_of(AgencyAndVacancyCell).items():
        roles = posts_by_role(staffing[cell.authority, cell.as_known_on])
        covering = values(known(cell).observations.filter(pl.col("member") == "Covering vacancies"))[0]
        parts = ("permanent", "agency", "vacant")
        summed = {part: sum(filled.get(part, 0) for role, filled in roles.items() if role) for part in parts}
        printed = roles.get("", summed)
        for row in view.table.rows:
            filled = roles.get(row[0].text, summed)
            permanent, agency, vacant = (filled.get(part, 0) for part in parts)
            # Which role's vacancies are covered is not printed: only all posts have a vacancy share by DfE's formula.
            expected = [
                (agency, agency + permanent),
                (agency, agency + permanent + vacant),
                None if row[0].text in roles else (vacant + covering, vacant + covering + permanent),
                (vacant, agency + permanent + vacant)
                if row[0].text in roles
                else (printed["vacant"], sum(printed[part] for part in parts)),
            ]
            for entry, fraction in zip(row[1:], expected, strict=True):
                if fraction is None:
                    assert numbers_in(entry.text) == []
                    continue
                percent, first, second = numbers_in(entry.text)
                assert (first.size, second.size) == fraction, (cell, row[0].text)
                assert percent.is_rounded([fraction[0] / fraction[1] * 100])
        said = [number.text for text in column(view, *view.table.columns[1:]) for number in numbers_in(text)]
        for text in (view.title, view.summary):
            assert {number.text for number in numbers_in(text)} <= set(said), (cell, text)


# Everything as printed.


def test_surveys_say_what_was_printed():
    for cell, view in views_of(SurveyCell).items():
        for text in (view.title, view.summary, *column(view, *view.table.columns[1:])):
            assert not unexplained(text, values(view.data), []), (cell, text)


def test_figures_as_printed_are_the_rows_of_the_csv_in_order():
    for cell, view in views_of(FiguresCell, DocumentFiguresCell).items():
        shown = column(view, "Figure")
        assert numbers_in(view.title)[0].size == len(shown) == view.data.height
        for text, row in zip(shown, view.data.iter_rows(named=True), strict=True):
            assert is_shown(text, row), (cell, text)


def test_counts_of_findings_and_papers_are_of_their_rows():
    for cell, view in views_of(FindingsCell).items():
        of_kind = view.data.group_by("kind").len()["len"].to_list()
        counts = [view.data.height, view.data["document"].n_unique(), *of_kind]
        for text in (view.title, view.summary):
            assert not unexplained(text, counts, []), (cell, text)
    for cell, view in views_of(PapersCell).items():
        evidence = known(cell)
        frames = (evidence.observations, evidence.ratings, evidence.findings, evidence.claims)
        for slug, row in zip(
            (row[0].link.removeprefix("document:") for row in view.table.rows), view.table.rows, strict=True
        ):
            held = [frame.filter(pl.col("document") == slug).height for frame in frames]
            assert [number.size for number in numbers_in(row[-1].text)] == [count for count in held if count], cell
        assert numbers_in(view.title)[0].size == len(view.table.rows) == len(evidence.documents)


# What stands out without having changed.


def test_what_stands_out_is_printed_or_a_share_of_a_maximum():
    for cell, view in views_of(StandingOutCell).items():
        evidence = known(cell)
        printed = [*values(evidence.observations), *values(evidence.targets)]
        shares = [
            average / level["value"] * 100
            for level in evidence.targets.filter(pl.col("kind") == "maximum").to_dicts()
            for average in values(evidence.observations.filter(pl.col("indicator") == level["indicator"]))
            if level["value"]
        ]
        assert numbers_in(view.title)[0].size == len(view.table.rows)
        for row in view.table.rows:
            # How many figures do not add up is counted on the page of that name.
            if row[0].link != "sums:":
                assert not unexplained(f"{row[0].text}; {row[1].text}", printed, shares), (cell, row[0].text)
