"""Provisional, missing and small figures."""

from datetime import date

from analytics.enquiry.signal import Signal
from analytics.enquiry.signals.quality import missing, provisional, small_number
from analytics.evidence.period import financial_year
from tests.enquiry.signals.made_up_papers import LONG_AGO, YEAR, claim, papers, row, shipped_papers
from tests.enquiry.slots_check import offers_its_slots

APRIL_2018, SEPTEMBER_2023, JULY_2019 = date(2018, 4, 30), date(2023, 9, 12), date(2019, 7, 31)


def fired(rule, *rows: dict, **more: object) -> list[Signal]:
    signals = list(rule(papers(*rows, **more)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def shipped(rule, authority: str, day: date) -> dict[tuple[str, str], Signal]:
    signals = list(rule(shipped_papers(authority, day)))
    for signal in signals:
        offers_its_slots(signal)
    return {(signal.indicator, signal.member): signal for signal in signals}


def test_provisional_figures():
    found = shipped(provisional, "barnsley", APRIL_2018)
    assert {key[0] for key in found} == {"cic_offend", "adopt_share"}
    assert found["cic_offend", ""].slots["now"] == "5.0%"


def test_a_result_lost_in_the_published_file():
    signal = shipped(missing, "barnsley", APRIL_2018)["cic_attain", ""]
    assert (signal.variant, signal.slots["reason"]) == ("not given", "lost in the published file")
    assert signal.size == 2


def test_teams_that_the_text_names_and_the_table_leaves_out():
    signal = shipped(missing, "barnsley", SEPTEMBER_2023)["sw_caseload_avg", "Children and Young People Teams"]
    assert (signal.variant, signal.slots["group"]) == ("named", "the Children and Young People Teams")
    assert "paragraph 3.13" in signal.slots["place"]


def gone(period=YEAR, reason="not_supplied", **cells) -> dict:
    return row("cl_eet", None, period, **cells) | {"missing_reason": reason}


def test_a_gap_in_earlier_years_counts_less_than_one_at_the_end():
    (early,) = fired(missing, row("cl_eet", 50, YEAR), gone(financial_year(2021)))
    (late,) = fired(missing, row("cl_eet", 50, financial_year(2021)), gone())
    assert early.size < 1 < late.size


def test_what_does_not_apply_and_what_is_long_gone_is_not_missing():
    assert fired(missing, gone(reason="not_applicable")) == []
    assert fired(missing, row("cl_accom", 90), gone(LONG_AGO)) == []


def test_a_group_of_which_the_text_says_nothing_is_only_missing():
    absent = gone(dimension="team", member="North")
    (signal,) = fired(missing, absent)
    assert signal.variant == "not given"
    of_it = claim("cl_eet", "missed", dimension="team", member="North")
    assert [one.variant for one in fired(missing, absent, claims=(of_it,))] == ["named"]


def test_small_counts_are_signals_and_never_said():
    found = shipped(small_number, "barnet", JULY_2019)
    assert ("cic_3plus_ytd_n", "") in found
    for signal in found.values():
        assert "8" not in " ".join((*signal.slots.values(), *(entry.value for entry in signal.cited)))


def test_months_and_true_noughts_are_no_small_numbers():
    assert ("cl_touch_months_above_target", "") not in shipped(small_number, "barnet", JULY_2019)
    assert fired(small_number, row("cic_3plus_12m_n", 0)) == []
    assert fired(small_number, row("cic_3plus_12m_n", 20)) == []
    assert len(fired(small_number, row("cic_3plus_12m_n", 19))) == 1
