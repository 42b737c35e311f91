"""Every kind of fault that a document can have, each in a folder of its own under tests/fixtures."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from analytics.evidence.loading import SHIPPED, document_folders, load_evidence

FIXTURES = Path(__file__).parents[1] / "fixtures"
OBSERVATIONS, RATINGS, FINDINGS = "observations.csv", "ratings.csv", "findings.csv"
HEADER = "The header is: locator, area, indicator, dimension, member, period, value"


@dataclass(frozen=True)
class Fault:
    """What one folder should be told: where, what is wrong, what would be right; and what loads all the same."""

    file: str
    row: int
    column: str
    wrong: str
    right: str
    sound: dict[str, int] = field(default_factory=dict)


ONE = {"observations": 1}
HEAD = "document.toml"
FAULTS = {
    "document-file-missing": Fault(HEAD, 0, "", "The file is not there.", "data/README.md"),
    "document-no-publisher": Fault(HEAD, 0, "publisher", "There is no “publisher”.", "Add it."),
    "document-broken-toml": Fault(HEAD, 0, "", "The file is not TOML", "Mend it"),
    "document-unknown-key": Fault(HEAD, 0, "colour", "“colour” is not known.", "Remove it or correct its name."),
    "document-unknown-authority": Fault(HEAD, 0, "authority", "“barnsly” is not known", "Did you mean barnsley"),
    "document-unknown-kind": Fault(
        HEAD, 0, "kind", "“leaflet” is not one of the words.", "committee report, performance report"
    ),
    "document-published-before-its-data": Fault(
        HEAD, 0, "available_from", "from 2019-05-31, before the last day it describes (2019-06-30)", "two dates"
    ),
    "section-locator-of-another-style": Fault(
        HEAD, 0, "sections, “Figures”", "“3.1” is not a place counted by line.", "L331", ONE
    ),
    "file-unknown": Fault("figures.csv", 0, "", "not one that a document has", "Remove or rename it.", ONE),
    "file-empty": Fault(OBSERVATIONS, 1, "", "The file is empty.", HEADER, {"findings": 1}),
    "file-not-utf8": Fault(FINDINGS, 0, "", "The file is not UTF-8", "Save it as CSV UTF-8.", ONE),
    "header-in-another-order": Fault(OBSERVATIONS, 1, "", "The columns are in another order.", HEADER, {"findings": 1}),
    "header-missing-column": Fault(OBSERVATIONS, 1, "", "There is no column “note”.", HEADER, {"findings": 1}),
    "header-unknown-column": Fault(OBSERVATIONS, 1, "", "“colour” is not known.", HEADER, {"findings": 1}),
    "row-too-many-cells": Fault(OBSERVATIONS, 3, "", "The row has 12 cells.", "Give 11; put quotes round", ONE),
    "row-quote-not-closed": Fault(OBSERVATIONS, 3, "", "A quotation mark is not closed", "Close it", ONE),
    "observation-unknown-indicator": Fault(
        OBSERVATIONS, 3, "indicator", "“assess_54” is not known.", "Did you mean assess_45", ONE
    ),
    "observation-unknown-area": Fault(
        OBSERVATIONS, 3, "area", "“Barnsley council” is not known.", "england, region:<name> or neighbours:", ONE
    ),
    "observation-unknown-status": Fault(
        OBSERVATIONS, 3, "status", "“nearly final” is not one of the words.", "Use final, provisional", ONE
    ),
    "observation-blank-without-reason": Fault(
        OBSERVATIONS, 3, "status", "blank and no reason is given", "suppressed", ONE
    ),
    "observation-blank-called-final": Fault(
        OBSERVATIONS, 3, "status", "blank but its status is “final”", "Give the reason it is missing", ONE
    ),
    "observation-value-with-reason": Fault(
        OBSERVATIONS, 3, "status", "“5” but its status says that it is missing", "Leave the value blank", ONE
    ),
    "observation-not-a-number": Fault(
        OBSERVATIONS, 3, "value", "“about five” is not a number.", "Write digits only", ONE
    ),
    "observation-thousands-comma": Fault(
        OBSERVATIONS, 3, "value", "“49,857” has signs that are not part of the number.", "Write 49857.", ONE
    ),
    "observation-period-blank": Fault(OBSERVATIONS, 3, "period", "The period is blank.", "31 March 2018", ONE),
    "observation-period-ambiguous": Fault(
        OBSERVATIONS, 3, "period", "the financial year 2011/12 or November 2012", "Write it in full.", ONE
    ),
    "observation-impossible-date": Fault(
        OBSERVATIONS, 3, "period", "“29 February 2019” is not a period.", "Write a year (2017/18)", ONE
    ),
    "observation-after-publication": Fault(
        OBSERVATIONS, 3, "period", "1 June 2019, begins after the document was public", "forecast", {"observations": 3}
    ),
    "observation-percentage-over-100": Fault(
        OBSERVATIONS, 3, "value", "100.1 is more than 100 per cent.", "the value or the indicator's unit", ONE
    ),
    "observation-dimension-without-member": Fault(
        OBSERVATIONS, 3, "member", "a dimension but no member", "Give both, or leave both blank", ONE
    ),
    "observation-member-without-dimension": Fault(
        OBSERVATIONS, 3, "dimension", "a member but no dimension", "Give both, or leave both blank", ONE
    ),
    "observation-numerator-alone": Fault(
        OBSERVATIONS, 3, "denominator", "a numerator but no denominator", "Give both or neither.", ONE
    ),
    "observation-repeated": Fault(OBSERVATIONS, 3, "", "the same thing as row 2", "Remove one of the two.", ONE),
    "locator-blank": Fault(OBSERVATIONS, 3, "locator", "The locator is blank.", "where in the document", ONE),
    "locator-of-another-style": Fault(
        OBSERVATIONS, 3, "locator", "“3.13” is not a place counted by line.", "L331 or L463-464", ONE
    ),
    "target-without-value": Fault(
        "targets.csv", 3, "value", "The value is blank.", "belongs in findings.csv", {"targets": 1}
    ),
    "target-impossible-date": Fault(
        "targets.csv", 3, "from", "“2019-02-30” is not a date.", "Write it as 2018-03-31.", {"targets": 1}
    ),
    "target-ends-before-it-starts": Fault(
        "targets.csv", 3, "to", "ends on 2018-04-01, before it starts on 2019-04-01", "Swap", {"targets": 1}
    ),
    "rating-unknown-scale": Fault(
        RATINGS, 3, "scale", "“ofsteed” is not known.", "Did you mean ofsted?", {"ratings": 1}
    ),
    "rating-unknown-word": Fault(
        RATINGS, 3, "rating", "“Splendid” is no word of the scale ofsted.", "or - for not rated", {"ratings": 1}
    ),
    "finding-unknown-theme": Fault(
        FINDINGS, 3, "theme", "“stabilty” is not known.", "Did you mean stability?", {"findings": 1}
    ),
    "finding-unknown-indicator": Fault(
        FINDINGS, 3, "indicators", "The indicator “cin_number” is not known.", "Did you mean cin_n", {"findings": 1}
    ),
    "finding-31-words": Fault(
        FINDINGS, 3, "text", "The text has 31 words.", "at most 30, or make it two", {"findings": 1}
    ),
    "finding-without-text": Fault(FINDINGS, 3, "text", "The text is blank.", "in our own words", {"findings": 1}),
    "claim-against-nothing-known": Fault(
        "claims.csv", 3, "against", "“everybody” is neither an area nor target.", "Write target, england", {"claims": 1}
    ),
    "identity-selects-nothing": Fault(
        "identities.toml",
        0,
        "plans-are-as-many-as-a-year-before, selector",
        "No observation of this document has indicator cin_n, period 31 March 2018.",
        "add the observation",
        ONE | {"identities": 1},
    ),
    "identity-without-its-term": Fault(
        "identities.toml", 0, "identities.0", "It is a sum but has no parts.", "Add parts = ...", ONE
    ),
}


def rows_loaded(evidence):
    """How many rows of each sort were loaded, those with none left out."""
    counts = {name: getattr(evidence, name).height for name in ("observations", "targets", "ratings", "findings")}
    counts |= {"claims": evidence.claims.height, "identities": len(evidence.identities)}
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_with_its_place_and_what_would_be_right(name):
    fault = FAULTS[name]
    (problem,) = load_evidence(FIXTURES / name).problems
    assert (problem.file, problem.row, problem.column) == (f"short-report/{fault.file}", fault.row, fault.column)
    assert fault.wrong in problem.wrong
    assert fault.right in f"{problem.wrong} {problem.right}"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_keeps_no_sound_row_from_loading(name):
    assert rows_loaded(load_evidence(FIXTURES / name)) == FAULTS[name].sound


def test_every_fixture_of_a_fault_is_looked_at():
    held = {folder.parent.name for folder in FIXTURES.glob("*/documents")}
    assert held - {"no-problems", "several-problems"} == set(FAULTS)


def test_a_sound_document_has_no_problems():
    evidence = load_evidence(FIXTURES / "no-problems")
    assert evidence.problems == ()
    assert rows_loaded(evidence) == {"observations": 3, "targets": 1, "ratings": 2, "findings": 1, "claims": 1}


def test_all_problems_of_a_folder_are_reported_at_once():
    evidence = load_evidence(FIXTURES / "several-problems")
    assert [(problem.file, problem.row, problem.column) for problem in evidence.problems] == [
        ("first-report/document.toml", 0, "licence"),
        ("first-report/observations.csv", 3, "value"),
        ("second-report/findings.csv", 1, ""),
        ("second-report/observations.csv", 3, "indicator"),
        ("second-report/observations.csv", 4, "numerator"),
        ("second-report/observations.csv", 4, "period"),
        ("second-report/observations.csv", 5, "area"),
        ("second-report/observations.csv", 5, "locator"),
        ("second-report/ratings.csv", 3, "rating"),
        ("second-report/remarks.txt", 0, ""),
    ]
    assert rows_loaded(evidence) == {"observations": 1, "ratings": 1}


def test_a_missing_value_is_null_with_its_reason_in_the_frame():
    rows = load_evidence(FIXTURES / "no-problems").observations
    assert rows.select("value", "missing_reason", "status", "printed").rows() == [
        (10.0, None, "final", "10"),
        (82.5, None, "provisional", "82.5"),
        (None, "suppressed", None, ""),
    ]


def test_a_dash_or_a_blank_rating_is_not_rated():
    assert load_evidence(FIXTURES / "no-problems").ratings["rating"].to_list() == ["Good", "not rated"]


def test_an_observation_has_the_unit_of_its_indicator_and_the_days_of_its_period():
    row = load_evidence(FIXTURES / "no-problems").observations.row(1, named=True)
    assert (row["unit"], row["period_kind"]) == ("percent", "financial_year")
    assert (row["period_start"].isoformat(), row["period_end"].isoformat()) == ("2017-04-01", "2018-03-31")


@pytest.fixture
def own_folder(tmp_path):
    """A data folder of one's own that holds one sound document."""
    shutil.copytree(FIXTURES / "no-problems", tmp_path / "data")
    return tmp_path / "data"


def test_a_new_folder_is_a_new_document(own_folder):
    shutil.copytree(own_folder / "documents/short-report", own_folder / "documents/another-report")
    evidence = load_evidence(own_folder)
    assert evidence.problems == ()
    assert list(evidence.documents) == ["another-report", "short-report"]
    assert evidence.observations["document"].value_counts(sort=True)["count"].to_list() == [3, 3]


def test_a_new_folder_beside_the_shipped_ones_changes_nothing_that_they_say(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "data")
    shutil.copytree(FIXTURES / "no-problems/documents/short-report", tmp_path / "data/documents/short-report")
    before, after = load_evidence(), load_evidence(tmp_path / "data")
    assert set(after.documents) - set(before.documents) == {"short-report"}
    assert after.observations.height == before.observations.height + 3
    assert after.of_document("barnet-performance-report-2019").observations.equals(
        before.of_document("barnet-performance-report-2019").observations
    )


def test_a_folder_without_a_catalogue_uses_the_shipped_one(own_folder):
    assert load_evidence(own_folder).catalogue.indicators == load_evidence().catalogue.indicators


def test_a_folder_without_documents_is_empty_evidence(tmp_path):
    evidence = load_evidence(tmp_path)
    assert (document_folders(tmp_path), dict(evidence.documents), evidence.problems) == ([], {}, ())
    assert evidence.observations.columns == load_evidence().observations.columns


def test_hidden_files_of_a_desktop_are_no_fault(own_folder):
    (own_folder / "documents/short-report/.DS_Store").write_bytes(b"\x00")
    assert load_evidence(own_folder).problems == ()


@pytest.mark.parametrize("name", ["document.toml", "observations.csv", "findings.csv", "ratings.csv", "claims.csv"])
def test_the_version_changes_with_any_byte(own_folder, name):
    before = load_evidence(own_folder).version
    path = own_folder / "documents/short-report" / name
    content = path.read_bytes()
    places = range(0, len(content), max(1, len(content) // 5))
    versions = {before}
    for place in places:
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        versions.add(load_evidence(own_folder).version)
    assert len(versions) == 1 + len(places)
    path.write_bytes(content)
    assert load_evidence(own_folder).version == before


def test_the_version_changes_with_the_name_of_a_folder_and_not_with_its_place(own_folder, tmp_path):
    before = load_evidence(own_folder).version
    elsewhere = own_folder.rename(tmp_path / "elsewhere")
    assert load_evidence(elsewhere).version == before
    (elsewhere / "documents/short-report").rename(elsewhere / "documents/shorter-report")
    assert load_evidence(elsewhere).version != before
