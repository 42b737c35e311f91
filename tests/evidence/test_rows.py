from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analytics.evidence.loading import SHIPPED
from analytics.evidence.rows import ClaimRow, FindingRow, ObservationRow, TargetRow
from analytics.evidence.vocabulary import SYMBOLS, MissingReason, Status

NUMBERS = st.from_regex(r"-?[0-9]{1,7}(\.[0-9]{1,3})?", fullmatch=True)
OBSERVATION = {
    "locator": "L2",
    "area": "barnsley",
    "indicator": "cin_n",
    "dimension": "",
    "member": "",
    "period": "31 March 2019",
    "value": "10",
    "numerator": "",
    "denominator": "",
    "status": "",
    "note": "",
}
TARGET = {
    "locator": "L2",
    "area": "barnsley",
    "indicator": "assess_45",
    "member": "",
    "kind": "target",
    "value": "90",
    "from_": "",
    "to": "",
    "note": "",
}
FINDING = {"locator": "L2", "theme": "stability", "kind": "strength", "text": "Fewer moved.", "indicators": ""}


def observation(**cells):
    return ObservationRow.model_validate(OBSERVATION | cells)


def refusal(model, cells):
    """Everything that reading the cells complains of."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(cells)
    return str(caught.value)


@given(NUMBERS)
def test_a_value_is_kept_as_printed_beside_its_number(text):
    row = observation(value=text)
    assert row.printed == text
    assert row.value == float(text)
    assert row.missing_reason is None


def test_decimals_as_printed_tell_100_from_100_0():
    assert [observation(value=text).printed for text in ("100", "100.0")] == ["100", "100.0"]


def test_a_printed_0_is_a_value_and_not_a_gap():
    row = observation(value="0")
    assert (row.value, row.missing_reason, row.status) == (0.0, None, Status.FINAL)


@pytest.mark.parametrize("status", Status)
def test_a_value_has_the_status_given(status):
    assert observation(status=status.value).status is status


def test_a_value_without_a_status_is_final():
    assert observation(status="").status is Status.FINAL


def test_every_symbol_is_read_as_the_readme_says():
    table = (SHIPPED / "README.md").read_text(encoding="utf-8").split("| symbol | read as |")[1].split("\n\n")[0]
    day_in_words = {
        "suppressed": MissingReason.SUPPRESSED,
        "not available": MissingReason.NOT_AVAILABLE,
        "not applicable": MissingReason.NOT_APPLICABLE,
        "low: rounds to 0 but is not 0": MissingReason.LOW,
        "low reliability": MissingReason.LOW_RELIABILITY,
    }
    documented = {
        symbol.strip(" `"): day_in_words[words.strip()]
        for line in table.splitlines()
        if "`" in line
        for symbols, words in [line.strip("|").split("|")]
        for symbol in symbols.split(",")
    }
    assert documented == SYMBOLS
    assert {symbol: observation(value=symbol).missing_reason for symbol in documented} == documented


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_is_no_number_and_never_0(symbol):
    row = observation(value=symbol)
    assert (row.value, row.status, row.printed) == (None, None, "")


@pytest.mark.parametrize("reason", MissingReason)
def test_a_blank_value_has_the_reason_that_its_status_gives(reason):
    row = observation(value="", status=reason.value)
    assert (row.value, row.missing_reason, row.status) == (None, reason, None)


def test_a_reason_says_more_than_the_symbol_beside_it():
    assert observation(value="-", status="not_supplied").missing_reason is MissingReason.NOT_SUPPLIED


def test_blank_value_needs_a_reason():
    said = refusal(ObservationRow, OBSERVATION | {"value": "", "status": ""})
    assert "The value is blank and no reason is given." in said
    assert all(reason.value in said for reason in MissingReason)


@pytest.mark.parametrize("symbol", ["", "c", "-"])
@pytest.mark.parametrize("status", Status)
def test_a_missing_value_cannot_be_final_or_forecast(symbol, status):
    said = refusal(ObservationRow, OBSERVATION | {"value": symbol, "status": status.value})
    assert f"its status is “{status}”" in said
    assert "Give the reason it is missing" in said


@pytest.mark.parametrize("reason", MissingReason)
def test_a_value_cannot_have_a_reason_to_be_missing(reason):
    said = refusal(ObservationRow, OBSERVATION | {"value": "0", "status": reason.value})
    assert "The value is “0” but its status says that it is missing." in said
    assert "Leave the value blank" in said


@given(
    st.sampled_from(["", "0", "0.0", "12", "1,2", "about 3", *SYMBOLS]),
    st.sampled_from(["", "sound", *Status, *MissingReason]),
)
def test_a_row_has_a_value_or_a_reason_and_never_both(value, status):
    try:
        row = observation(value=value, status=status)
    except ValidationError:
        return
    assert (row.value is None) == (row.missing_reason is not None)
    assert (row.value is None) == (row.status is None)


@pytest.mark.parametrize("column", ["value", "numerator", "denominator"])
@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("49,857", "49857"),
        ("1,234,567.8", "1234567.8"),
        ("£24.2", "24.2"),
        ("-£0.1", "-0.1"),
        ("12%", "12"),
        ("12 345", "12345"),
    ],
)
def test_commas_and_signs_are_refused_with_what_to_write(column, text, bare):
    said = refusal(ObservationRow, OBSERVATION | {column: text})
    assert f"“{text}” has signs that are not part of the number. Write {bare}." in said


@pytest.mark.parametrize("text", ["about five", "nan", "inf", "1e3", ".5", "5.", "+3", "--1", "1/2", "½", "12-14", "C"])
def test_what_is_not_digits_is_no_number(text):
    said = refusal(ObservationRow, OBSERVATION | {"value": text})
    assert f"“{text}” is not a number. Write digits only" in said


def test_numerator_and_denominator_are_numbers_or_blank():
    row = observation(numerator="94", denominator="")
    assert (row.numerator, row.denominator) == (94.0, None)


@pytest.mark.parametrize(("there", "missing"), [("dimension", "member"), ("member", "dimension")])
def test_a_dimension_and_a_member_go_together(there, missing):
    assert f"There is a {there} but no {missing}." in refusal(ObservationRow, OBSERVATION | {there: "team"})


def test_every_wrong_cell_of_a_row_is_named_at_once():
    said = refusal(ObservationRow, OBSERVATION | {"locator": "", "period": "11/12", "numerator": "few"})
    assert all(words in said for words in ("The locator is blank.", "November 2012", "“few” is not a number."))


def test_a_target_needs_a_number():
    assert "The value is blank. A target without a number belongs in findings.csv." in refusal(
        TargetRow, TARGET | {"value": ""}
    )


def test_a_target_applies_from_a_day_to_a_day():
    row = TargetRow.model_validate(TARGET | {"from_": "2018-04-01", "to": "2018-04-01"})
    assert row.from_ == row.to == date(2018, 4, 1)
    said = refusal(TargetRow, TARGET | {"from_": "2018-04-02", "to": "2018-04-01"})
    assert "It ends on 2018-04-01, before it starts on 2018-04-02. Swap the two dates." in said


@pytest.mark.parametrize("text", ["1 April 2018", "2018-02-29", "2018"])
def test_a_day_of_a_target_is_written_as_a_date(text):
    assert f"“{text}” is not a date. Write it as 2018-03-31." in refusal(TargetRow, TARGET | {"from_": text})


@given(st.integers(1, 60))
def test_a_finding_has_at_most_30_words(count):
    cells = FINDING | {"text": " ".join(["word"] * count)}
    if count <= 30:
        assert FindingRow.model_validate(cells).text == cells["text"]
    else:
        said = refusal(FindingRow, cells)
        assert f"The text has {count} words. Write at most 30, or make it two findings." in said


def test_indicators_of_a_finding_are_separated_by_semicolons():
    assert FindingRow.model_validate(FINDING | {"indicators": "cin_n; cp_n ;"}).indicators == ("cin_n", "cp_n")
    assert FindingRow.model_validate(FINDING).indicators == ()


def test_a_claim_may_leave_its_periods_blank_but_not_misspell_them():
    claim = {"locator": "L2", "indicator": "cin_n", "dimension": "", "member": "", "from_": "", "to": "2017/18"}
    claim |= {"asserted": "rose", "size": "", "against": "", "text": "More children had a plan."}
    row = ClaimRow.model_validate(claim)
    assert (row.from_, row.to.label) == (None, "2017/18")
    assert "“last year” is not a period." in refusal(ClaimRow, claim | {"from_": "last year"})
