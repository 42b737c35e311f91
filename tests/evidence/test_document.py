import pytest
from pydantic import ValidationError

from analytics.evidence.document import Document, DocumentFile, Identity, Selector

FILE = {
    "title": "A short report",
    "short_title": "Short report",
    "publisher": "A council",
    "authority": "barnsley",
    "kind": "performance report",
    "published": "31 May 2019",
    "available_from": "2019-05-31",
    "available_from_basis": "The report prints its date.",
    "data_to": "2019-05-31",
    "licence": "Open Government Licence v3.0",
    "attribution": "A council, short report.",
    "locators": "line",
    "locator_help": "Lines are counted.",
    "summary": "A report made up for a test.",
    "sections": [
        {"title": "Children in need", "from": "L1", "to": "L20"},
        {"title": "Caseloads", "from": "L21", "to": "L40"},
    ],
}
IDENTITY = {"id": "a-rule", "locator": "L2", "statement": "It holds.", "charitable_reading": "A slip."}
SELECTOR = {"indicator": "cin_n"}


def document(**change):
    return Document(slug="short-report", file=DocumentFile.model_validate(FILE | change))


def test_places_of_one_heading_are_named_under_it_once():
    assert document().places(["L3", "L30-31", "L5", "L3", "L99"]) == (
        "“Children in need”, line 3, line 5",
        "“Caseloads”, lines 30 to 31",
        "line 99",
    )


def test_a_paragraph_needs_no_heading():
    report = document(locators="paragraph", sections=[{"title": "Findings", "from": "3.1", "to": "3.20"}])
    assert report.places(["3.13 table", "3.13 table", "front page"]) == ("paragraph 3.13, table", "front page")


def test_columns_of_one_data_file_are_named_after_it_once():
    report = document(locators="column of a data file", sections=[])
    assert report.places(["work.csv#cases", "work.csv#vacancies", "care.csv.gz#a / b", "work.csv#cases"]) == (
        "file work.csv, columns cases, vacancies",
        "file care.csv.gz, columns a / b",
    )


def test_a_report_may_describe_the_very_day_it_was_public_and_no_later_one():
    assert document().file.data_to == document().file.available_from
    with pytest.raises(ValidationError, match="before the last day it describes"):
        document(data_to="2019-06-01")


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("sum", ["parts"]),
        ("ratio", ["numerator", "denominator"]),
        ("difference", ["later", "earlier"]),
        ("growth", ["later", "earlier"]),
        ("equal", ["other"]),
    ],
)
def test_an_identity_needs_every_term_of_its_kind(kind, terms):
    given = {term: [SELECTOR] if term == "parts" else SELECTOR for term in terms}
    whole = Identity.model_validate(IDENTITY | {"kind": kind, "whole": 100} | given)
    assert len(whole.selectors()) == len(terms)
    for term in terms:
        rest = {other: selector for other, selector in given.items() if other != term}
        with pytest.raises(ValidationError, match=f"It is a {kind} but has no {term}"):
            Identity.model_validate(IDENTITY | {"kind": kind, "whole": 100} | rest)


def test_a_whole_that_is_an_observation_is_among_the_selectors_and_a_stated_number_is_not():
    terms = {"kind": "equal", "other": {"indicator": "cp_n"}}
    observed = Identity.model_validate(IDENTITY | terms | {"whole": SELECTOR})
    stated = Identity.model_validate(IDENTITY | terms | {"whole": 28})
    assert [selector.indicator for selector in observed.selectors()] == ["cin_n", "cp_n"]
    assert [selector.indicator for selector in stated.selectors()] == ["cp_n"]


def test_a_part_is_added_or_taken_away_and_nothing_else():
    assert [Selector.model_validate(SELECTOR | {"sign": sign}).sign for sign in (1, -1)] == [1, -1]
    with pytest.raises(ValidationError, match="Write sign = -1 for a part that is taken away"):
        Selector.model_validate(SELECTOR | {"sign": 2})


def test_a_selector_reads_its_period_in_any_spelling_and_refuses_an_ambiguous_one():
    assert Selector.model_validate(SELECTOR | {"period": "17/18"}).period.label == "2017/18"
    with pytest.raises(ValidationError, match="2011/12 or November 2012"):
        Selector.model_validate(SELECTOR | {"period": "11/12"})
