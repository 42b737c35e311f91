"""A table that nobody has seen before must be caught too."""

from pathlib import Path

import pytest

from analytics.evidence.loading import load_evidence
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
    place.mkdir(parents=True)
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


def test_claim_without_figures_says_nothing(tmp_path):
    assert results(tmp_path, "L1,barnet,cl_n,,,2021/22,50,,,,\n", "L5,cl_eet,,,,,improved,,,It got better.\n") == []


def test_missing_value_is_never_taken_for_zero(tmp_path):
    rows = "L1,barnet,cic_n,,,31 March 2022,100,,,,\n"
    rows += "L2,barnet,cic_n,placement,Foster care,31 March 2022,60,,,,\n"
    rows += "L3,barnet,cic_n,placement,Residential,31 March 2022,c,,,,\n"
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
