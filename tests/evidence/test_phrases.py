"""What a sentence about any indicator needs: a phrase, a population, what to ask for. And the areas asked about."""

import re
import shutil
import tomllib
from collections import Counter

import pytest

from analytics.evidence.catalogue import Indicator
from analytics.evidence.catalogue_files import load_catalogue
from analytics.evidence.loading import SHIPPED
from analytics.evidence.vocabulary import Unit
from tests.evidence.shipped_evidence import shipped

CATALOGUE = shipped().catalogue
INDICATORS = CATALOGUE.indicators.values()
AREAS = tomllib.loads((SHIPPED / "questions/absent.toml").read_text(encoding="utf-8"))["areas"]
WITNESSES = {
    "performance-lead",
    "head-of-service",
    "service-director",
    "finance",
    "hr",
    "partner-health",
    "partner-police",
    "virtual-school",
}
STRUCTURAL = {
    "audit_cycle_weeks",
    "cin_visit_interval_weeks",
    "cp_visit_interval_weeks",
    "cswm_authorities_n",
    "leader_visit_weeks",
    "oversight_interval_months",
    "oversight_interval_weeks",
    "peer_challenge_funded_share",
    "plan_review_months",
    "population_0_17_share",
    "population_total",
}


def made_up(**fields):
    words = {"id": "made_up", "name": "Made up", "short_name": "Made up", "definition": "What it counts, of what."}
    rest = {"unit": "percent", "polarity": "neither", "theme": "stability", "why_it_matters": "It stands for any."}
    return words | rest | {"phrase": "the made-up share"} | fields


def faults(**fields):
    """The messages of an indicator that cannot be read."""
    with pytest.raises(ValueError, match=r"validation error") as raised:
        Indicator.model_validate(made_up(**fields))
    return str(raised.value)


def words_with(abbreviations, text):
    return [short for short in abbreviations if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text)]


def test_no_two_indicators_have_the_same_phrase():
    assert [phrase for phrase, times in Counter(one.phrase for one in INDICATORS).items() if times > 1] == []


def test_no_phrase_holds_an_abbreviation_of_the_glossary():
    short = [term.abbreviation for term in CATALOGUE.glossary if term.abbreviation]
    assert {one.id: words_with(short, one.phrase) for one in INDICATORS if words_with(short, one.phrase)} == {}
    assert words_with(short, "the share of CP plans") == ["CP"]


def test_every_phrase_has_a_singular_head():
    heads = re.compile(
        r"the (?:council’s |area’s |average |usual monthly |longest |total |expected |forecast |new |further )?"
        r"(?:share|number|rate|average|change|gap|time|wait|growth|lead|place|national place|regional place|caseload|"
        r"budget|amount|cost|spending|investment|money|overspend|pressure|difference|increase)\b"
    )
    assert [one.phrase for one in INDICATORS if not heads.match(one.phrase)] == []


def test_a_percentage_is_no_number_and_a_count_is_no_share():
    for one in INDICATORS:
        assert not (one.unit is Unit.PERCENT and one.phrase.startswith("the number of")), one.id
        assert not (one.unit in (Unit.COUNT, Unit.POSTS) and one.phrase.startswith("the share of")), one.id


@pytest.mark.parametrize(
    ("phrase", "wrong"),
    [
        ("share of children", "does not fit in a sentence"),
        ("The share of children", "does not fit in a sentence"),
        ("the share of children (all)", "does not fit in a sentence"),
        ("the share of girls, boys and others", "does not fit in a sentence"),
        ("the share of children.", "does not fit in a sentence"),
        ("the share of children ", "does not fit in a sentence"),
        ("the one two three four five six seven eight nine ten eleven twelve", "too long"),
        ("the " + "very" * 18, "too long"),
    ],
)
def test_a_phrase_that_would_spoil_a_sentence_cannot_be_read(phrase, wrong):
    assert wrong in faults(phrase=phrase)


def test_twelve_words_are_not_too_many():
    Indicator.model_validate(made_up(phrase="the one two three four five six seven eight nine ten eleven"))


@pytest.mark.parametrize("breakdown", ["whether it is so", "The number", "the number.", "the number: each month"])
def test_a_breakdown_that_cannot_be_asked_for_cannot_be_read(breakdown):
    assert "does not fit after" in faults(breakdowns=[breakdown])


def test_five_breakdowns_are_too_many():
    assert "at most 4" in faults(breakdowns=["the number"] * 5)


def test_every_measure_that_a_committee_asks_about_has_something_to_ask_for():
    assert {one.id for one in INDICATORS if not one.breakdowns} == STRUCTURAL
    assert [one.id for one in INDICATORS if len(set(one.breakdowns)) < len(one.breakdowns)] == []


def test_a_share_of_a_population_is_a_percentage_of_a_count():
    shares = {one.id: one.of for one in INDICATORS if one.of}
    assert {CATALOGUE.indicators[whole].unit for whole in shares.values()} == {Unit.COUNT}
    assert {CATALOGUE.indicators[share].unit for share in shares} == {Unit.PERCENT}
    assert shares["cp_2y"] == "cp_n"


def test_a_share_of_visits_is_no_share_of_children():
    """Nor is any other share of work: one child may have several visits, and one assessment may be of several."""
    work = [one for one in INDICATORS if re.search(r"\b(?:visits|assessments|contacts|referrals)\b", one.phrase)]
    assert {"cp_visit_time", "cin_visit_4w"} <= {one.id for one in work}
    assert [one.id for one in work if one.of] == []


def test_a_share_of_those_in_care_for_a_year_is_no_share_of_all_in_care():
    for share in ("cic_dental", "cic_health_ann", "cic_offend", "cic_stable_2y"):
        assert CATALOGUE.indicators[share].of == ""


def test_a_cohort_is_shared():
    together = Counter(one.cohort for one in INDICATORS if one.cohort)
    assert [cohort for cohort, times in together.items() if times < 2] == []


def test_measures_of_one_cohort_are_of_one_count():
    for cohort in {one.cohort for one in INDICATORS if one.cohort}:
        assert len({one.of for one in INDICATORS if one.cohort == cohort and one.of}) <= 1, cohort


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ('\nof = "cp_n"', '\nof = "cp_m"', "“cp_m” (of) is not the id of a count."),
        ('\nof = "cp_n"', '\nof = "cp_rate"', "“cp_rate” (of) is not the id of a count."),
        ('id = "cp_rate"\n', 'id = "cp_rate"\nof = "cp_n"\n', "Only a percentage is a share “of” a count."),
    ],
)
def test_a_share_of_something_else_is_reported_and_left_out(tmp_path, before, after, wrong):
    folder = shutil.copytree(SHIPPED / "catalogue", tmp_path / "catalogue")
    path = folder / "indicators/child_protection.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    catalogue, (problem,) = load_catalogue(folder)
    assert (problem.file, problem.wrong) == ("catalogue/indicators/child_protection.toml", wrong)
    assert problem.column not in catalogue.indicators


def test_areas_refer_to_what_is_in_the_catalogue():
    for area in AREAS:
        assert set(area) == {"id", "name", "theme", "indicators", "why", "request", "witness"}, area["id"]
        assert area["theme"] in CATALOGUE.themes
        assert area["indicators"]
        assert set(area["indicators"]) <= set(CATALOGUE.indicators), area["id"]
        assert area["witness"] in WITNESSES
    assert len({area["id"] for area in AREAS}) == len({area["name"] for area in AREAS}) == len(AREAS)


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area["id"])
def test_a_request_is_one_or_two_short_sentences_without_a_figure(area):
    sentences = re.findall(r"[^.]+\.", area["request"])
    assert "".join(sentences) == area["request"]
    assert len(sentences) in (1, 2)
    assert all(sentence.strip().startswith("Please ") for sentence in sentences)
    assert max(len(sentence.split()) for sentence in sentences) <= 25
    assert not re.search(r"\d|%|£", area["request"])
    assert area["why"].endswith(".")
    assert area["why"].count(".") == 1
