"""Findings, searched."""

import pytest

from analytics.evidence.vocabulary import FindingKind
from analytics.notebooks.cells.findings import FindingsCell, render_findings
from analytics.notebooks.view import CannotRender
from tests.shipped import shipped


def expected(**asked: object) -> list[str]:
    """The texts that match, by a loop over every finding about Barnsley."""
    known = shipped().about("barnsley")
    return [
        row["text"]
        for row in known.findings.to_dicts()
        if all(word in row["text"].lower() for word in str(asked.get("words", "")).lower().split())
        and asked.get("theme", row["theme"]) == row["theme"]
        and asked.get("finding_kind", row["kind"]) == row["kind"]
        and asked.get("document", row["document"]) == row["document"]
        and ("indicator" not in asked or asked["indicator"] in row["indicators"])
    ]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"words": "children"},
        {"words": "Social WORKERS"},
        {"words": "c.re"},
        {"theme": "workforce"},
        {"finding_kind": FindingKind.IMPROVEMENT},
        {"document": "barnsley-ofsted-inspection-2023"},
        {"indicator": "assess_45"},
        {"words": "plans", "finding_kind": FindingKind.STRENGTH, "document": "barnsley-ofsted-inspection-2023"},
    ],
    ids=str,
)
def test_a_search_finds_what_a_loop_over_every_finding_finds(asked):
    cell = FindingsCell(authority="barnsley", most=10_000, **asked)
    texts = expected(**asked)
    if not texts:
        with pytest.raises(CannotRender, match="No finding matches"):
            render_findings(cell, shipped())
        return
    view = render_findings(cell, shipped())
    assert sorted(view.data["text"]) == sorted(texts)
    place = view.table.columns.index("Finding")
    assert sorted(line[place].text for line in view.table.rows) == sorted(texts)


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        ({}, ("Kind", "Finding", "Theme", "Where")),
        ({"finding_kind": FindingKind.IMPROVEMENT}, ("Theme", "Finding", "Where")),
        ({"theme": "workforce"}, ("Kind", "Finding", "Where")),
        ({"theme": "workforce", "finding_kind": FindingKind.IMPROVEMENT}, ("Where", "Finding")),
    ],
)
def test_what_was_chosen_is_not_said_again_in_every_row(asked, columns):
    assert render_findings(FindingsCell(authority="barnsley", **asked), shipped()).table.columns == columns


def test_the_place_of_a_finding_names_the_document_only_where_there_are_several():
    def places(**asked):
        table = render_findings(FindingsCell(authority="barnsley", **asked), shipped()).table
        return [line[-1].text for line in table.rows]

    document = "barnsley-ofsted-inspection-2023"
    name = shipped().documents[document].file.short_title
    assert not [place for place in places(document=document) if name in place]
    assert [place for place in places() if place.startswith(name)]


def test_what_needs_improvement_comes_first_and_context_last():
    kinds = [line[0].text for line in render_findings(FindingsCell(authority="barnsley"), shipped()).table.rows]
    order = [kind.plainly for kind in (FindingKind.IMPROVEMENT, FindingKind.STRENGTH, FindingKind.CONTEXT)]
    assert kinds == sorted(kinds, key=order.index)


def test_the_newest_document_comes_first_among_findings_of_a_kind():
    cell = FindingsCell(authority="barnsley", finding_kind=FindingKind.STRENGTH, most=10_000)
    published = [
        shipped().documents[slug].file.available_from for slug in render_findings(cell, shipped()).data["document"]
    ]
    assert published == sorted(published, reverse=True)


def test_findings_that_are_not_shown_are_counted_and_stay_in_the_csv():
    view = render_findings(FindingsCell(authority="barnsley", most=3), shipped())
    everything = len(expected())
    assert len(view.table.rows) == 3
    assert view.data.height == everything
    assert f"The first 3 of {everything} are shown; the CSV file of this view has them all." in view.caveats
