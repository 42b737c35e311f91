"""One document beside another: findings raised again, and statements or figures that cannot both stand."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from analytics.enquiry.papers import Papers, papers_of
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.enquiry.signal import Direction, Signal
from analytics.enquiry.signals.across import documents_conflict, repeated_finding
from analytics.evidence.evidence import FINDINGS
from tests.enquiry.signals.made_up_papers import LONG_AGO, YEAR, YEAR_BEFORE, claim, papers, row, shipped_papers
from tests.enquiry.slots_check import offers_its_slots
from tests.notebooks.made_up import NEWER, OLDER, evidence_of

INSPECTION, PEERS = "barnsley-ofsted-inspection-2023", "barnsley-peer-challenge-2018"


def finding(text: str, document: str = NEWER, **cells: object) -> dict:
    place = "L7" if document == OLDER else "3.7"
    standard = {"locator": place, "area": "barnsley", "theme": "workforce", "kind": "improvement", "indicators": []}
    return {"document": document, "text": text, "row": 2} | standard | cells


def papers_with(*findings: dict, settings: Settings = DEFAULTS) -> Papers:
    numbered = [one | {"row": number} for number, one in enumerate(findings, start=2)]
    evidence = replace(evidence_of(), findings=pl.DataFrame(numbered, schema=FINDINGS))
    return papers_of(evidence, "barnsley", None, settings)


def repeated(*findings: dict, settings: Settings = DEFAULTS) -> list[Signal]:
    signals = list(repeated_finding(papers_with(*findings, settings=settings)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def shipped_repeats(day: date | None) -> dict[str, Signal]:
    return {signal.indicator or signal.member: signal for signal in repeated_finding(shipped_papers("barnsley", day))}


def conflicts(*rows: dict, claims: tuple[dict, ...] = ()) -> list[Signal]:
    signals = list(documents_conflict(papers(*rows, claims=claims)))
    for signal in signals:
        offers_its_slots(signal)
    return signals


def test_private_fostering_and_supervision_are_raised_again_by_inspectors():
    signals = shipped_repeats(None)
    fostering, supervision = signals["private_fostering_n"], signals["supervision"]
    assert (fostering.slots["earlier_place"], fostering.slots["later_place"]) == (
        "“Children in Care and Care Leavers”, line 406",
        "paragraph 16",
    )
    assert (fostering.confidence, fostering.direction) == (2, Direction.CAUTION)
    assert supervision.slots["measure"] == "the work on supervision and management oversight"
    assert supervision.slots["later_place"] == "paragraph 52"
    assert (supervision.dimension, supervision.confidence) == ("theme", 1)


def test_a_meeting_before_the_inspection_was_published_hears_of_caseloads_alone():
    assert set(shipped_repeats(date(2023, 9, 12))) == {"sw_caseload_avg"}


def test_one_document_alone_repeats_nothing():
    assert not shipped_repeats(date(2018, 4, 30))
    assert not list(repeated_finding(shipped_papers("barnet")))


def test_data_on_care_leavers_and_care_leavers_out_of_work_are_not_one_matter():
    assert "cl_eet" not in shipped_repeats(None)


def test_the_same_indicator_in_two_documents_long_enough_apart():
    texts = [finding("One.", OLDER, indicators=["sw_turnover"]), finding("Two.", indicators=["sw_turnover"])]
    [signal] = repeated(*texts)
    assert (signal.indicator, signal.direction, signal.size) == ("sw_turnover", Direction.CONCERN, 1.0)
    assert not repeated(*texts, settings=Settings(repeat_days=3650))
    assert not repeated(*(one | {"document": NEWER} for one in texts))


@pytest.mark.parametrize(("kind", "fires"), [("improvement", True), ("strength", False), ("context", False)])
def test_only_what_should_be_better_is_raised(kind, fires):
    old = finding("One.", OLDER, indicators=["sw_turnover"])
    assert bool(repeated(old, finding("Two.", indicators=["sw_turnover"], kind=kind))) is fires
    assert bool(repeated(old | {"kind": kind}, finding("Two.", indicators=["sw_turnover"]))) is fires


def test_a_stated_priority_counts_as_raised_in_the_earlier_document_only():
    priority = {"kind": "context", "indicators": ["sw_turnover"]}
    plain = {"indicators": ["sw_turnover"]}
    assert repeated(finding("A stated priority.", OLDER, **priority), finding("Two.", **plain))
    assert not repeated(finding("One.", OLDER, **plain), finding("A stated priority.", **priority))


def test_a_third_document_makes_it_larger():
    texts = [finding("One.", document, indicators=["sw_turnover"]) for document in (OLDER, PEERS, NEWER)]
    assert [signal.size for signal in repeated(*texts)] == [2.0]


def test_a_theme_is_one_matter_only_where_a_telling_word_is_shared():
    old = finding("Return interviews after absconding take long.", OLDER)
    assert repeated(old, finding("Absconding is followed up late."))
    assert not repeated(old, finding("Pay is lower than elsewhere."))
    assert not repeated(old, finding("Absconding is followed up late.", theme="caseloads"))
    assert not repeated(finding("Children need support.", OLDER), finding("Children need more support."))


def test_at_most_one_signal_a_theme_and_the_one_on_an_indicator_first():
    old = [finding("Absconding.", OLDER), finding("One.", OLDER, indicators=["sw_turnover"])]
    new = [finding("Absconding again."), finding("Two.", indicators=["sw_turnover"])]
    assert [signal.indicator for signal in repeated(*old, *new)] == ["sw_turnover"]


def test_agency_is_said_to_have_halved_and_to_have_risen():
    signals = {signal.indicator: signal for signal in documents_conflict(shipped_papers("barnsley"))}
    agency = signals["agency_workers"]
    assert (agency.slots["said"], agency.slots["other_said"]) == ("rose", "halved")
    assert agency.slots["place"].endswith("paragraph 4.5")
    assert agency.slots["other_place"].endswith("paragraph 51")
    assert agency.size == 2.0


def test_council_tax_was_lifted_for_all_and_is_not_lifted_as_standard():
    signals = {signal.indicator: signal for signal in documents_conflict(shipped_papers("barnsley"))}
    tax = signals["cl_ctax"]
    assert (tax.variant, tax.slots["before"], tax.slots["now"]) == (
        "figures",
        "100% (“all”)",
        "0% (“not provided as standard”)",
    )
    assert tax.slots["now_when"].endswith("September 2023")


def test_before_the_inspection_only_the_report_contradicts_itself():
    [signal] = documents_conflict(shipped_papers("barnsley", date(2023, 9, 12)))
    assert (signal.indicator, signal.variant, signal.size) == ("sw_caseload_avg", "statements", 1.0)


def test_statements_that_agree_or_name_different_periods_do_not_conflict():
    up, down = claim("sw_turnover", "rose"), claim("sw_turnover", "fell", locator="3.3")
    assert conflicts(claims=(up, down))
    assert not conflicts(claims=(up, up | {"locator": "3.3"}))
    apart = ({"from": "2021/22", "to": "2022/23"}, {"from": "2022/23", "to": "June 2023"})
    assert not conflicts(claims=(up | apart[0], down | apart[1]))
    assert not conflicts(claims=(up, down | {"indicator": "sw_absence"}))


def test_one_signal_a_measure_and_two_documents_before_one():
    claims = (
        claim("sw_turnover", "rose"),
        claim("sw_turnover", "fell", locator="3.3"),
        claim("sw_turnover", "fell", document=INSPECTION, locator="51"),
    )
    [signal] = conflicts(claims=claims)
    assert (signal.size, signal.slots["other_place"][-12:]) == (2.0, "paragraph 51")


ALL = {"note": "Printed in words: all.", "document": OLDER}


@pytest.mark.parametrize(
    ("old", "new", "fires"),
    [
        ((100, LONG_AGO, ALL), (60, YEAR, {}), True),
        ((0, LONG_AGO, ALL), (60, YEAR, {}), True),
        ((100, LONG_AGO, ALL), (95, YEAR, {}), False),
        ((100, LONG_AGO, {"document": OLDER}), (60, YEAR, {}), False),
        ((90, LONG_AGO, ALL), (60, YEAR, {}), False),
        ((100, LONG_AGO, ALL), (60, YEAR, {"status": "estimated"}), False),
        ((100, LONG_AGO, ALL), (60, YEAR, {"document": OLDER}), False),
        ((100, YEAR_BEFORE, ALL | {"status": "forecast"}), (60, YEAR, {}), False),
    ],
)
def test_only_all_or_none_in_words_is_set_against_a_later_figure(old, new, fires):
    rows = [row("cl_ctax", value, period, **cells) for value, period, cells in (old, new)]
    assert bool(conflicts(*rows)) is fires


def test_a_promise_to_all_that_fell_short_is_a_concern_where_more_is_better():
    [signal] = conflicts(row("cl_touch", 100, LONG_AGO, **ALL), row("cl_touch", 60))
    assert (signal.direction, signal.size) == (Direction.CONCERN, 4.0)
    assert conflicts(row("cl_ctax", 100, LONG_AGO, **ALL), row("cl_ctax", 60))[0].direction is Direction.CAUTION
