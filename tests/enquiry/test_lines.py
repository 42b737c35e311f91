"""Lines of questioning: their order, their variety, and the truth of every word in them."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.enquiry.library import Mode
from analytics.enquiry.lines import Enquiry, enquire
from analytics.enquiry.linter.repetition import NEARLY_THE_SAME, overlap
from analytics.enquiry.papers import Papers, papers_of
from analytics.enquiry.score import TIER_WEIGHTS
from analytics.enquiry.settings import DEFAULTS, Settings
from analytics.enquiry.signal import Direction
from analytics.evidence.evidence import CLAIMS, TARGETS
from analytics.evidence.period import financial_year
from tests.enquiry.every_word import holds
from tests.enquiry.signals.made_up_papers import claim, papers, row, shipped_papers
from tests.notebooks.made_up import NEWER, evidence_of
from tests.shipped import shipped

BARNSLEY_2018, BARNSLEY_2023 = ("barnsley", date(2018, 4, 30)), ("barnsley", date(2023, 9, 12))
BARNET_2019 = ("barnet", date(2019, 7, 31))
EVERY_PAPER = [BARNSLEY_2018, ("barnsley", date(2018, 12, 31)), BARNSLEY_2023, ("barnsley", None), BARNET_2019]

EXPECTED = {
    BARNET_2019: [
        "cp_visit_time",  # visits on time 67%, put down to one team
        "sw_caseload_avg",  # REACH
        "cic_3plus_ytd",  # 2.5% so far, 12.5% over twelve months
        "cic_dental",  # down 14.7 points
        "posts_agency",  # 30.3%
        "mash_24h",  # no figure for red contacts
    ],
    BARNSLEY_2023: [
        "plan_major",  # seven major concerns left out of the text
        "sw_caseload_avg",  # Children and Young People Teams without a figure
        "fin_pressure_total",  # 10.9 against 10.4
        "agency_workers",  # which way agency use goes
        "staff_worried",  # what the survey can show
    ],
    BARNSLEY_2018: [
        "cic_stable_2y",  # up, up, sharply down
        "assess_nfa",  # 33.8% against 23.0%
        "assess_45",  # 99.4%: better as well as faster
        "eh_assess_started",  # fewer started, more open
        "sw_caseload_avg",  # 27.3 in one team
    ],
}


@lru_cache
def enquiry(authority: str, day: date | None, theme: str = "") -> Enquiry:
    return enquire(shipped_papers(authority, day), theme)


@pytest.mark.parametrize("asked", EXPECTED, ids=str)
def test_the_lines_an_adviser_would_expect_come_in_the_order_expected(asked):
    shown = [line.indicator if line.id == line.indicator else line.id for line in enquiry(*asked).lines]
    assert [name for name in shown if name in EXPECTED[asked]] == EXPECTED[asked]


def test_the_first_lines_say_what_they_should():
    barnet = {line.id: line for line in enquiry(*BARNET_2019).lines}
    assert "67%" in barnet["cp_visit_time"].finding
    # It is a share of visits: one child may have had several of them late.
    assert "children" not in barnet["cp_visit_time"].finding
    assert "59.1%" in " ".join(barnet["sw_caseload_avg"].also_found)
    assert "12.5%" in barnet["cic_3plus_ytd"].finding
    assert "30.3%" in barnet["posts_agency"].finding
    barnsley = {line.id: line for line in enquiry(*BARNSLEY_2023).lines}
    assert "175 of the 190" in barnsley["plan_major"].finding
    assert "Children and Young People Teams" in barnsley["sw_caseload_avg"].finding
    assert "£10.9 million" in barnsley["fin_pressure_total"].finding
    assert enquiry(*BARNSLEY_2018).lines[0].lead.variant == "reversal"


@pytest.mark.parametrize("theme", ["health", "care_leavers", "caseloads"])
def test_a_councillor_with_a_theme_gets_lines_of_it_alone(theme):
    lines = enquiry(*BARNET_2019, theme).every_line
    assert lines
    assert {line.theme for line in lines} == {theme}


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_a_pack_is_short_ranked_varied_and_asks_each_thing_once(asked):
    found = enquiry(*asked)
    lines = found.lines
    assert 6 <= len(lines) <= 8
    assert [line.score.total for line in lines] == sorted((line.score.total for line in lines), reverse=True)
    assert max(map([line.lead.kind for line in lines].count, {line.lead.kind for line in lines})) <= 2
    assert max(map([line.theme for line in lines].count, {line.theme for line in lines})) <= 3
    assert len({line.angle for line in lines}) >= 3
    assert all(line.mode is Mode.ORAL for line in lines)
    assert all(line.mode is Mode.WRITTEN for line in found.requests)
    ids = [line.id for line in found.every_line]
    assert len(set(ids)) == len(ids)
    openings = [line.question for line in found.every_line]
    assert len(set(openings)) == len(openings)


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_good_news_gets_its_line(asked):
    lines = (*enquiry(*asked).lines, *enquiry(*asked).more_lines)
    strengths = [one for one in enquiry(*asked).signals if one.direction is Direction.STRENGTH]
    assert not strengths or any(signal in line.signals for line in lines for signal in strengths)


def test_improving_and_still_worse_than_others_are_both_said():
    line = next(line for line in enquiry(*BARNSLEY_2018).lines if line.id == "assess_nfa")
    assert "fell from 42.0% in 2014/15 to 33.8% in 2017/18" in line.finding
    assert "still 10.8 percentage points above" in line.finding


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_a_further_question_does_not_give_the_opening_figure_again(asked):
    for line in enquiry(*asked).every_line:
        again = f"{line.lead.slots['Measure']} was {line.lead.slots.get('now')}"
        assert not [text for text in line.follow_ups if text.startswith(again)]


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_no_line_asks_for_one_thing_in_writing_twice(asked):
    for line in enquiry(*asked).every_line:
        assert all(overlap(one, other) < NEARLY_THE_SAME for one, other in combinations(line.in_writing, 2))


def test_what_the_text_says_otherwise_is_found_beside_the_figures():
    line = next(line for line in enquiry(*BARNSLEY_2018).lines if line.id == "eh_assess_started")
    assert "The text says that" in line.also_found[0]


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_care_leavers_are_never_called_children(asked):
    for line in enquiry(*asked, "care_leavers").every_line:
        measure = re.escape(line.measure)
        for text in (line.question, *line.follow_ups, *line.in_writing, *line.good_answer, *line.worry):
            assert not re.search(r"\bchildren\b(?!’s services)", re.sub(measure, "", text, flags=re.IGNORECASE)), text


def test_areas_on_which_the_papers_are_silent_are_named():
    absent = {area.id for area in enquiry(*BARNET_2019).absent}
    indicators = set(shipped_papers(*BARNET_2019).evidence.observations["indicator"])
    for area in shipped_papers(*BARNET_2019).library.absent:
        assert (area.id in absent) == (not indicators & set(area.indicators))


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_every_part_of_a_score_can_be_worked_out_again(asked):
    for line in enquiry(*asked).every_line:
        tier = shipped().catalogue.themes[line.theme].tier
        assert (line.score.tier, line.score.weight) == (tier, TIER_WEIGHTS[tier])
        assert line.score.total == round(line.score.weight * line.score.size * line.score.confidence, 1)
        assert 0 < line.score.size <= DEFAULTS.largest_size + DEFAULTS.further_signal * 10


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_witnesses_are_roles_and_never_people(asked):
    names = shipped().witnesses["name"].to_list()
    for line in enquiry(*asked).every_line:
        said = " ".join((*line.sentences, line.witness.plainly, *line.caveats, line.why_it_matters))
        assert not [name for name in names if name.split()[-1] in said]


def test_witnesses_who_attend_go_by_their_printed_title():
    lines = enquiry(*BARNSLEY_2023).every_line
    titles = {line.witness.title for line in lines if line.witness.attends}
    assert titles
    assert titles <= set(shipped().witnesses["role"])
    assert all(line.witness.attends is None for line in enquiry(*BARNET_2019).lines)


# The truth of every word.


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_every_word_of_every_shipped_line_holds(asked):
    for line in enquiry(*asked).every_line:
        holds(line, shipped_papers(*asked))


@pytest.mark.parametrize("theme", list(shipped().catalogue.themes))
def test_every_word_of_every_line_of_a_theme_holds(theme):
    for asked in (BARNSLEY_2018, BARNSLEY_2023, BARNET_2019):
        for line in enquiry(*asked, theme).every_line:
            holds(line, shipped_papers(*asked))


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_nothing_cites_a_document_of_a_later_day(asked):
    day = asked[1]
    for line in enquiry(*asked).every_line:
        for entry in line.cited:
            assert day is None or shipped().documents[entry.document].file.available_from <= day


@pytest.mark.parametrize("asked", EVERY_PAPER, ids=str)
def test_no_count_of_one_to_five_people_is_said(asked):
    people = r"(?:children|young people|care leavers|families|workers|managers)"
    for line in enquiry(*asked).every_line:
        said = " ".join((*line.sentences, *line.caveats))
        assert not re.search(rf"(?<![\d.,])[1-5] {people}\b", said)


measures = [
    "cl_eet",
    "rereferral_12m",
    "cp_rate",
    "adopt_a2_days",
    "cic_n",
    "assess_45",
    "cp_visit_time",
    "adopt_share",
]
tenths = st.integers(0, 1000).map(lambda value: value / 10)


@st.composite
def made_up(draw) -> Papers:
    """Papers with a few measures of any shape: figures, comparators, targets, gaps and claims."""
    rows: list[dict] = []
    claims: list[dict] = []
    targets: list[dict] = []
    for name in draw(st.lists(st.sampled_from(measures), min_size=1, max_size=4, unique=True)):
        whole = name == "cic_n"
        value = st.integers(0, 900).map(float) if whole else tenths
        history = draw(st.lists(st.one_of(st.none(), value), min_size=1, max_size=5))
        rows += [row(name, figure, financial_year(2023 - len(history) + place)) for place, figure in enumerate(history)]
        for area in draw(st.sets(st.sampled_from(["england", "neighbours:barnsley"]))):
            rows.append(row(name, draw(value), financial_year(draw(st.integers(2020, 2022))), area=area))
        if draw(st.booleans()):
            asserted = draw(
                st.sampled_from(["rose", "fell", "rose slightly", "unchanged", "improved", "high", "above"])
            )
            against = "england" if asserted == "above" else ""
            claims.append(claim(name, asserted, "It went on every year.", against=against))
        if draw(st.booleans()):
            blank = dict.fromkeys(TARGETS) | {"document": NEWER, "locator": "3.9", "area": "barnsley", "note": ""}
            targets.append(blank | {"indicator": name, "kind": "target", "value": draw(value), "member": ""})
    evidence = replace(
        evidence_of(*rows),
        claims=pl.DataFrame(claims, schema=CLAIMS),
        targets=pl.DataFrame(targets, schema=TARGETS),
    )
    return papers_of(evidence, "barnsley", None)


@given(made_up())
@settings(max_examples=60)
def test_every_word_of_every_line_holds_on_any_evidence(known):
    found = enquire(known)
    for line in found.every_line:
        holds(line, known)
    asked = {line.id for line in found.every_line}
    assert {one.indicator for one in found.signals if one.size >= 1} <= asked


def test_a_changed_threshold_changes_the_lines():
    rows = [row("cl_eet", value, financial_year(2020 + place)) for place, value in enumerate((60, 58, 56))]
    assert enquire(papers(*rows)).lines
    assert not enquire(papers(*rows, settings=Settings(material_points=10))).lines


def test_papers_with_nothing_in_them_give_no_lines():
    found = enquire(papers())
    assert found.every_line == ()
    assert len(found.absent) == len(shipped_papers(*BARNET_2019).library.absent)
