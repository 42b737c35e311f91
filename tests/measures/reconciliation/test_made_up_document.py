"""A table that nobody has seen before must be caught too."""

from pathlib import Path

import pytest

from analytics.evidence.loading import load_evidence
from analytics.evidence.vocabulary import Unit
from analytics.measures.reconciliation import reconcile
from analytics.measures.reconciliation.result import Kind, Reconciliation

HEAD = """
title = "Made up"
short_title = "Made up, 2022"
publisher = "Nobody"
authority = "barnet"
kind = "performance report"
published = "May 2022"
available_from = 2022-05-31
available_from_basis = "Made up."
data_to = 2022-03-31
licence = "None"
attribution = "None"
locators = "line"
locator_help = "Lines."
summary = "Made up."
[[sections]]
title = "All"
from = "L1"
to = "L99"
"""
OBSERVATIONS = "locator,area,indicator,dimension,member,period,value,numerator,denominator,status,note\n"
CLAIMS = "locator,indicator,dimension,member,from,to,asserted,size,against,text\n"


def results(folder: Path, observations: str, claims: str = "", identities: str = "") -> list[Reconciliation]:
    place = folder / "documents" / "made-up"
    place.mkdir(parents=True, exist_ok=True)
    (place / "document.toml").write_text(HEAD)
    (place / "observations.csv").write_text(OBSERVATIONS + observations)
    if claims:
        (place / "claims.csv").write_text(CLAIMS + claims)
    if identities:
        (place / "identities.toml").write_text(identities)
    evidence = load_evidence(folder)
    assert evidence.problems == ()
    return reconcile(evidence.about("barnet"))


def test_parts_that_miss_the_total_are_found_undeclared(tmp_path):
    rows = "L1,barnet,cic_n,,,31 March 2022,100,,,,\n"
    rows += "L2,barnet,cic_n,placement,Foster care,31 March 2022,60,,,,\n"
    rows += "L3,barnet,cic_n,placement,Residential,31 March 2022,38,,,,\n"
    [result] = results(tmp_path, rows)
    assert (result.kind, result.fails, result.difference) == (Kind.PARTS, True, 2)
    assert result.arithmetic == "60 + 38 = 98; printed 100"


def test_parts_that_make_the_total_hold(tmp_path):
    rows = "L1,barnet,cic_n,,,31 March 2022,98,,,,\n"
    rows += "L2,barnet,cic_n,placement,Foster care,31 March 2022,60,,,,\n"
    rows += "L3,barnet,cic_n,placement,Residential,31 March 2022,38,,,,\n"
    [result] = results(tmp_path, rows)
    assert not result.fails


@pytest.mark.parametrize(
    ("whole", "parts", "fails"),
    [
        # 10.44 and 10.44 are 20.88.
        ("20.9", ("10.4", "10.4"), False),
        ("21", ("10.4", "10.4"), False),
        ("21.0", ("10.4", "10.4"), True),
        ("22", ("10.4", "10.4"), True),
        # Posts in whole numbers are counted one by one.
        ("136", ("92", "43"), True),
    ],
)
def test_rounded_posts_need_not_add_up_to_the_last_decimal(tmp_path, whole, parts, fails):
    rows = f"L1,barnet,posts_total,,,May 2022,{whole},,,,\n"
    for team, posts in zip("AB", parts, strict=True):
        rows += f"L2,barnet,posts_total,team,{team},May 2022,{posts},,,,\n"
    declared = """
[[identities]]
id = "posts"
kind = "sum"
locator = "L1"
statement = "The teams' posts add up to all."
charitable_reading = "One may be counted twice."
whole = {indicator = "posts_total", period = "May 2022"}
parts = [{indicator = "posts_total", dimension = "team", member = "*", period = "May 2022"}]
"""
    for results_ in (results(tmp_path / "found", rows), results(tmp_path / "declared", rows, identities=declared)):
        assert {result.fails for result in results_} == {fails}
        assert {result.explained_by_rounding for result in results_} == {not fails}


def test_averages_are_never_added_up(tmp_path):
    rows = "L1,barnet,sw_caseload_avg,,,May 2022,16,,,,\n"
    rows += "L2,barnet,sw_caseload_avg,team,A,May 2022,15,,,,\nL3,barnet,sw_caseload_avg,team,B,May 2022,17,,,,\n"
    assert results(tmp_path, rows) == []


@pytest.mark.parametrize(("value", "fails"), [("33.3", False), ("33", False), ("34", True), ("33.4", True)])
def test_percentage_agrees_with_its_counts_within_rounding(tmp_path, value, fails):
    [result] = results(tmp_path, f"L1,barnet,cl_eet,,,2021/22,{value},20,60,,\n")
    assert (result.kind, result.fails) == (Kind.PERCENTAGE, fails)
    assert result.explained_by_rounding is not fails


@pytest.mark.parametrize(
    ("asserted", "fails"),
    [
        ("rose", True),
        ("fell", False),
        ("did not rise", False),
        ("fell slightly", True),
        ("unchanged", True),
        ("halved", False),
        ("improved", False),
        ("worsened", True),
    ],
)
def test_word_of_a_claim_is_held_against_the_change(tmp_path, asserted, fails):
    rows = "L1,barnet,cic_3plus_12m,,,2020/21,12.0,,,,\nL1,barnet,cic_3plus_12m,,,2021/22,6.0,,,,\n"
    claim = f"L5,cic_3plus_12m,,,2020/21,2021/22,{asserted},,,It moved.\n"
    [result] = results(tmp_path, rows, claim)
    assert (result.kind, result.fails) == (Kind.CLAIM, fails)


@pytest.mark.parametrize(("size", "fails"), [("50%", False), ("40%", True), ("6 pp", False), ("7 pp", True)])
def test_stated_size_is_held_against_the_change(tmp_path, size, fails):
    rows = "L1,barnet,cic_3plus_12m,,,2020/21,12.0,,,,\nL1,barnet,cic_3plus_12m,,,2021/22,6.0,,,,\n"
    [result] = results(tmp_path, rows, f"L5,cic_3plus_12m,,,2020/21,2021/22,fell,{size},,It fell.\n")
    assert result.fails is fails


TARGETS = "locator,area,indicator,member,kind,value,from,to,note\n"


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        (["60,2021-04-01,"], "60%"),
        (["60,2021-04-01,", "70,2016-04-01,2017-03-31"], "60%"),
        (["70,2016-04-01,2017-03-31"], None),
    ],
    ids=["of the time", "and one of long ago", "of long ago only"],
)
def test_a_target_that_is_called_met_is_the_one_of_the_figures_time(tmp_path, targets, said):
    place = tmp_path / "documents" / "made-up"
    place.mkdir(parents=True)
    (place / "targets.csv").write_text(
        TARGETS + "".join(f"L{line},barnet,cl_eet,,target,{rest},\n" for line, rest in enumerate(targets, 7))
    )
    found = results(tmp_path, "L1,barnet,cl_eet,,,2021/22,62,,,,\n", "L5,cl_eet,,,,2021/22,met,,target,It met it.\n")
    assert [(one.fails, f"a target of {said};" in one.arithmetic) for one in found] == ([(False, True)] if said else [])


def test_a_large_size_is_held_against_the_change_to_half_of_its_last_digit(tmp_path):
    rows = "L1,barnet,population_total,,,2020,1000000,,,,\nL1,barnet,population_total,,,2021,2234567,,,,\n"
    sizes = ("1234567", "1,234,567", "1234568")
    claims = "".join(
        f'L{line},population_total,,,2020,2021,rose,"{size}",,It rose.\n' for line, size in enumerate(sizes, 5)
    )
    assert [one.fails for one in results(tmp_path, rows, claims)] == [True, False, False]


def test_claim_without_figures_says_nothing(tmp_path):
    assert results(tmp_path, "L1,barnet,cl_n,,,2021/22,50,,,,\n", "L5,cl_eet,,,,,improved,,,It got better.\n") == []


def test_missing_value_is_never_taken_for_zero(tmp_path):
    rows = "L1,barnet,cic_n,,,31 March 2022,100,,,,\n"
    rows += "L2,barnet,cic_n,placement,Foster care,31 March 2022,60,,,,\n"
    rows += "L3,barnet,cic_n,placement,Residential,31 March 2022,c,,,,\n"
    assert results(tmp_path, rows) == []


@pytest.mark.parametrize(("value", "status"), [("c", ""), ("38", "estimated")])
def test_parts_are_not_added_up_without_one_that_is_withheld_or_said_in_words(tmp_path, value, status):
    rows = "L1,barnet,cic_n,,,31 March 2022,100,,,,\n"
    rows += "L2,barnet,cic_n,placement,Foster care,31 March 2022,50,,,,\n"
    rows += "L3,barnet,cic_n,placement,Kinship care,31 March 2022,12,,,,\n"
    rows += f"L4,barnet,cic_n,placement,Residential,31 March 2022,{value},,,{status},\n"
    assert results(tmp_path, rows) == []


def test_growth_stated_in_words_holds_within_half_a_point(tmp_path):
    rows = "L1,barnet,cl_n,,,July 2020,238,,,,\nL1,barnet,cl_n,,,July 2021,296,,,,\n"
    identity = """
[[identities]]
id = "growth"
locator = "L5"
statement = "Care leavers grew by the stated share."
kind = "growth"
whole = {stated}
later = {{ indicator = "cl_n", period = "July 2021" }}
earlier = {{ indicator = "cl_n", period = "July 2020" }}
charitable_reading = "None."
"""
    [holds] = results(tmp_path / "a", rows, identities=identity.format(stated=24))
    [fails] = results(tmp_path / "b", rows, identities=identity.format(stated=26))
    assert (holds.fails, fails.fails) == (False, True)


def figures(*rows: tuple[str, str, object], member: str = "") -> str:
    dimension = "programme" if member else ""
    return "".join(
        f"L{line},barnet,{indicator},{dimension},{member},{period},{value},,,,\n"
        for line, (indicator, period, value) in enumerate(rows, start=1)
    )


def rates(tmp_path: Path, *rows: tuple[str, str, object]) -> list[Reconciliation]:
    return [result for result in results(tmp_path, figures(*rows)) if result.kind is Kind.RATE]


@pytest.mark.parametrize(("rate", "fails"), [("62.2", False), ("62", False), ("63.1", True), ("62.3", True)])
@pytest.mark.parametrize(("name", "count"), [("cic_rate", "cic_n"), ("cp_rate", "cp_n"), ("cin_rate", "cin_n")])
def test_a_rate_is_held_against_its_count_and_the_children_of_the_area(tmp_path, name, count, rate, fails):
    rows = [(count, "31 March 2018", 310), ("population_0_17", "2016", 49857), (name, "31 March 2018", rate)]
    [result] = rates(tmp_path, *rows)
    assert (result.fails, result.locator, result.indicator) == (fails, "L3", name)
    assert result.arithmetic == f"310 ÷ 49,857 × 10,000 = 62.2; printed {rate}"
    assert [row["locator"] for row in result.figures] == ["L3", "L1", "L2"]
    assert result.explained_by_rounding is not fails


def test_a_rate_rests_on_the_latest_population_that_is_not_of_a_later_date(tmp_path):
    populations = [("population_0_17", "2018", 60000), ("population_0_17", "2015", 40000)]
    populations += [("population_0_17", "2016", 50000)]
    rows = [("cic_n", "31 March 2018", 300), *populations, ("cic_rate", "31 March 2018", "60.0")]
    [result] = rates(tmp_path, *rows)
    assert result.arithmetic == "300 ÷ 50,000 × 10,000 = 60.0; printed 60.0"
    assert not result.fails


@pytest.mark.parametrize(
    "rows",
    [
        [("cic_n", "31 March 2018", 300), ("population_0_17", "2018", 50000)],
        [("cic_n", "31 March 2017", 300), ("population_0_17", "2016", 50000)],
        [("cp_n", "31 March 2018", 300), ("population_0_17", "2016", 50000)],
        [("cic_n", "31 March 2018", "c"), ("population_0_17", "2016", 50000)],
        [("cic_n", "31 March 2018", 300), ("population_0_17", "2016", 0)],
    ],
    ids=["later population", "count of another day", "another count", "no count", "no children"],
)
def test_nothing_is_said_of_a_rate_without_its_count_or_population(tmp_path, rows):
    assert rates(tmp_path, *rows, ("cic_rate", "31 March 2018", "70.0")) == []


def test_a_year_and_the_day_it_ends_on_are_one_time(tmp_path):
    [result] = rates(
        tmp_path, ("cic_n", "31 March 2018", 300), ("population_0_17", "2016", 50000), ("cic_rate", "2017/18", "61.0")
    )
    assert (result.fails, result.difference) == (True, 1)


def test_a_rate_that_the_document_declares_is_not_reported_twice(tmp_path):
    rows = [("cic_n", "31 March 2018", 310), ("population_0_17", "2016", 49857), ("cic_rate", "31 March 2018", "63.1")]
    identity = """
[[identities]]
id = "rate"
locator = "L3"
statement = "The rate follows."
kind = "ratio"
scale = 10000
whole = { indicator = "cic_rate", period = "31 March 2018" }
numerator = { indicator = "cic_n", period = "31 March 2018" }
denominator = { indicator = "population_0_17", period = "2016" }
charitable_reading = "None."
"""
    [result] = results(tmp_path, figures(*rows), identities=identity)
    assert (result.kind, result.fails) == (Kind.IDENTITY, True)


STATES = ("plan_notstarted", "plan_done", "plan_ontarget", "plan_minor", "plan_major", "plan_closed")


def plans(tmp_path: Path, *rows: tuple[str, str, object], member: str = "") -> list[Reconciliation]:
    return [result for result in results(tmp_path, figures(*rows, member=member)) if result.kind is Kind.PLAN]


@pytest.mark.parametrize("periods", [("March 2022", "April 2022"), ("31 March 2022", "1 April 2022 to 31 May 2022")])
@pytest.mark.parametrize("member", ["", "Phase 2"])
@pytest.mark.parametrize(("new", "fails"), [(6, False), (5, True), (7, True)])
def test_what_was_added_is_the_growth_of_the_total(tmp_path, periods, member, new, fails):
    before, after = periods
    rows = [("plan_total", after, 151), ("plan_total", before, 145), ("plan_new", after, new)]
    [result] = plans(tmp_path, *rows, member=member)
    assert (result.fails, result.indicator, result.locator) == (fails, "plan_new", "L3")
    assert result.arithmetic == f"151 − 145 = 6; printed {new}"
    assert [row["locator"] for row in result.figures] == ["L3", "L1", "L2"]


def test_a_total_at_the_end_of_the_period_is_its_total(tmp_path):
    rows = [("plan_total", "31 March 2022", 145), ("plan_total", "30 April 2022", 151), ("plan_new", "April 2022", 9)]
    [result] = plans(tmp_path, *rows)
    assert (result.fails, result.difference) == (True, 3)


@pytest.mark.parametrize(
    "rows",
    [
        [("plan_total", "February 2022", 145), ("plan_total", "April 2022", 151)],
        [("plan_total", "April 2022", 151)],
        [("plan_total", "March 2022", 145)],
        [("plan_total", "March 2022", "x"), ("plan_total", "April 2022", 151)],
    ],
    ids=["a month between", "none before", "none after", "no figure"],
)
def test_nothing_is_carried_forward_without_both_totals(tmp_path, rows):
    assert plans(tmp_path, *rows, ("plan_new", "April 2022", 9)) == []


@pytest.mark.parametrize(("total", "fails"), [(21, False), (20, True), (22, True)])
def test_states_add_up_to_the_total(tmp_path, total, fails):
    rows = [(state, "April 2022", place) for place, state in enumerate(STATES, start=1)]
    [result] = plans(tmp_path, ("plan_total", "April 2022", total), *rows)
    assert (result.fails, result.indicator) == (fails, "plan_total")
    assert result.arithmetic == f"1 + 2 + 3 + 4 + 5 + 6 = 21; printed {total}"
    assert [row["indicator"] for row in result.figures] == ["plan_total", *STATES]


def test_states_that_are_not_all_printed_can_only_be_too_many(tmp_path):
    rows = [(state, "April 2022", 10) for state in STATES[:3]]
    assert plans(tmp_path / "short", ("plan_total", "April 2022", 40), *rows) == []
    [result] = plans(tmp_path / "over", ("plan_total", "April 2022", 29), *rows)
    assert (result.fails, result.difference) == (True, -1)


def test_a_state_printed_without_a_figure_is_not_nothing(tmp_path):
    rows = [(state, "April 2022", 10) for state in STATES[:5]]
    assert plans(tmp_path, ("plan_total", "April 2022", 49), *rows, (STATES[5], "April 2022", "c")) == []


def test_states_of_another_period_or_programme_are_not_mixed(tmp_path):
    total = figures(("plan_total", "April 2022", 40))
    of_march = figures(*((state, "March 2022", 10) for state in STATES))
    of_phase_2 = figures(*((state, "April 2022", 10) for state in STATES), member="Phase 2")
    assert results(tmp_path, total + of_march + of_phase_2) == []


def test_posts_by_who_fills_them_add_up_for_each_role(tmp_path):
    rows = [("posts_permanent", "May 2022", 92), ("posts_agency", "May 2022", 55), ("posts_vacant", "May 2022", 4)]
    [result] = plans(tmp_path, ("posts_total", "May 2022", 150), *rows, member="Social workers")
    assert (result.fails, result.arithmetic) == (True, "92 + 55 + 4 = 151; printed 150")


def test_what_the_catalogue_links_is_there_and_of_one_unit():
    indicators = load_evidence().catalogue.indicators
    for entry in indicators.values():
        for whole in (entry.part_of, entry.added_to):
            assert not whole or indicators[whole].unit is entry.unit
        assert not entry.rate_of or (indicators[entry.rate_of].unit, entry.unit) == (Unit.COUNT, Unit.RATE_PER_10K)
        assert not entry.within or (indicators[entry.within].unit, entry.unit) == (Unit.COUNT, Unit.PERCENT)
