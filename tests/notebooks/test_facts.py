"""What every cell asks of the evidence: targets that applied, places to cite, figures that stand beside others."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.evidence import OBSERVATION_COLUMNS
from analytics.evidence.period import financial_year
from analytics.evidence.wording import day_in_words
from analytics.measures.levels import applied
from analytics.notebooks.facts import facts, figures_beside, known_evidence, sources_of
from tests.notebooks.made_up import NEWER, OLDER, evidence_of, row
from tests.shipped import shipped

MEASURE = "assess_45"
days = st.dates(date(2017, 1, 1), date(2017, 3, 1))


@given(days | st.none(), days | st.none(), days, st.integers(0, 20))
def test_a_level_applied_where_a_day_of_the_period_lies_between_its_days(starts, ends, first, length):
    last = first + timedelta(days=length)
    period = [first + timedelta(days=number) for number in range(length + 1)]
    from_then_on = [day for day in period if starts is None or day >= starts]
    until_then = [day for day in period if ends is None or day <= ends]
    assert applied({"from": starts, "to": ends}, first, last) == bool(from_then_on and until_then)


def test_a_figure_stands_beside_the_one_before_it_and_its_benchmarks():
    older, before, last = (financial_year(year) for year in (2015, 2016, 2017))
    evidence = evidence_of(
        row(MEASURE, 70.0, older),
        row(MEASURE, 75.0, before),
        row(MEASURE, 80.0, last),
        row(MEASURE, 60.0, older, area="england"),
        row(MEASURE, 61.0, before, area="england"),
        row(MEASURE, 11.0, last, area="neighbours:barnet"),
        row("cic_n", 300.0, last),
    )
    found = facts(evidence, "barnsley", None)
    shown = figures_beside(found, found.latest.filter(pl.col("indicator") == MEASURE))
    assert sorted(shown["value"]) == [61.0, 75.0, 80.0]
    assert shown.schema == pl.Schema(OBSERVATION_COLUMNS)


def test_a_figure_that_cannot_be_compared_stands_alone():
    evidence = evidence_of(row(MEASURE, 70.0, financial_year(2014)), row(MEASURE, 80.0, financial_year(2017)))
    found = facts(evidence, "barnsley", None)
    assert figures_beside(found, found.latest)["value"].to_list() == [80.0]


def places(*cited: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(cited, schema=["document", "locator"], orient="row")


def test_places_of_several_tables_are_cited_once_under_their_documents():
    sources = sources_of(shipped(), places((NEWER, "3.1"), (OLDER, "L75")), places((NEWER, "3.1"), (NEWER, "3.2")))
    cited = {source.document: source.places for source in sources}
    assert cited[NEWER] == ("paragraph 3.1", "paragraph 3.2")
    assert len(cited[OLDER]) == 1
    assert list(cited) == [slug for slug in shipped().documents if slug in cited]


def test_nothing_printed_is_nothing_cited():
    assert sources_of(shipped(), places().cast(pl.String)) == ()


def test_facts_are_worked_out_once_for_one_part_of_the_evidence():
    late, later = date(2023, 11, 1), date(2024, 1, 1)
    assert facts(shipped(), "barnsley", late) is facts(shipped(), "barnsley", later)
    assert known_evidence(shipped(), "barnsley", None) is known_evidence(shipped(), "barnsley", late)


def test_latest_figures_are_the_councils_own_and_benchmarks_are_not():
    found = facts(shipped(), "barnsley", None)
    assert set(found.latest["area"]) == {"barnsley"}
    assert set(found.compared["comparator"]) <= {"england", "neighbours:barnsley"} | {
        area for area in found.compared["comparator"] if area.startswith("region:")
    }


def test_nothing_worked_out_is_nan_or_infinite():
    for authority in shipped().authorities_with_documents():
        found = facts(shipped(), authority, None)
        for frame in (found.series, found.latest, found.compared):
            numbers = frame.select(pl.col(pl.Float64))
            assert all(numbers[name].drop_nulls().is_finite().all() for name in numbers.columns)


def test_a_day_in_words_has_no_leading_nought():
    assert day_in_words(date(2018, 3, 1)) == "1 March 2018"
