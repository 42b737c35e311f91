"""A council among all others: national figures on screen."""

from random import Random

import pytest

from analytics.evidence.release_place import Place
from tests.imported import evidence_with, figures, made_up_nation, release
from tests.pages.opened import followed, headings, html, links, opened, said, subtitles


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    """Releases of two years, of which the later changed some figures of the earlier."""
    folder = tmp_path_factory.mktemp("releases")
    earlier = [row for row in made_up_nation(Random(7)) if not row["period"].endswith(("2025", "/25"))]
    changed = [row | {"value": row["value"] + 1} if row["value"] and row["value"] < 90 else row for row in earlier[::5]]
    evidence_with(folder, figures(release(2024), changed), figures(release(2025), made_up_nation(Random(7))))
    return Place.of(folder)


@pytest.fixture
def imported(place, monkeypatch) -> None:
    monkeypatch.setenv("SCRUTINY_RELEASES", place.base)


def test_without_a_release_the_page_says_how_to_get_one():
    app = opened("beside_other_councils", authority="barnsley")
    assert any("none has been imported yet" in text for text in said(app))
    assert not app.exception


@pytest.mark.usefixtures("imported")
def test_any_council_can_be_chosen_and_stands_beside_similar_councils_and_england():
    leeds = opened("beside_other_councils", authority="leeds")
    assert not leeds.exception
    council = next(box for box in leeds.selectbox if box.label == "Council")
    assert len(council.options) == 153
    app = opened("beside_other_councils", authority="barnet")
    table = html(app)
    for column in ("Statistical neighbours", "England", "Place among councils"):
        assert column in table
    assert "indicators?authority=barnet" in " ".join(links(app))


@pytest.mark.usefixtures("imported")
def test_a_measure_is_shown_over_time_among_all_and_beside_each_neighbour():
    app = opened("beside_other_councils", authority="barnsley", indicator="icpc_15", similar="2021-median")
    assert not app.exception
    assert len(headings(app)) == 3
    assert "national releases" in subtitles(app)[0]
    assert "among all authorities" in subtitles(app)[1]
    assert "2021 statistical neighbours (median" in html(app)


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("which", ["worse", "better", "revised"])
def test_measures_can_be_narrowed_to_what_moved_and_stands_alike(which):
    every = opened("beside_other_councils", authority="barnsley")
    some = opened("beside_other_councils", authority="barnsley", which=which)
    assert not some.exception
    assert html(some).count("<tr") <= html(every).count("<tr")


@pytest.mark.usefixtures("imported")
def test_what_became_worse_and_is_worse_than_elsewhere_comes_first_and_only_where_all_is_shown():
    said_first = "worse than before and than others"
    every = headings(opened("beside_other_councils", authority="barnsley"))
    assert [place for place, title in enumerate(every) if title.endswith(said_first)] == [0]
    assert any(title.startswith("All themes: ") for title in every)
    narrowed = headings(opened("beside_other_councils", authority="barnsley", theme="child_protection"))
    assert not [title for title in narrowed if title.endswith(said_first)]


@pytest.mark.usefixtures("imported")
def test_reports_and_releases_stand_on_one_page_and_never_in_one_line():
    app = opened("indicators", authority="barnsley", indicator="assess_45")
    whose = [text for text in subtitles(app) if text.startswith("Assessments completed within 45")]
    assert len([text for text in whose if "national releases" in text]) == 1
    assert [text for text in whose if "national releases" not in text]
    followed(next(link for link in links(app) if link.startswith("beside_other_councils")))


@pytest.mark.usefixtures("imported")
def test_a_council_with_both_is_read_from_whichever_is_chosen():
    reports = opened("lines_of_questioning", authority="barnsley")
    releases = opened("lines_of_questioning", authority="barnsley", figures="releases")
    assert not releases.exception
    assert headings(reports) != headings(releases)
    assert any("figures=releases" in link for link in links(releases))
