"""A gap in recording and a new council's first look back are cautions and never a change."""

import pytest

from analytics.enquiry.signal import SignalKind
from analytics.enquiry.unlike import unlike_in_words
from tests.enquiry.national import asked, everywhere, latest, national_papers, years

CHANGES = {SignalKind.ADVERSE_TREND, SignalKind.SHARP_REVERSAL, SignalKind.STEP_CHANGE, SignalKind.AHEAD_BUT_SLIPPING}


def changes(papers, indicator):
    return [one.kind for one in asked(papers).signals if one.indicator == indicator and one.kind in CHANGES]


def test_nothing_between_two_ordinary_years_is_a_gap_and_what_follows_it_no_rise(tmp_path):
    known = national_papers(tmp_path, *years("barnsley", "rereferral_12m", 24.0, 22.0, 0.0, 23.0))
    (said,) = unlike_in_words(known.facts, latest(known, "rereferral_12m"))
    assert said == "The 0% in 2023/24, between 22% and 23%, is probably a gap in recording."
    assert changes(known, "rereferral_12m") == []


@pytest.mark.parametrize(
    "values",
    [(24.0, 22.0, 23.0, 41.0), (3.0, 2.0, 0.0, 21.0), (20.0, 0.0, 21.0, 20.0, 20.0, 39.0)],
    ids=["no zero", "small before", "long ago"],
)
def test_a_rise_without_a_gap_is_one(tmp_path, values):
    known = national_papers(tmp_path, *years("barnsley", "rereferral_12m", *values))
    assert unlike_in_words(known.facts, latest(known, "rereferral_12m")) == ()
    assert changes(known, "rereferral_12m")


def test_a_new_council_is_set_beside_others_with_a_caution_and_not_beside_its_own_first_year(tmp_path):
    rows = years("cumberland", "cp_repeat", 10.0, 38.0)
    known = national_papers(
        tmp_path, *rows, *everywhere("cp_repeat", 24.0, 25.0, but="cumberland"), authority="cumberland"
    )
    (said,) = unlike_in_words(known.facts, latest(known, "cp_repeat"))
    assert said.startswith("Cumberland has been a council since 1 April 2023.")
    assert changes(known, "cp_repeat") == []
    (line,) = (line for line in asked(known).every_line if line.indicator == "cp_repeat")
    assert line.lead.kind is SignalKind.OFF_BENCHMARK
    assert line.lead.variant == "level"
    assert said in line.caveats


def test_a_new_council_s_other_measures_may_change(tmp_path):
    known = national_papers(tmp_path, *years("cumberland", "icpc_15", 90.0, 70.0), authority="cumberland")
    assert changes(known, "icpc_15") == [SignalKind.SHARP_REVERSAL]


def test_later_on_a_council_is_new_no_more(tmp_path):
    known = national_papers(tmp_path, *years("dorset", "cp_repeat", 10.0, 38.0), authority="dorset")
    assert unlike_in_words(known.facts, latest(known, "cp_repeat")) == ()
    assert changes(known, "cp_repeat")
