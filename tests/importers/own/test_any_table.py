"""Whatever is in a table, it is taken or refused in words."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.vocabulary import SYMBOLS, Status
from analytics.importers.importer import Refused
from analytics.importers.own import Layout, preview, suggest, tidy
from analytics.importers.own.columns import FIELDS
from analytics.importers.own.layout import Across, Item, Totals
from analytics.importers.soundness import unsound
from analytics.importers.table import Table, TableKind
from tests.importers.made_up_tables import sheet_of, shipped_catalogue, table_of
from tests.importers.own.made_up import IMPORTER, TODAY

ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters="!"), max_size=8)
LIKELY = {
    "council": st.sampled_from(["Barnsley", "barnet", "370", "E08000016", "England", "Barnsly"]),
    "indicator": st.sampled_from(["Agency rate", "cic_n", "Average caseload", "Contacts", "agency", "fin_outturn"]),
    "period": st.sampled_from(["May 2025", "2025-06", "Q1 2025/26", "31 March 2025", "2019", "11/12", "2030"]),
    "part": st.sampled_from(["", "team", "Role"]),
    "member": st.sampled_from(["", "Duty", "duty", "Total"]),
    "value": st.sampled_from(["0", "3", "12.5", "12.5%", "101", "-4", "4,409", *SYMBOLS, "1e400", "0.125", "9" * 14]),
    "numerator": st.sampled_from(["", "38", "3", "0", "-1", "c", "1.5"]),
    "denominator": st.sampled_from(["", "304", "0", "3", "24.0", "x"]),
    "status": st.sampled_from(["", *Status, "not collected", "low", "green"]),
    "note": st.sampled_from(["", "=1+1", "Example row"]),
}
ROW = st.tuples(*(st.one_of(LIKELY[field], ANYTHING) if field != "note" else LIKELY[field] for field in FIELDS))
HEADING = st.one_of(st.sampled_from([*FIELDS, "Team", "Apr", "May 25", "2025", "Agency rate", "Value ", ""]), ANYTHING)


@st.composite
def any_tables(draw):
    headings = draw(st.lists(HEADING, min_size=1, max_size=6, unique=True))
    cell = st.one_of(*LIKELY.values(), ANYTHING)
    rows = draw(st.lists(st.lists(cell, min_size=len(headings), max_size=len(headings)), max_size=5))
    as_sheet = draw(st.booleans())
    return sheet_of([headings, *rows]) if as_sheet else table_of(headings, rows)


def tried(action, *given_to):
    """What an action gives, or None, and the problems that it refuses its table for."""
    try:
        return action(*given_to, shipped_catalogue()), ()
    except Refused as error:
        return None, error.problems


@given(st.lists(ROW, max_size=6), st.sampled_from(TableKind))
def test_any_tidy_table_is_evidence_or_is_refused(rows, kind):
    table = Table("own.csv", table_of(FIELDS, rows).frame, "0", kind)
    given_by, problems = tried(IMPORTER.read, table)
    assert bool(given_by) != bool(problems)
    assert not any("!" in str(problem) for problem in problems)
    assert all(problem.row > 1 and problem.column in FIELDS for problem in problems if problem.row)
    for imported in given_by or ():
        assert unsound(imported, shipped_catalogue()) == []
        assert not any("!" in str(warning) for warning in imported.warnings)
        assert imported.observations.height <= len(rows)


@given(any_tables())
def test_any_table_is_taken_or_refused_whatever_its_columns(table):
    assert IMPORTER.recognises(table) in (True, False)
    given_by, problems = tried(IMPORTER.read, table)
    assert bool(given_by) != bool(problems)


@given(any_tables())
def test_a_layout_can_be_guessed_of_any_table_and_be_previewed(table):
    layout = suggest(table, shipped_catalogue())
    seen = preview(table, layout, shipped_catalogue(), TODAY)
    assert seen.rows.height == min(seen.figures, 20)
    made, problems = tried(tidy, table, layout)
    if made is None:
        assert set(problems) <= set(seen.problems)
        return
    assert made.frame.columns == list(FIELDS)
    assert made.places.height == made.frame.height == seen.figures
    given_by, problems = tried(IMPORTER.read, made)
    assert bool(given_by) != bool(problems)


NAMES = st.lists(st.sampled_from(["", "Duty", "East", "West", "Looked After"]), min_size=1, unique=True)
MONTHS = st.lists(st.sampled_from([f"{month} 2025" for month in ("May", "June", "July")]), min_size=1, unique=True)
VALUES = st.one_of(st.sampled_from(["c", "x", "low"]), st.integers(0, 999).map(lambda tenths: f"{tenths / 10:.1f}"))


@st.composite
def figures(draw):
    """Tidy caseloads by team and month, the whole among them, in the order in which a wide table has them."""
    teams, months = draw(NAMES), draw(MONTHS)
    return teams, months, {(team, month): draw(VALUES) for team in teams for month in months}


@given(figures(), st.integers(0, 3), st.booleans())
def test_a_wide_table_made_of_tidy_figures_gives_those_figures_again(made, titles, with_blank_column):
    teams, months, values = made
    blank = [""] if with_blank_column else []
    rows = [["Caseloads by team"]] * titles + [["Team", *blank, *months]]
    rows += [[team or "All teams", *blank, *(values[team, month] for month in months)] for team in teams]
    layout = Layout(
        header_row=titles + 1,
        columns={Item.MEMBER: "Team"},
        fixed={Item.COUNCIL: "barnsley", Item.INDICATOR: "sw_caseload_avg", Item.PART: "team"},
        across=Across.PERIOD,
        totals=Totals.THE_WHOLE,
        total_words=("All teams",),
    )
    got = tidy(sheet_of(rows), layout, shipped_catalogue())
    expected = [
        ("barnsley", "sw_caseload_avg", month, "team" if team else "", team, values[team, month])
        for team in teams
        for month in months
    ]
    assert got.frame.select("council", "indicator", "period", "part", "member", "value").rows() == expected
    assert got.places["row"].to_list() == [titles + 2 + place for place in range(len(teams)) for _ in months]
    assert got.left_out == ()
    (imported,) = IMPORTER.read(got, shipped_catalogue())
    assert imported.observations.height == len(values)


@given(figures(), st.randoms())
def test_the_order_of_the_rows_does_not_matter(made, order):
    teams, months, values = made
    rows = [
        ["Barnsley", "sw_caseload_avg", month, "team" if team else "", team, values[team, month]]
        for team in teams
        for month in months
    ]
    shuffled = order.sample(rows, len(rows))
    key = ["member", "period"]
    read = [
        IMPORTER.read(table_of(FIELDS[:6], each), shipped_catalogue())[0].observations.drop("row").sort(key)
        for each in (rows, shuffled)
    ]
    assert read[0].equals(read[1])


def long_table(**columns):
    """A table of 200,000 rows about caseloads of teams."""
    number = pl.int_range(0, 200_000, eager=True).cast(pl.String)
    usual = {"council": "Barnsley", "indicator": "Average caseload", "period": "May 2025", "part": "team", "value": "9"}
    texts = dict.fromkeys(FIELDS, "") | usual | {"member": "Team {}"} | columns
    frame = pl.DataFrame({"number": number}).select(
        (pl.format(text, "number") if "{}" in text else pl.lit(text)).alias(field) for field, text in texts.items()
    )
    return Table("own.csv", frame, "0")


def test_a_file_of_two_hundred_thousand_rows_is_taken():
    (imported,) = IMPORTER.read(long_table(), shipped_catalogue())
    assert imported.observations.height == 200_000


def test_two_hundred_thousand_rows_of_nonsense_are_refused_in_a_list_that_can_be_read():
    nonsense = long_table(council="Nowhere {}", indicator="strange {}", period="era {}", value="1,{}", status="s {}")
    with pytest.raises(Refused) as refused:
        IMPORTER.read(nonsense, shipped_catalogue())
    assert len(refused.value.problems) == 5 * 200
    assert "And 199,800 more rows" in str(refused.value)
