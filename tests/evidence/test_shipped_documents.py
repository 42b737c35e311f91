"""What the shipped documents must hold, whoever edits them next."""

import re
from itertools import pairwise

import polars as pl
import pytest

from analytics.evidence.loading import SHIPPED
from analytics.evidence.locator import LocatorStyle, section_of
from tests.evidence.shipped_evidence import shipped

SELF_EVALUATION = "barnsley-self-evaluation-2018"
SCRUTINY_REPORT = "barnsley-scrutiny-report-2023"
BARNET = "barnet-performance-report-2019"
DOCUMENTS = sorted(shipped().documents)


def observations(document, **cells):
    """The observations of a document whose columns hold these cells."""
    rows = shipped().of_document(document).observations
    return rows.filter(**{name: cell for name, cell in cells.items() if cell is not None})


def test_there_are_no_problems():
    assert [str(problem) for problem in shipped().problems] == []


def test_the_five_documents_are_there():
    assert {
        BARNET,
        "barnsley-ofsted-inspection-2023",
        "barnsley-peer-challenge-2018",
        SCRUTINY_REPORT,
        SELF_EVALUATION,
    } <= set(DOCUMENTS)


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_every_document_has_figures_or_findings(slug):
    document = shipped().of_document(slug)
    assert document.observations.height + document.findings.height > 0


def test_nothing_that_was_transcribed_has_been_lost():
    assert shipped().observations.height >= 400
    assert shipped().ratings.height >= 100
    assert shipped().findings.height >= 400


def test_the_signature_of_risk_has_24_subjects_in_each_of_four_years():
    matrix = shipped().of_document(SELF_EVALUATION).ratings.filter(scale="signature-of-risk")
    assert matrix.height == 96
    years = matrix.group_by("subject").agg(pl.col("period").sort())
    assert years.height == 24
    assert years["period"].to_list() == [["2014", "2015", "2016", "2017"]] * 24


def test_the_signature_of_risk_has_as_many_of_each_rating_a_year_as_the_report():
    matrix = shipped().of_document(SELF_EVALUATION).ratings.filter(scale="signature-of-risk")
    counts = {
        year: {rating: matrix.filter(period=year, rating=rating).height for rating in ("G", "A/G", "A", "not rated")}
        for year in ("2014", "2015", "2016", "2017")
    }
    assert counts == {
        "2014": {"G": 8, "A/G": 3, "A": 12, "not rated": 1},
        "2015": {"G": 15, "A/G": 2, "A": 6, "not rated": 1},
        "2016": {"G": 16, "A/G": 5, "A": 2, "not rated": 1},
        "2017": {"G": 21, "A/G": 0, "A": 3, "not rated": 0},
    }


def programme():
    """The programme table: its figures by period, in order."""
    rows = observations(SCRUTINY_REPORT, locator="3.0 table").sort("period_start")
    return rows.pivot("indicator", index="period", values="value", maintain_order=True).to_dicts()


def test_the_activities_of_the_programme_add_up_to_each_total():
    statuses = ("plan_notstarted", "plan_done", "plan_ontarget", "plan_minor", "plan_major", "plan_closed")
    table = programme()
    assert [row["plan_total"] for row in table] == [145, 151, 186, 190]
    assert [sum(row[status] for status in statuses) for row in table] == [145, 151, 186, 190]


def test_each_total_of_the_programme_is_the_one_before_and_what_is_new():
    table = programme()
    assert [row["plan_new"] for row in table] == [None, 6, 35, 4]
    for earlier, later in pairwise(table):
        assert earlier["plan_total"] + later["plan_new"] == later["plan_total"]


@pytest.mark.parametrize(
    ("indicator", "printed", "added"),
    [("posts_permanent", 135, 136), ("posts_vacant", 8, 7), ("posts_agency", 59, 59), ("posts_total", 202, 202)],
)
def test_printed_totals_of_barnet_are_kept_also_where_they_are_wrong(indicator, printed, added):
    posts = observations(BARNET, indicator=indicator)
    assert posts.filter(dimension="")["value"].to_list() == [printed]
    assert posts.filter(dimension="role")["value"].sum() == added


def test_rows_of_barnet_posts_are_complete():
    posts = observations(BARNET, dimension="role").filter(pl.col("indicator").str.starts_with("posts_"))
    by_role = posts.pivot("indicator", index="member", values="value")
    assert by_role.height == 4
    for row in by_role.iter_rows(named=True):
        assert row["posts_permanent"] + row["posts_agency"] + row["posts_vacant"] == row["posts_total"]


def test_a_comparator_has_its_own_year_and_not_the_year_of_the_council():
    comparators = observations(SELF_EVALUATION).filter(pl.col("area").is_in(["england", "neighbours:barnsley"]))
    years = {(row["indicator"], row["area"]): row["period"] for row in comparators.iter_rows(named=True)}
    assert len(years) == comparators.height == 25
    of_placements = {key for key in years if key[0] == "cic_3plus_12m"}
    assert {years.pop(key) for key in of_placements} == {"2015/16"}
    assert set(years.values()) == {"2016/17"}


def test_provisional_figures_of_the_self_evaluation_are_marked():
    marked = observations(SELF_EVALUATION, status="provisional").select("indicator", "period", "printed").unique()
    assert set(marked.rows()) == {("adopt_share", "2017/18", "29.5"), ("cic_offend", "2017/18", "5.0")}


def test_a_missing_value_has_a_reason_and_is_never_0():
    rows = shipped().observations
    assert rows.filter(pl.col("value").is_null() != pl.col("missing_reason").is_not_null()).height == 0
    missing = rows.filter(pl.col("missing_reason").is_not_null())
    assert missing.height >= 10
    assert set(missing["printed"]) == {""}
    zeros = rows.filter(pl.col("value") == 0)
    assert set(zeros["printed"]) == {"0"}


def test_no_value_is_infinite_or_not_a_number():
    for column in ("value", "numerator", "denominator"):
        assert shipped().observations[column].drop_nulls().is_finite().all()


def test_values_keep_to_their_unit():
    rows = shipped().observations.filter(pl.col("value").is_not_null())
    percentages = rows.filter(unit="percent")
    assert percentages.height >= 150
    assert percentages.filter(~pl.col("value").is_between(-100, 100)).rows() == []
    whole = rows.filter(pl.col("unit").is_in(["count", "posts"]))
    assert whole.filter(pl.col("value") != pl.col("value").round()).rows() == []
    can_fall = pl.col("unit").is_in(["percent", "£ million"]) | pl.col("indicator").str.contains("change")
    assert rows.filter(pl.col("value") < 0).filter(~can_fall).rows() == []


def test_a_printed_share_with_its_count_is_that_count_of_that_whole():
    shares = shipped().observations.filter(pl.col("numerator").is_not_null(), unit="percent")
    assert shares.height >= 5
    for row in shares.iter_rows(named=True):
        decimals = len(row["printed"].partition(".")[2])
        worked_out = 100 * row["numerator"] / row["denominator"]
        assert abs(worked_out - row["value"]) <= 0.5 * 10**-decimals + 1e-9, row


def test_a_bound_says_in_its_note_which_bound_it_is():
    bounds = shipped().observations.filter(pl.col("note").str.contains(r"^(Lower|Upper) bound"))
    assert bounds.filter(~pl.col("status").is_in(["estimated", "forecast"])).rows() == []
    assert bounds.filter(~pl.col("note").str.contains(r"^(Lower|Upper) bound: ")).rows() == []


def test_no_person_is_named_outside_the_witness_lists():
    names = shipped().witnesses["name"].to_list()
    assert len(names) >= 3
    bare = [re.sub(r"^(Cllr|Councillor|Dr|Mr|Mrs|Ms) ", "", name) for name in names]
    surnames = {name.split()[-1] for name in bare}
    searched = [path for path in SHIPPED.rglob("*") if path.is_file() and path.name != "witnesses.csv"]
    assert len(searched) > 40
    for path in searched:
        words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        assert not surnames & words, path.relative_to(SHIPPED)


def locators_of(slug):
    """Every locator that any row, identity or note of a document has."""
    part = shipped().of_document(slug)
    frames = (part.observations, part.targets, part.ratings, part.findings, part.claims, part.witnesses, part.enquiries)
    found = {locator for frame in frames for locator in frame["locator"]}
    return found | {entry.locator for _, entry in (*part.identities, *part.notes)}


@pytest.mark.parametrize("slug", [SELF_EVALUATION, BARNET])
def test_every_line_is_under_a_heading(slug):
    document = shipped().documents[slug]
    assert document.file.locators is LocatorStyle.LINE
    homeless = [place for place in locators_of(slug) if not section_of(place, document.sections, LocatorStyle.LINE)]
    assert homeless == []


@pytest.mark.parametrize("slug", [SELF_EVALUATION, BARNET])
def test_a_range_of_lines_runs_forward(slug):
    for locator in locators_of(slug):
        first, _, last = locator.removeprefix("L").partition("-")
        assert not last or int(first) < int(last), locator


def test_every_line_between_the_first_heading_and_the_last_is_under_one():
    for document in shipped().documents.values():
        if document.file.locators is LocatorStyle.LINE:
            first = min(int(section.first[1:]) for section in document.sections)
            last = max(int(section.last[1:]) for section in document.sections)
            assert all(section_of(f"L{line}", document.sections, LocatorStyle.LINE) for line in range(first, last + 1))


def test_every_finding_is_a_sentence_of_its_own():
    texts = shipped().findings["text"].to_list()
    assert len(set(texts)) == len(texts)
    assert [text for text in texts if not re.fullmatch(r"[A-Z0-9“‘£].*[.]", text)] == []


def test_every_document_says_how_it_is_licensed_and_what_to_be_careful_of():
    for document in shipped().documents.values():
        assert document.file.licence in ("Open Government Licence v3.0", "The report prints no licence")
        assert document.file.publisher.split()[0] in document.file.attribution or "Crown" in document.file.attribution
        assert len(document.file.cautions) >= 3
        assert document.file.available_from_basis.endswith(".")


def test_documents_with_figures_declare_what_those_should_satisfy():
    declared = {slug for slug, _ in shipped().identities}
    assert {BARNET, SCRUTINY_REPORT, SELF_EVALUATION} <= declared
