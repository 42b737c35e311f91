from dataclasses import fields
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.shipped_evidence import shipped

FRAMES = [field.name for field in fields(shipped()) if isinstance(getattr(shipped(), field.name), pl.DataFrame)]
PUBLICATIONS = {slug: held.file.available_from for slug, held in shipped().documents.items()}
DAYS = st.dates(date(2018, 1, 1), date(2024, 1, 1)) | st.sampled_from(list(PUBLICATIONS.values()))


def documents_in(evidence):
    """The documents that any part of the evidence names."""
    named = {slug for frame in FRAMES for slug in getattr(evidence, frame)["document"]}
    return named | {slug for slug, _ in (*evidence.identities, *evidence.notes)}


def rows_of(evidence):
    """Every row of every frame, and every identity and note, as one set."""
    rows = {(frame, repr(row)) for frame in FRAMES for row in getattr(evidence, frame).iter_rows()}
    return rows | {(slug, entry.locator, repr(entry)) for slug, entry in (*evidence.identities, *evidence.notes)}


def test_the_frames_are_those_that_documents_give():
    assert sorted(FRAMES) == [
        "claims",
        "enquiries",
        "findings",
        "observations",
        "ratings",
        "targets",
        "witnesses",
    ]


@given(DAYS)
def test_nothing_published_later_is_known(day):
    known = shipped().as_known_on(day)
    public = {slug for slug, published in PUBLICATIONS.items() if published <= day}
    assert set(known.documents) == public
    assert documents_in(known) == public


@given(DAYS, DAYS)
def test_evidence_only_grows_with_the_days(one, other):
    earlier, later = shipped().as_known_on(min(one, other)), shipped().as_known_on(max(one, other))
    assert rows_of(earlier) <= rows_of(later) <= rows_of(shipped())


@pytest.mark.parametrize("slug", PUBLICATIONS)
def test_a_document_is_known_on_the_day_it_was_public_and_not_the_day_before(slug):
    day = PUBLICATIONS[slug]
    assert slug in documents_in(shipped().as_known_on(day))
    assert slug not in documents_in(shipped().as_known_on(day - timedelta(days=1)))


def test_before_any_document_the_frames_are_empty_and_keep_their_columns():
    known = shipped().as_known_on(min(PUBLICATIONS.values()) - timedelta(days=1))
    for frame in FRAMES:
        assert getattr(known, frame).height == 0
        assert getattr(known, frame).schema == getattr(shipped(), frame).schema


def test_no_day_is_all_of_the_evidence():
    assert shipped().as_known_on(None) is shipped()


def test_a_view_of_the_evidence_keeps_its_catalogue_and_version():
    known = shipped().as_known_on(date(2018, 5, 1))
    assert (known.catalogue, known.version) == (shipped().catalogue, shipped().version)


def test_the_documents_together_are_all_that_is_known():
    parts = {slug: shipped().of_document(slug) for slug in PUBLICATIONS}
    assert {slug: documents_in(part) for slug, part in parts.items()} == {slug: {slug} for slug in PUBLICATIONS}
    assert set().union(*map(rows_of, parts.values())) == rows_of(shipped())


def test_about_an_authority_is_what_its_documents_say_with_their_comparators():
    barnsley = shipped().about("barnsley")
    assert documents_in(barnsley) == {
        slug for slug, held in shipped().documents.items() if held.file.authority == "barnsley"
    }
    assert {"england", "neighbours:barnsley"} <= set(barnsley.observations["area"])
    assert documents_in(shipped().about("barnet")) == {"barnet-performance-report-2019"}
    assert documents_in(shipped().about("leeds")) == set()
    assert shipped().about(None) is shipped()


@given(DAYS, st.sampled_from(["barnsley", "barnet"]))
def test_day_and_authority_limit_the_evidence_in_either_order(day, authority):
    one = shipped().as_known_on(day).about(authority)
    other = shipped().about(authority).as_known_on(day)
    assert rows_of(one) == rows_of(other)


def test_authorities_with_documents_are_those_that_documents_are_about():
    assert shipped().authorities_with_documents() == ("barnet", "barnsley")
    assert shipped().as_known_on(date(2018, 5, 1)).authorities_with_documents() == ("barnsley",)


def test_a_place_is_said_as_document_heading_and_line():
    place = shipped().where("barnsley-self-evaluation-2018", "L509-511")
    assert place == "Barnsley self-evaluation, April 2018, “Caseloads”, lines 509 to 511"
    place = shipped().where("barnsley-scrutiny-report-2023", "3.13 table")
    assert place == "Barnsley scrutiny report, September 2023, paragraph 3.13, table"
