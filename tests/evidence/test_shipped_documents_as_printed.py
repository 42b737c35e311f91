"""The shipped rows against the reports they were read from, where those stand beside the repository."""

import re
from functools import cache
from pathlib import Path

import pytest

from analytics.evidence.loading import SHIPPED
from analytics.evidence.locator import LocatorStyle
from tests.evidence.shipped_evidence import shipped

SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"
NUMBERS = {
    "barnsley-self-evaluation-2018": "000",
    "barnsley-peer-challenge-2018": "001",
    "barnsley-ofsted-inspection-2023": "002",
    "barnsley-scrutiny-report-2023": "003",
    "barnet-performance-report-2019": "004",
}
IN_WORDS = re.compile(r"printed (in words|as £)", re.IGNORECASE)

pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason="The source reports are not beside the repository.")


@cache
def source(slug):
    (path,) = SOURCES.glob(f"{NUMBERS[slug]}_*.txt")
    return path.read_text(encoding="utf-8")


def printed_at(slug, locator):
    """The text at the locator's lines; the whole text where paragraphs are counted."""
    if shipped().documents[slug].file.locators is not LocatorStyle.LINE:
        return source(slug)
    first, _, last = locator.removeprefix("L").partition("-")
    return "\n".join(source(slug).split("\n")[int(first) - 1 : int(last or first)])


def has_digits(text, digits):
    """Whether the number stands in the text by itself, with or without thousands commas."""
    bare = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return re.search(rf"(?<![\d.]){re.escape(digits)}(?!\d|\.\d)", bare) is not None


def words_of(text):
    return re.findall(r"[a-z0-9]+", re.sub(r"[’']", "", text.lower()))


def runs_of_six(text):
    words = words_of(text)
    return {tuple(words[start : start + 6]) for start in range(len(words) - 5)}


@pytest.mark.parametrize("slug", NUMBERS)
def test_every_figure_is_printed_where_it_is_said_to_be(slug):
    rows = shipped().of_document(slug).observations
    unfound = [
        (row["locator"], row["indicator"], row["printed"])
        for row in rows.iter_rows(named=True)
        if row["printed"]
        and not IN_WORDS.search(row["note"])
        and not has_digits(printed_at(slug, row["locator"]), row["printed"].removeprefix("-"))
    ]
    assert rows.height >= 5
    assert unfound == []


def test_most_figures_are_printed_in_digits():
    day_in_words = [note for note in shipped().observations["note"] if IN_WORDS.search(note)]
    assert len(day_in_words) < shipped().observations.height / 4


@pytest.mark.parametrize("slug", NUMBERS)
def test_every_numerator_and_denominator_is_printed(slug):
    for row in shipped().of_document(slug).observations.iter_rows(named=True):
        for number in (row["numerator"], row["denominator"]):
            assert number is None or has_digits(source(slug), f"{number:g}"), row


def test_a_sum_of_money_in_a_note_is_printed_so_and_is_the_value_in_millions():
    checked = 0
    for row in shipped().observations.iter_rows(named=True):
        money = re.match(r"Printed as £([\d,]+)(k|m)?\b", row["note"])
        if money:
            pounds = int(money[1].replace(",", "")) * {"k": 1_000, "m": 1_000_000, None: 1}[money[2]]
            assert money[0].removeprefix("Printed as ") in printed_at(row["document"], row["locator"])
            assert row["value"] == pytest.approx(pounds / 1_000_000)
            checked += 1
    assert checked >= 3


def test_the_signature_of_risk_is_as_printed():
    lines = source("barnsley-self-evaluation-2018").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("Signatures of risk\t"))
    years = lines[start].split("\t")[1:]
    printed = {
        (f"L{start + 1 + offset}", year): rating
        for offset in range(1, 25)
        for year, rating in zip(years, lines[start + offset].split("\t")[1:], strict=True)
    }
    matrix = shipped().ratings.filter(scale="signature-of-risk")
    held = {(row["locator"], row["period"]): row["rating"] for row in matrix.iter_rows(named=True)}
    assert held == {place: "not rated" if rating == "-" else rating for place, rating in printed.items()}


@pytest.mark.parametrize("slug", ["barnsley-self-evaluation-2018", "barnet-performance-report-2019"])
def test_every_line_of_a_locator_is_in_the_report_and_not_blank(slug):
    document = shipped().of_document(slug)
    places = {*document.observations["locator"], *document.findings["locator"], *document.claims["locator"]}
    assert [place for place in places if not printed_at(slug, place).strip()] == []


@pytest.mark.parametrize("slug", NUMBERS)
def test_no_finding_shares_six_words_in_a_row_with_its_report(slug):
    printed = runs_of_six(source(slug))
    texts = shipped().of_document(slug).findings["text"].to_list()
    assert [text for text in texts if runs_of_six(text) & printed] == []


def test_nobody_whom_a_report_names_is_named_in_the_evidence():
    lines = source("barnsley-self-evaluation-2018").split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("Job Title\tName"))
    officers = [line.split("\t")[1].removeprefix("Cllr. ") for line in lines[start + 1 : start + 15]]
    (inspector,) = re.findall(r"Lead inspector: ([\w ]+),", source("barnsley-ofsted-inspection-2023"))
    named = [*officers, inspector]
    assert len(named) == 15
    for path in SHIPPED.rglob("*"):
        if path.is_file() and path.name != "witnesses.csv":
            text = path.read_text(encoding="utf-8")
            assert [name for name in named if name in text] == [], path.relative_to(SHIPPED)
