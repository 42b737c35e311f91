"""Whether a verdict depends on which similar councils are meant."""

import pytest

from analytics.enquiry.neighbour_words import depends_in_words
from analytics.evidence.national import EVERY_CHOICE, national_evidence
from analytics.evidence.vocabulary import Unit
from analytics.measures.neighbour_choices import Verdict, against_each_choice, depends_on_the_choice
from tests.imported import evidence_with, figures, release
from tests.shipped import shipped

CATALOGUE = shipped().catalogue
OLD = {one.id for one in CATALOGUE.neighbours_of("barnsley", 2021)}
NEW = {one.id for one in CATALOGUE.neighbours_of("barnsley", 2025)}
YEAR = {"indicator": "sw_agency_rate", "period": "30 September 2025"}


def beside(folder, own: float, of_both: float, of_old: float, of_new: float):
    """Barnsley beside councils of both lists, of the old list alone and of the new list alone."""
    values = dict.fromkeys(OLD & NEW, of_both) | dict.fromkeys(OLD - NEW, of_old) | dict.fromkeys(NEW - OLD, of_new)
    rows = [{"area": area, "value": value} | YEAR for area, value in ({"barnsley": own} | values).items()]
    evidence = national_evidence(evidence_with(folder, figures(release(2025), rows)), "barnsley")
    known = evidence.observations.filter(evidence.observations["area"] == "barnsley").row(0, named=True)
    return against_each_choice(evidence, "barnsley", known)


def test_there_is_one_figure_for_each_list_and_statistic(tmp_path):
    found = beside(tmp_path, 10, 10, 10, 10)
    assert [one.neighbours for one in found] == list(EVERY_CHOICE)
    assert {one.verdict for one in found} == {Verdict.SAME}
    assert not depends_on_the_choice(found)
    assert depends_in_words(found, Unit.PERCENT) == ""


def test_where_the_lists_disagree_both_verdicts_are_said_with_their_figures(tmp_path):
    found = beside(tmp_path, 10, 10, 20, 0)
    verdicts = {(one.neighbours.model, one.verdict) for one in found if one.neighbours.statistic == "mean"}
    assert verdicts == {(2025, Verdict.WORSE), (2021, Verdict.BETTER)}
    words = depends_in_words(found, Unit.PERCENT)
    assert words.startswith(
        "It depends on which councils are called similar. It is worse than the average of the 2025 list ("
    )
    assert "It is better than the average of the 2021 list (" in words
    for one in found:
        assert f"{one.printed}%" in words


@pytest.mark.parametrize("missing", ["reports", "value"])
def test_of_reports_and_of_a_missing_figure_nothing_is_said(missing):
    row = shipped().observations.filter(shipped().observations["area"] == "barnsley").row(0, named=True)
    row = row | ({"value": None} if missing == "value" else {})
    assert against_each_choice(shipped().about("barnsley"), "barnsley", row) == ()
