import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.evidence import OBSERVATIONS
from analytics.evidence.vocabulary import SYMBOLS
from analytics.importers.importer import Refused
from tests.importers.releases.made import BARNSLEY, NATIONAL, catalogue, figure, importer, read, table

NEED = {"category": "Children in Need", "At31_episodes": "1000", "Started_episodes": "900", "Ended_episodes": "800"}
CONFERENCES = {"Section47": "300", "ICPC": "200", "Duration_0-10_days": "20", "Duration_11-15_days": "147"}
NOWHERE = {"old_la_code": "999", "new_la_code": "E06999999", "la_name": "Nowhere"}
LEAVERS = {"care_leaver_age": "19 to 21 years", "care_leaver_count": "60", "care_leaver_percent": "55"}
IN_WORK = LEAVERS | {"breakdown": "Total in education, employment or training"}
TOTAL = LEAVERS | {"breakdown": "Total", "care_leaver_count": "109", "care_leaver_percent": "100"}


def refused(*rows):
    with pytest.raises(Refused) as raised:
        importer().read(table(*rows), catalogue())
    return raised.value.problems


def test_a_stock_is_of_the_day_and_a_flow_of_the_year():
    imported = read(NEED)
    assert dict(imported.observations.schema) == OBSERVATIONS
    stock, flow = figure(imported, "cin_n"), figure(imported, "cin_started_n")
    assert (stock["period"], stock["value"], stock["printed"], stock["unit"]) == (
        "31 March 2025",
        1000,
        "1000",
        "count",
    )
    assert (flow["period"], flow["period_kind"]) == ("2024/25", "financial_year")
    assert (stock["status"], stock["missing_reason"], stock["row"]) == ("final", None, 2)
    assert (stock["document"], stock["locator"]) == ("children-in-need-2025", "made.csv#At31_episodes")
    assert (stock["dimension"], stock["member"], stock["area"]) == ("", "", "barnsley")


@pytest.mark.parametrize(("symbol", "reason"), SYMBOLS.items())
def test_every_symbol_is_a_missing_figure_with_its_reason(symbol, reason):
    found = figure(read(NEED | {"At31_episodes": symbol}), "cin_n")
    assert (found["value"], found["printed"], found["status"], found["missing_reason"]) == (None, "", None, reason)


def test_a_blank_cell_is_missing_and_says_that_it_is_blank():
    found = figure(read(NEED | {"At31_episodes": ""}), "cin_n")
    assert (found["value"], found["missing_reason"]) == (None, "not_available")
    assert found["note"] == "The cell is blank in the file."


def test_a_cell_that_cannot_be_read_is_left_out_with_its_row():
    imported = read(NEED, NEED | NATIONAL | {"At31_episodes": "about 400,000"})
    assert imported.observations.filter(indicator="cin_n")["area"].to_list() == ["barnsley"]
    (warning,) = imported.warnings
    assert (warning.file, warning.row, warning.column) == ("made.csv", 3, "At31_episodes")
    assert warning.wrong == "“about 400,000” is neither a number nor a known symbol, so the figure is left out."


def test_many_cells_that_cannot_be_read_are_counted():
    rows = [NEED | {"time_period": str(1990 + i), "At31_episodes": "?"} for i in range(30)]
    warnings = read(*rows).warnings
    assert len(warnings) == 21
    assert warnings[-1].wrong == "10 more cells of this column cannot be read."


def test_a_share_that_is_not_printed_is_worked_out_from_its_bands():
    found = figure(read(CONFERENCES), "icpc_15")
    assert (found["value"], found["printed"], found["numerator"], found["denominator"]) == (83.5, "83.5", 167, 200)
    assert found["locator"] == "made.csv#Duration_0-10_days + Duration_11-15_days / ICPC"
    assert found["note"] == "Worked out from the figures in the file."


@pytest.mark.parametrize(
    ("cells", "reason", "note"),
    [
        (
            {"Duration_0-10_days": "c"},
            "suppressed",
            "The band 0-10 days is withheld, so the share cannot be worked out.",
        ),
        (
            {"Duration_0-10_days": "u", "Duration_11-15_days": "c"},
            "low_reliability",
            "The band 0-10 days is withheld as not reliable and the band 11-15 days is withheld, "
            "so the share cannot be worked out.",
        ),
        (
            {"ICPC": "x"},
            "not_available",
            "The number of conferences is not available, so the share cannot be worked out.",
        ),
        ({"ICPC": "0"}, "not_applicable", "There were none, so there is no share."),
    ],
)
def test_a_share_with_a_part_missing_is_missing_and_names_the_part(cells, reason, note):
    found = figure(read(CONFERENCES | cells), "icpc_15")
    assert (found["value"], found["printed"], found["numerator"], found["denominator"]) == (None, "", None, None)
    assert (found["missing_reason"], found["note"]) == (reason, note)


def test_the_number_behind_a_printed_share_is_taken_from_its_own_row_and_the_total_from_another():
    imported = read(IN_WORK, TOTAL)
    found = figure(imported, "cl_eet")
    assert (found["printed"], found["numerator"], found["denominator"], found["row"]) == ("55", 60, 109, 2)


def test_a_total_is_of_the_same_age_place_and_year():
    younger = {"care_leaver_age": "17 to 18 years"}
    other = {**BARNSLEY, "old_la_code": "302", "la_name": "Barnet", "new_la_code": "E09000003"}
    imported = read(
        TOTAL | younger | {"care_leaver_count": "1"}, TOTAL | other | {"care_leaver_count": "2"}, IN_WORK, TOTAL
    )
    assert figure(imported, "cl_eet")["denominator"] == 109


def test_numbers_that_do_not_give_the_printed_share_are_not_put_behind_it():
    workers = {"turnover_rate_fte": "14", "inpost_fte": "2158.1", "agency_rate_fte": "5.5", "caseload_fte": "15"}
    found = figure(read(workers | NATIONAL | {"leavers_fte": "271.5"}), "sw_turnover")
    assert (found["printed"], found["numerator"], found["denominator"]) == ("14", None, None)
    found = figure(read(workers | NATIONAL | {"leavers_fte": "302.3"}), "sw_turnover")
    assert (found["printed"], found["numerator"], found["denominator"]) == ("14", 302.3, 2158.1)


def test_without_a_row_of_the_total_both_halves_are_blank():
    found = figure(read(IN_WORK), "cl_eet")
    assert (found["printed"], found["numerator"], found["denominator"]) == ("55", None, None)


@pytest.mark.parametrize("age", ["19 to 21 years", "Aged 19 to 21", "  aged 19 TO 21 "])
@pytest.mark.parametrize("names", [("care_leaver_age", "breakdown"), ("age", "activity")])
def test_columns_and_labels_have_had_other_names(age, names):
    renamed = dict(zip(("care_leaver_age", "breakdown"), names, strict=True))
    row = {renamed.get(name, name): cell for name, cell in (IN_WORK | {"care_leaver_age": age}).items()}
    assert figure(read(row), "cl_eet")["value"] == 55


def test_a_breakdown_is_members_of_a_dimension():
    apprentices = LEAVERS | {"breakdown": "In an apprenticeship", "care_leaver_percent": "k"}
    found = figure(read(IN_WORK, TOTAL, apprentices), "cl_activity_share")
    assert (found["dimension"], found["member"], found["missing_reason"]) == ("activity", "In an apprenticeship", "low")


def test_columns_side_by_side_are_members_of_a_dimension():
    imported = read({"Episodes_with_assessment_factor": "200", "Neglect": "51", "Gangs": "c"})
    shares = imported.observations.filter(indicator="assess_factor_share")
    assert shares.select("member", "value", "numerator").rows() == [("Gangs", None, None), ("Neglect", 25.5, 51)]
    assert shares["note"][0] == "The figure for Gangs is withheld, so the share cannot be worked out."
    assert shares["locator"][1] == "made.csv#Neglect / Episodes_with_assessment_factor"


def test_a_label_that_nobody_mapped_is_left_out_and_said():
    imported = read(IN_WORK, TOTAL, LEAVERS | {"breakdown": "Building rockets"})
    assert "Building rockets" not in imported.observations["member"].to_list()
    assert "Labels of “breakdown” that no measure asks for: “Building rockets” (1 rows)." in imported.left_out


def test_a_measure_whose_column_is_gone_and_a_column_that_nobody_reads_are_said():
    left_out = read(NEED | {"Anypoint_child": "3"}).left_out
    assert "“Children in need per 10,000 children”: the file has no column “At31_episodes_rate”." in left_out
    assert "Columns that no measure reads: Anypoint_child." in left_out


def test_rows_of_a_time_that_is_no_year_are_left_out_and_said():
    imported = read(NEED, NEED | {"time_period": "2025", "time_identifier": "Week 3"})
    assert imported.observations.height == 3
    assert "Rows of “2025” (Week 3), which is no year that can be told: 1." in imported.left_out


def test_an_unknown_place_is_a_warning_and_the_others_are_taken():
    imported = read(NEED, NEED | BARNSLEY | NOWHERE)
    assert imported.observations["area"].unique().to_list() == ["barnsley"]
    assert [(warning.row, warning.column) for warning in imported.warnings] == [(3, "la_name")]


def test_a_joint_return_is_written_for_both_partners_with_one_row():
    kingston = BARNSLEY | {"old_la_code": "314 / 318", "new_la_code": "", "la_name": "Kingston / Richmond"}
    found = read(NEED | kingston).observations.filter(indicator="cin_n")
    assert found["area"].to_list() == ["kingston-upon-thames", "richmond-upon-thames"]
    assert found["row"].to_list() == [2, 2]
    assert found["note"].unique().to_list() == [
        "Joint return: one figure for Kingston upon Thames and Richmond upon Thames together."
    ]


def test_a_filter_that_nobody_mapped_gives_only_its_total():
    imported = read(NEED | {"sex": "Total"}, NEED | {"sex": "Girls", "At31_episodes": "400"})
    assert figure(imported, "cin_n")["value"] == 1000
    assert "Rows for parts by “sex”, of which only the total is taken: 1." in imported.left_out


def test_a_filter_that_nobody_mapped_and_that_has_no_total_is_refused():
    (problem,) = refused(NEED | {"sex": "Girls"}, NEED | {"sex": "Boys"})
    assert (problem.column, problem.right) == ("sex", "Map it as a filter or a breakdown of this dataset.")
    assert problem.wrong == "The column divides the figures (“Boys”, “Girls”), and no label stands for all."


def test_a_figure_given_twice_and_differently_is_taken_once_and_said():
    imported = read(NEED, NEED | {"At31_episodes": "1001"})
    assert figure(imported, "cin_n")["value"] == 1000
    (warning,) = imported.warnings
    assert (warning.row, warning.column) == (3, "At31_episodes")


def test_a_renamed_column_is_named_with_the_data_set_that_has_it():
    """What a release of another year looks like at first: all is as before but for one heading."""
    renamed = {"number_started" if name == "At31_episodes" else name: value for name, value in NEED.items()}
    (problem,) = refused(renamed)
    assert "The nearest mapped data set is “Children in need and episodes of need”" in problem.wrong
    assert "At31_episodes" in problem.wrong


def test_a_file_that_nobody_mapped_is_refused_and_told_what_is_mapped():
    (problem,) = refused({"apples": "3"})
    assert "nearest" not in problem.wrong
    assert problem.wrong.startswith(
        "It is laid out as a data file of the department, but nobody has mapped its columns"
    )
    assert "apples" in problem.wrong
    assert "Children in need, Children looked after, " in problem.right
    assert "{year}" not in problem.right
    assert "Bring in figures" in problem.right


def test_a_file_without_a_known_place_or_year_is_refused():
    problems = refused(NEED | BARNSLEY | NOWHERE)
    assert problems[-1].wrong == "No row is about England, a region or an authority in a year that can be told."


def test_two_columns_of_one_name_are_refused():
    (problem,) = refused(NEED | {"at31_EPISODES": "5"})
    assert problem.wrong == "Two columns have the same name."


def test_a_provisional_version_is_provisional():
    pupils = {
        "social_care_group": "CINO at 31 March",
        "version": "Provisional",
        "pt_rwm_met_expected_standard": "30",
        "time_period": "202425",
        "time_identifier": "Academic year",
    }
    imported = read(pupils)
    found = figure(imported, "ks2_rwm_cin")
    assert (found["status"], found["period"]) == ("provisional", "2024/25 academic year")
    assert imported.release.id == "outcomes-2025"
    assert figure(read(pupils | {"version": "Revised"}), "ks2_rwm_cin")["status"] == "final"


def test_rows_are_counted_from_the_first_row_of_data():
    made = table(NEED)
    (imported,) = importer().read(type(made)(name="x.csv", frame=made.frame, sha256="", first_row=7), catalogue())
    assert imported.observations["row"].unique().to_list() == [7]


CELLS = st.one_of(st.integers(0, 10_000).map(str), st.sampled_from([*SYMBOLS, ""]))


@given(st.lists(CELLS, min_size=1, max_size=12), st.randoms())
def test_a_figure_is_there_for_every_row_with_a_value_or_a_reason_and_the_order_of_rows_does_not_matter(cells, random):
    rows = [NEED | {"time_period": str(2000 + i), "At31_episodes": cell} for i, cell in enumerate(cells)]
    found = read(*rows).observations.filter(indicator="cin_n")
    assert found.height == len(cells)
    assert found.filter(pl.col("value").is_null() == pl.col("missing_reason").is_null()).is_empty()
    assert found.filter(pl.col("value").is_null() != pl.col("status").is_null()).is_empty()
    assert found.filter(pl.col("value").is_nan() | pl.col("value").is_infinite()).is_empty()
    random.shuffle(rows)
    again = read(*rows).observations.filter(indicator="cin_n")
    assert again.drop("row").sort("period_end").equals(found.drop("row").sort("period_end"))


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 20_000))
def test_a_share_is_its_bands_over_the_whole(first, second, whole):
    row = {"Duration_0-10_days": str(first), "Duration_11-15_days": str(second), "ICPC": str(whole)}
    found = figure(read(CONFERENCES | row), "icpc_15")
    assert found["numerator"] == first + second
    assert abs(found["value"] - 100 * (first + second) / whole) <= 0.05 + 1e-9
    assert found["printed"] == str(found["value"])
