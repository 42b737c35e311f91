"""What an explainer says of figures that shipped evidence does not hold, or holds only once."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enquiry.explainer import Explainer, explain
from analytics.enquiry.papers import papers_of
from analytics.evidence.period import PeriodKind, containing, financial_year, snapshot
from analytics.evidence.vocabulary import Polarity, Status, Unit
from tests.notebooks import made_up
from tests.notebooks.made_up import NEWER, evidence_of, level
from tests.shipped import shipped

SHARE, COUNT = "cp_2y", "cp_n"
YEARS = [financial_year(year) for year in (2015, 2016, 2017)]
MARCH = snapshot(date(2018, 3, 31))
READ_ON = date(2018, 6, 30)
COUNTS, WAY, BASIS, CHILDREN, TARGET, BESIDE, FRESH, ASK = range(8)
PEOPLE = r"(?:child|children|young people|care leavers?|staff|people|workers?|posts?|families)\b"
FEW_IN_WORDS = re.compile(rf"\b(?:[1-5]|one|two|three|four|five) {PEOPLE}")


def row(indicator: str, value: float | None, *more: object, **cells: object) -> dict:
    """A made-up figure, its counts printed without decimals."""
    entry = made_up.row(indicator, value, *more, **cells)
    is_count = shipped().catalogue.indicators[indicator].unit in (Unit.COUNT, Unit.POSTS)
    return entry | {"printed": f"{value:.0f}"} if is_count and value is not None else entry


def explained(indicator: str, *rows: dict, read_on: date | None = READ_ON, **more: object) -> Explainer:
    return explain(papers_of(evidence_of(*rows, **more), "barnsley", read_on), indicator)


def answer(part: int, indicator: str, *rows: dict, **more: object) -> str:
    return "\n".join(explained(indicator, *rows, **more).parts[part].texts)


def share_of(percent: float, count: float, **cells: object) -> str:
    """What is said of a share of some children on one day."""
    return answer(CHILDREN, SHARE, row(SHARE, percent, MARCH, **cells), row(COUNT, count, MARCH))


def years(indicator: str, *values: float | None, **cells: object) -> list[dict]:
    return [row(indicator, value, year, **cells) for value, year in zip(values, YEARS, strict=True)]


def everything(explainer: Explainer) -> str:
    return "\n".join((explainer.latest, *(text for part in explainer.parts for text in part.texts)))


# How many children.


def test_a_share_of_a_printed_number_is_said_as_about_so_many_and_the_rest():
    said = share_of(67.0, 202.0)
    assert (
        "67.0% of 202 children on child protection plans on 31 March 2018 is about 135. The rest is about 67." in said
    )


def test_a_share_of_visits_is_not_turned_into_children():
    said = answer(CHILDREN, "cp_visit_time", row("cp_visit_time", 67.0, MARCH), row(COUNT, 202.0, MARCH))
    assert "It is a share of visits, not of children." in said
    assert "202" not in said
    assert "67" not in said


def test_the_sum_behind_a_number_worked_out_is_given():
    found = explained(SHARE, row(SHARE, 67.0, MARCH), row(COUNT, 202.0, MARCH))
    assert found.parts[CHILDREN].arithmetic == ("67.0% × 202 ≈ 135", "202 − 135 ≈ 67")
    assert {(entry.value, entry.period) for entry in found.parts[CHILDREN].cited} == {
        ("67.0%", "31 March 2018"),
        ("202", "31 March 2018"),
    }


@pytest.mark.parametrize(("percent", "count"), [(1.0, 202.0), (98.0, 202.0), (50.0, 4.0), (20.0, 10.0)])
def test_a_number_or_a_rest_of_one_to_five_is_too_few_to_print(percent, count):
    assert share_of(percent, count) == "Too few to print: in so small a group, people could be recognised."


@pytest.mark.parametrize(("percent", "word"), [(0.0, "none"), (100.0, "all of them")])
def test_none_and_all_are_said_in_words(percent, word):
    assert share_of(percent, 202.0).endswith(f"is {word}.")


def test_a_share_printed_in_words_gives_no_number():
    said = share_of(50.0, 202.0, status="estimated", note="Printed in words: about half.")
    assert "no number can be worked out" in said
    assert not re.search(r"\d", said)


def test_the_numbers_that_a_share_was_printed_with_come_before_arithmetic():
    said = share_of(65.0, 202.0, numerator=207.0, denominator=319.0)
    assert said == "It is 207 of 319 on 31 March 2018, as printed."


@pytest.mark.parametrize(("numerator", "denominator"), [(3.0, 319.0), (316.0, 319.0)])
def test_small_numbers_are_not_repeated_even_where_a_document_prints_them(numerator, denominator):
    figures = row("cic_lt12m", 65.0, MARCH, numerator=numerator, denominator=denominator)
    found = explained("cic_lt12m", figures)
    assert found.parts[CHILDREN].texts == ("Too few to print: in so small a group, people could be recognised.",)
    assert found.figures.is_empty()


def test_a_number_of_another_day_is_not_taken():
    said = answer(CHILDREN, SHARE, row(SHARE, 67.0, MARCH), row(COUNT, 202.0, snapshot(date(2017, 3, 31))))
    assert said.startswith("These papers do not say how many children this is.\nPlease send us")


def test_a_rate_stands_for_the_number_printed_for_the_same_day():
    said = answer(CHILDREN, "cic_rate", row("cic_rate", 63.1, MARCH), row("cic_n", 310.0, MARCH))
    assert said == "It stands for 310 children in care on 31 March 2018, as printed."
    few = answer(CHILDREN, "cic_rate", row("cic_rate", 0.8, MARCH), row("cic_n", 4.0, MARCH))
    assert few.startswith("Too few to print")


@pytest.mark.parametrize("indicator", ["cic_n", "cl_university", "agency_workers", "posts_vacant", "eh_active"])
@pytest.mark.parametrize("value", [1.0, 3.0, 5.0])
def test_a_count_of_one_to_five_people_stands_nowhere(indicator, value):
    rows = [row(indicator, value, MARCH, note="Counts all ages."), row(indicator, 5.0, MARCH, document=NEWER)]
    found = explained(indicator, *rows, read_on=None)
    assert "too few to print" in found.latest
    said = re.sub(r"\d+ [A-Z][a-z]+ 20\d\d", "", "\n".join((found.latest, *found.parts[CHILDREN].texts)))
    assert not re.search(r"\d", said)
    assert all(entry.value == "too few to print" for entry in found.cited)
    assert "Counts all ages." not in everything(found)
    assert found.figures.is_empty()


def test_a_count_of_six_is_said():
    assert "6 on 31 March 2018" in answer(CHILDREN, "cic_n", row("cic_n", 6.0, MARCH))


def test_small_counts_of_things_are_no_secret():
    assert "3 on 31 March 2018" in explained("foster_hubs_n", row("foster_hubs_n", 3.0, MARCH)).latest


def test_money_and_time_are_no_number_of_children():
    assert "amount of money" in answer(CHILDREN, "fin_budget", row("fin_budget", 23.6, YEARS[2]))
    assert "length of time" in answer(CHILDREN, "adopt_a2_days", row("adopt_a2_days", 184.6, YEARS[2]))


# Targets.


def test_each_period_is_set_against_the_target_and_the_last_in_which_it_was_met_is_said():
    said = answer(TARGET, "assess_45", *years("assess_45", 80.0, 95.0, 85.0), targets=(level("assess_45", 90.0),))
    assert "2015/16 80.0%, not met; 2016/17 95.0%, met; 2017/18 85.0%, not met. Last met in 2016/17." in said
    assert "No dates are printed for it" in said
    assert "self-evaluation" in said


def test_a_target_that_was_never_met_says_so():
    said = answer(TARGET, "assess_45", *years("assess_45", 80.0, 81.0, 85.0), targets=(level("assess_45", 90.0),))
    assert said.endswith("Not met in any of these periods.\nAsk who set it, and why at that level.")


def test_a_target_is_only_set_against_periods_in_which_it_applied():
    dated = level("assess_45", 90.0, **{"from": date(2017, 4, 1), "to": date(2018, 3, 31)})
    said = answer(TARGET, "assess_45", *years("assess_45", 95.0, 95.0, 95.0), targets=(dated,))
    assert "It applied from 1 April 2017 to 31 March 2018." in said
    assert "2017/18 95.0%, met." in said
    assert "2016/17" not in said
    later = level("assess_45", 90.0, **{"from": date(2019, 4, 1)})
    assert "No figure is printed for a time when it applied." in answer(
        TARGET, "assess_45", *years("assess_45", 95.0, 95.0, 95.0), targets=(later,)
    )


def test_a_measure_where_lower_is_better_meets_its_target_from_above():
    said = answer(
        TARGET, "rereferral_12m", *years("rereferral_12m", 25.0, 20.0, 19.0), targets=(level("rereferral_12m", 20.0),)
    )
    assert "2015/16 25.0%, not met; 2016/17 20.0%, met; 2017/18 19.0%, met. Last met in 2017/18." in said


def test_a_maximum_is_kept_from_below_for_the_group_it_is_for():
    rows = [row("sw_caseload_avg", value, MARCH, member=team) for team, value in (("REACH", 21.0), ("Other", 30.0))]
    maximum = level("sw_caseload_avg", 20.0, member="REACH", kind="maximum")
    said = answer(TARGET, "sw_caseload_avg", *rows, targets=(maximum,))
    assert "Maximum (REACH): 20" in said
    assert "31 March 2018 21.0, not met." in said
    assert "30.0" not in said


@pytest.mark.parametrize(("value", "side"), [(30.0, "above it"), (20.0, "below it"), (25.0, "the same")])
def test_a_neutral_measure_is_on_a_side_of_its_target_and_neither_meets_nor_misses_it(value, side):
    said = answer(TARGET, "assess_20", row("assess_20", value, YEARS[2]), targets=(level("assess_20", 25.0),))
    assert f"2017/18 {value}%, {side}." in said
    assert not re.search(r"\b(?:met|missed)\b", said)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"status": "forecast"}, "a forecast, so not judged"),
        ({"status": "estimated", "note": "Printed in words: most."}, "not exact enough to judge"),
        ({"note": "Lower bound: printed as over 95%."}, "not exact enough to judge"),
    ],
)
def test_what_is_not_firm_is_not_judged_against_a_target(cells, words):
    said = answer(TARGET, "assess_45", row("assess_45", 95.0, YEARS[2], **cells), targets=(level("assess_45", 90.0),))
    assert words in said


def test_without_a_target_or_with_another_councils_that_is_said():
    rows = years("assess_45", 80.0, 95.0, 85.0)
    assert answer(TARGET, "assess_45", *rows) == "No target is printed."
    others = (level("assess_45", 90.0, area="barnet"), level("cic_pep", 90.0))
    assert answer(TARGET, "assess_45", *rows, targets=others) == "No target is printed."


# Beside others.


def test_each_comparator_has_its_own_period_and_what_is_missing_is_named():
    rows = [
        row("assess_45", 99.4, YEARS[2]),
        row("assess_45", 82.9, YEARS[1], area="england"),
        row("assess_45", 98.4, YEARS[2], area="neighbours:barnsley"),
        row("assess_45", 11.0, YEARS[2], area="neighbours:barnet"),
    ]
    said = answer(BESIDE, "assess_45", *rows)
    assert "England, 82.9% in 2016/17; Barnsley 99.4% in 2017/18 (16.5 percentage points above)." in said
    assert said.count("The two are for different periods.") == 1
    assert "neighbours, 98.4% in 2017/18; Barnsley 99.4% in 2017/18 (1 percentage point above)." in said
    assert said.endswith("Not given: the region (Yorkshire and The Humber).")
    assert "11" not in said


def test_counts_of_areas_of_unlike_size_and_figures_in_words_are_not_subtracted():
    of_counts = answer(BESIDE, "cic_n", row("cic_n", 310.0, MARCH), row("cic_n", 75420.0, MARCH, area="england"))
    assert "75,420" in of_counts
    assert "above" not in of_counts + answer(
        BESIDE,
        "assess_45",
        row("assess_45", 99.0, YEARS[2], status="estimated", note="Printed in words: nearly all."),
        row("assess_45", 82.9, YEARS[2], area="england"),
    )


def test_alone_all_three_comparators_are_missing():
    said = answer(BESIDE, "assess_45", row("assess_45", 99.4, YEARS[2]))
    assert said == "Not given: England, the region (Yorkshire and The Humber) and similar councils."


# Fresh and firm.


@pytest.mark.parametrize(
    ("read_on", "age"),
    [
        (date(2018, 5, 1), "ended about 1 month before"),
        (date(2018, 6, 30), "ended about 3 months before"),
        (date(2019, 3, 31), "ended about 12 months before"),
        (date(2023, 9, 12), "ended about 65 months (over 5 years) before"),
    ],
)
def test_a_figure_is_as_old_as_the_days_from_its_end_to_the_day_it_is_read(read_on, age):
    assert age in answer(FRESH, "assess_45", row("assess_45", 99.4, YEARS[2]), read_on=read_on)


def test_where_no_day_is_chosen_the_age_is_counted_to_the_newest_paper_and_says_so():
    said = answer(FRESH, "assess_45", row("assess_45", 99.4, YEARS[2]), read_on=None)
    assert "before the day the newest of these papers came out, " in said
    assert "newest of these papers" not in answer(FRESH, "assess_45", row("assess_45", 99.4, YEARS[2]))


def test_a_period_that_ends_on_or_after_the_day_of_reading_says_so():
    assert "ended on 30 June 2018" in answer(FRESH, "cic_n", row("cic_n", 310.0, snapshot(READ_ON)))
    assert "ends after 30 June 2018" in answer(FRESH, "cic_n", row("cic_n", 310.0, snapshot(date(2018, 7, 31))))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.FINAL, "Nothing marks it as provisional."),
        (Status.PROVISIONAL, "It is provisional"),
        (Status.FORECAST, "It is a forecast"),
        (Status.ESTIMATED, "only approximate"),
    ],
)
def test_how_firm_a_figure_is_follows_its_status(status, words):
    assert words in answer(FRESH, "assess_45", row("assess_45", 99.4, YEARS[2], status=status.value))


def test_a_figure_that_another_document_prints_otherwise_is_said():
    rows = [row("assess_45", 90.0, YEARS[2]), row("assess_45", 91.0, YEARS[2], document=NEWER)]
    assert "For 2017/18 these papers also print 90%." in answer(FRESH, "assess_45", *rows, read_on=None)
    assert "also print" not in answer(FRESH, "assess_45", *rows)


def test_one_two_and_three_figures_are_no_change_a_difference_and_a_direction():
    rows = years("assess_45", 70.0, 80.0, 90.0)
    assert "no change and no trend" in answer(FRESH, "assess_45", rows[2])
    assert "a difference, not a trend" in answer(FRESH, "assess_45", *rows[1:])
    assert "a direction can be seen" in answer(FRESH, "assess_45", *rows)


def test_missing_periods_are_named():
    assert "Not given: 2016/17." in answer(FRESH, "assess_45", *years("assess_45", 70.0, None, 90.0))


# Meaning.


def test_a_note_on_the_national_measure_is_told_and_one_on_printing_is_not():
    noted = row("assess_45", 99.4, YEARS[2], note="Printed as 45 days. The national measure counts working days.")
    assert "These papers, 2017/18: Printed as 45 days. The national measure counts" in answer(BASIS, "assess_45", noted)
    silent = row("assess_45", 99.4, YEARS[2], note="Printed in words: nearly all.")
    assert "We found nothing in these papers" in answer(BASIS, "assess_45", silent)


@pytest.mark.parametrize("indicator", sorted(shipped().catalogue.indicators))
def test_every_indicator_of_the_catalogue_is_explained_without_a_figure(indicator):
    found = explained(indicator)
    entry = found.indicator
    assert entry.definition in found.parts[COUNTS].texts
    assert found.cautions == tuple(dict.fromkeys(entry.caveats))
    assert found.parts[FRESH].texts == ("No figure is printed.",)
    assert all(part.texts and all(text.strip() for text in part.texts) for part in found.parts)
    own = everything(found).replace(entry.definition, "").replace(entry.why_it_matters, "").replace(entry.counts, "")
    if entry.polarity is Polarity.NEITHER:
        assert not re.search(r"\b(?:better|worse|improved|worsened)\b", own.replace(entry.timescale, ""))


@pytest.mark.parametrize("indicator", sorted(shipped().catalogue.indicators))
def test_requests_are_polite_and_short(indicator):
    texts = [text for part in explained(indicator).parts for text in part.texts]
    requests = [text for text in texts if text.startswith("Please send us")]
    assert requests
    assert all(len(text.split()) <= 25 and text.endswith(".") and text.count(".") == 1 for text in requests)


# Made-up evidence of every kind.

MEASURES = (
    "cp_visit_time",
    "cp_n",
    "cic_n",
    "cic_rate",
    "cic_3plus_12m",
    "agency_workers",
    "assess_20",
    "foster_hubs_n",
)
PERIODS = (*YEARS, MARCH, snapshot(date(2017, 3, 31)), containing(PeriodKind.MONTH, date(2018, 3, 1)))


@st.composite
def many_figures(draw: st.DrawFn) -> list[dict]:
    """Figures of some measures, at most one for each measure, area and period."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(MEASURES),
                st.sampled_from(["barnsley", "barnsley", "england", "neighbours:barnsley"]),
                st.sampled_from(PERIODS),
                st.none() | st.integers(0, 100).map(float),
                st.sampled_from(list(Status)).map(lambda status: status.value),
            ),
            max_size=12,
            unique_by=lambda cells: cells[:3],
        )
    )
    return [row(name, value, period, area=area, status=status) for name, area, period, value, status in drawn]


@given(many_figures(), st.sampled_from(MEASURES))
def test_no_number_of_one_to_five_people_is_ever_said(rows, indicator):
    found = explained(indicator, *rows)
    # The catalogue's own sentences count weeks and placements.
    own = [found.latest, *(text for place in (CHILDREN, TARGET, BESIDE, FRESH) for text in found.parts[place].texts)]
    assert not [text for text in own if FEW_IN_WORDS.search(text)]
    for text in found.parts[CHILDREN].texts:
        assert (
            not re.search(r"(?:about|It is|It stands for|:) [1-5]\b(?![\d,.%]*\d)", text)
            or indicator == "foster_hubs_n"
        )


@given(many_figures(), st.sampled_from(MEASURES))
def test_what_is_worked_out_adds_up_to_what_it_was_worked_out_from(rows, indicator):
    for text in explained(indicator, *rows).parts[CHILDREN].texts:
        found = re.search(r"([\d.]+)% of (\d+) .* is about (\d+)\. The rest is about (\d+)\.", text)
        if found:
            percent, whole, known, rest = map(float, found.groups())
            assert known + rest == whole
            assert abs(known / whole * 100 - percent) <= 50 / whole + 1e-9


@given(many_figures(), st.sampled_from(MEASURES), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_that_is_said(rows, indicator, random):
    shuffled = random.sample(rows, len(rows))
    said, again = (explained(indicator, *some) for some in (rows, shuffled))
    assert [sorted(part.texts) for part in said.parts] == [sorted(part.texts) for part in again.parts]


@given(many_figures(), st.sampled_from(MEASURES))
def test_every_figure_given_is_a_row_of_the_evidence_and_cited(rows, indicator):
    found = explained(indicator, *rows)
    places = {(entry.document, entry.locator, entry.period) for entry in found.cited}
    assert set(found.figures.select("document", "locator", "period").iter_rows()) <= places
    assert found.figures["row"].is_unique().all()
