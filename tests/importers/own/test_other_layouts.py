"""Files that are not tidy: what is guessed of them, what a person sees, and what is taken."""

import pytest

from analytics.evidence.vocabulary import MissingReason
from analytics.importers.importer import Refused
from analytics.importers.own import Layout, preview, suggest, tidy
from analytics.importers.own.layout import Across, Days, Item, Totals, Written, Years
from tests.importers.made_up_tables import shipped_catalogue, table_of
from tests.importers.own.made_up import (
    AGENCY_ACROSS,
    AGENCY_DOWN,
    CASELOADS,
    PAST_AND_NEXT,
    TODAY,
    TWO_ROWS_OF_HEADINGS,
    read,
    sheet,
)


def suggested(table):
    return suggest(table, shipped_catalogue())


def tidied(table, layout=None):
    return tidy(table, layout or suggested(table), shipped_catalogue())


def figures(made, *fields):
    return made.frame.select(fields or ("indicator", "period", "member", "value")).rows()


def taken(table, layout=None):
    (imported,) = read(tidied(table, layout))
    return imported


def test_caseloads_by_team_with_a_column_a_month_are_guessed_and_taken():
    layout = suggested(CASELOADS)
    assert (layout.header_row, layout.across, layout.months_of) == (4, Across.PERIOD, "2025/26")
    assert layout.columns == {Item.MEMBER: "Team"}
    assert layout.fixed == {Item.COUNCIL: "barnsley", Item.INDICATOR: "sw_caseload_avg", Item.PART: "team"}
    imported = taken(CASELOADS)
    rows = imported.observations.select("member", "period", "value", "missing_reason", "row", "locator").rows()
    assert rows == [
        ("Assessment East", "April 2025", 18.9, None, 5, "caseloads.xlsx#Apr"),
        ("Assessment East", "May 2025", 19.1, None, 5, "caseloads.xlsx#May"),
        ("Assessment West", "April 2025", 17.2, None, 6, "caseloads.xlsx#Apr"),
        ("Assessment West", "May 2025", None, "suppressed", 6, "caseloads.xlsx#May"),
    ]
    assert imported.observations["dimension"].unique().to_list() == ["team"]
    assert imported.left_out == (
        "3 blank cells: the layout does not say why they are blank.",
        "2 figures of totals.",
    )


def test_a_row_of_totals_becomes_the_whole_where_the_layout_says_so():
    layout = suggested(CASELOADS).model_copy(update={"totals": Totals.THE_WHOLE})
    rows = tidied(CASELOADS, layout).frame.select("part", "member", "value").rows()
    assert rows[-2:] == [("", "", "18.1"), ("", "", "18.3")]
    as_a_part = layout.model_copy(update={"totals": Totals.AS_A_PART})
    assert ("team", "Total", "18.1") in tidied(CASELOADS, as_a_part).frame.select("part", "member", "value").rows()


def test_blank_cells_can_be_missing_for_a_reason():
    layout = suggested(CASELOADS).model_copy(update={"blanks": MissingReason.NOT_COLLECTED})
    rows = taken(CASELOADS, layout).observations
    june = rows.filter(rows["period"] == "June 2025")
    assert june["missing_reason"].to_list() == ["not_collected", "not_collected"]


def test_agency_and_vacancies_with_a_column_a_month_are_in_the_units_of_their_indicators():
    layout = suggested(AGENCY_ACROSS)
    assert (layout.written, layout.first_days, layout.commas) == (Written.SHARE_OF_ONE, Days.MONTH, True)
    assert figures(tidied(AGENCY_ACROSS), "indicator", "period", "value") == [
        ("Agency rate", "April 2025", "12.5"),
        ("Agency rate", "May 2025", "13"),
        ("Agency rate", "June 2025", "12.8"),
        ("Vacancy rate", "April 2025", "20"),
        ("Vacancy rate", "May 2025", "19"),
        ("Agency social workers", "April 2025", "1038"),
        ("Agency social workers", "May 2025", "38.5"),
        ("Agency social workers", "June 2025", "39"),
    ]
    assert taken(AGENCY_ACROSS).release.authority == "barnet"


def test_agency_and_vacancies_with_a_row_a_month_keep_their_notes():
    layout = suggested(AGENCY_DOWN)
    assert layout.across is Across.INDICATOR
    rows = taken(AGENCY_DOWN).observations.select("indicator", "period", "value", "note").rows()
    assert rows[2:] == [
        ("sw_agency_rate", "May 2025", 13.0, "Two new starters"),
        ("sw_vacancy_rate", "May 2025", 19.0, "Two new starters"),
    ]


def test_months_under_their_years_are_read_together():
    layout = suggested(TWO_ROWS_OF_HEADINGS)
    assert (layout.header_row, layout.header_rows) == (2, 2)
    periods = tidied(TWO_ROWS_OF_HEADINGS).frame["period"].to_list()
    assert periods == ["November 2025", "December 2025", "January 2026", "February 2026"]


def test_cells_that_were_merged_downwards_hold_for_the_rows_below():
    layout = suggested(PAST_AND_NEXT)
    assert layout.fill_down == (Item.COUNCIL,)
    rows = tidied(PAST_AND_NEXT).frame.select("council", "indicator", "period", "value").rows()
    assert rows[2:4] == [
        ("Barnsley", "Agency rate", "Q1 2025/26", "9"),
        ("Barnsley", "Agency rate", "Q2 2025/26", "8.5"),
    ]


def test_a_long_file_with_other_headings_is_guessed():
    table = table_of(
        ["Authority", "KPI", "Month end", "Service", "Actual"],
        [
            ["Barnsley", "Average caseload", "30/04/2025", "Duty", "18"],
            ["Barnet", "Average caseload", "May 25", "", "9"],
        ],
    )
    layout = suggested(table)
    assert layout.columns == {
        Item.COUNCIL: "Authority",
        Item.INDICATOR: "KPI",
        Item.PERIOD: "Month end",
        Item.MEMBER: "Service",
        Item.VALUE: "Actual",
    }
    assert figures(tidied(table), "council", "period", "part", "member", "value") == [
        ("Barnsley", "30 April 2025", "service", "Duty", "18"),
        ("Barnet", "May 2025", "", "", "9"),
    ]


def test_teams_across_are_parts():
    table = sheet(["Average caseload, Barnsley"], ["Month", "Duty", "Fieldwork"], ["May 25", "18", "19"])
    layout = suggested(table)
    assert (layout.across, layout.across_columns) == (Across.MEMBER, ("Duty", "Fieldwork"))
    assert figures(tidied(table), "part", "member", "period", "value") == [
        ("team", "Duty", "May 2025", "18"),
        ("team", "Fieldwork", "May 2025", "19"),
    ]


def test_a_layout_says_what_a_word_of_the_file_means_and_a_blank_leaves_it_out():
    table = table_of(["Measure", "2024", "2025 (rev)"], [["Ag %", "9", "8"], ["Cost", "1", "2"]])
    layout = Layout(
        columns={Item.INDICATOR: "Measure"},
        fixed={Item.COUNCIL: "370"},
        across=Across.PERIOD,
        means={Item.INDICATOR: {"ag %": "sw_agency_rate", "Cost": ""}, Item.PERIOD: {"2025 (rev)": "2025"}},
        years=Years.ENDING,
    )
    made = tidied(table, layout)
    assert figures(made, "indicator", "period", "value") == [
        ("sw_agency_rate", "2023/24", "9"),
        ("sw_agency_rate", "2024/25", "8"),
    ]
    assert made.left_out == ("2 figures of “Cost”, as the layout says.",)


@pytest.mark.parametrize(
    ("written", "cell", "value"),
    [
        (Written.AS_IS, "24.2", "24.2"),
        (Written.POUNDS, "£24200000", "24.2"),
        (Written.POUNDS, "621,000", "0.621"),
        (Written.THOUSANDS_OF_POUNDS, "24,200", "24.2"),
        (Written.THOUSANDS_OF_POUNDS, "c", "c"),
    ],
)
def test_money_is_brought_into_millions(written, cell, value):
    table = table_of(["Month", "Spend"], [["May 2025", cell]])
    layout = Layout(
        columns={Item.PERIOD: "Month", Item.VALUE: "Spend"},
        fixed={Item.COUNCIL: "barnsley", Item.INDICATOR: "fin_outturn"},
        written=written,
        commas=True,
    )
    assert tidied(table, layout).frame["value"].to_list() == [value]


def test_next_months_file_with_another_month_and_another_title_is_read_by_the_same_layout():
    layout = suggested(CASELOADS)
    longer = sheet(
        ["Barnsley Metropolitan Borough Council"],
        ["Corrected on 3 July"],
        ["Average caseload by team, 2025/26"],
        [],
        ["Team", "Apr", "May", "Jun", "Jul"],
        ["Assessment East", "18.9", "19.1", "19", "20"],
        ["Total", "18.9", "19.1", "19", "20"],
    )
    assert figures(tidied(longer, layout))[-1] == ("sw_caseload_avg", "July 2025", "Assessment East", "20")


def test_rows_that_are_skipped_and_rows_after_the_last_are_not_read():
    layout = suggested(CASELOADS).model_copy(update={"skip_rows": (5,), "last_row": 6})
    assert set(tidied(CASELOADS, layout).frame["member"]) == {"Assessment West"}


def test_a_header_that_is_repeated_on_each_page_is_no_row():
    table = table_of(["Team", "Apr 25"], [["Duty", "9"], ["Team", "Apr 25"], ["Fieldwork", "8"]])
    layout = Layout(
        columns={Item.MEMBER: "Team"},
        fixed={Item.COUNCIL: "barnsley", Item.INDICATOR: "sw_caseload_avg"},
        across=Across.PERIOD,
    )
    assert tidied(table, layout).frame["value"].to_list() == ["9", "8"]


def test_two_columns_whose_names_differ_in_case_are_two_and_one_column_can_be_two_items():
    table = table_of(["value", "Value", "Month"], [["Barnsley", "9", "May 2025"]])
    layout = Layout(
        columns={Item.COUNCIL: "value", Item.VALUE: "Value", Item.PERIOD: "Month", Item.NOTE: "Month"},
        fixed={Item.INDICATOR: "sw_caseload_avg"},
    )
    assert figures(tidied(table, layout), "council", "value", "note") == [("Barnsley", "9", "May 2025")]


def test_a_layout_that_does_not_fit_is_refused_with_every_reason():
    layout = Layout(header_row=4, columns={Item.MEMBER: "Taem"}, fixed={Item.COUNCIL: "Barnsly"}, across=Across.PERIOD)
    with pytest.raises(Refused) as refused:
        tidied(CASELOADS, layout)
    assert [(one.row, one.column) for one in refused.value.problems] == [(0, "indicator"), (4, "Taem"), (0, "council")]
    assert "Did you mean “Team”?" in refused.value.problems[1].right
    with pytest.raises(Refused, match="No heading in this row is a period"):
        tidied(CASELOADS, Layout(fixed=suggested(CASELOADS).fixed, across=Across.PERIOD))


def test_a_preview_shows_the_first_figures_and_where_they_stand():
    seen = preview(CASELOADS, suggested(CASELOADS), shipped_catalogue(), TODAY)
    assert (seen.problems, seen.figures) == ((), 4)
    assert seen.rows.select("row", "at", "period", "member", "value").row(1) == (
        5,
        "May",
        "May 2025",
        "Assessment East",
        "19.1",
    )


def test_a_preview_shows_rows_while_something_is_still_to_be_said():
    table = table_of(["Month", "Number"], [[f"{month} 2025", "12"] for month in ("May", "June")] * 30)
    layout = suggested(table)
    assert layout.lacks() == (Item.COUNCIL, Item.INDICATOR)
    seen = preview(table, layout, shipped_catalogue(), TODAY)
    assert (seen.rows.height, seen.figures) == (20, 60)
    assert [problem.column for problem in seen.problems] == ["council", "indicator"]


def test_a_fault_in_a_wide_file_is_told_at_its_own_row_and_column():
    table = sheet(["Average caseload, Barnsley"], ["Team", "May 25", "June 25"], ["Duty", "18", "abot 20"])
    (problem,) = preview(table, suggested(table), shipped_catalogue(), TODAY).problems
    assert (problem.row, problem.column, problem.wrong) == (3, "June 25", "“abot 20” is not a number.")


def test_a_preview_of_a_layout_that_does_not_fit_is_no_error():
    seen = preview(CASELOADS, Layout(columns={Item.VALUE: "Nowhere"}), shipped_catalogue(), TODAY)
    assert seen.rows.is_empty()
    assert "There is no column “Nowhere”." in [problem.wrong for problem in seen.problems]
