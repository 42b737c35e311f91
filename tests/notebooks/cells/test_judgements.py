"""Ratings on a scale."""

from datetime import date

import pytest

from analytics.evidence.period import PeriodKind, containing
from analytics.notebooks.cells.judgements import JudgementsCell, render_judgements
from analytics.notebooks.view import CannotRender, View
from tests.notebooks.made_up import evidence_of, rating
from tests.shipped import shipped, views_of

Y2014, Y2023 = (containing(PeriodKind.CALENDAR_YEAR, date(year, 1, 1)) for year in (2014, 2023))
RISK = {"scale": "signature-of-risk"}


def shown(*ratings: dict, scale: str = "ofsted") -> View:
    return render_judgements(JudgementsCell(authority="barnsley", scale=scale), evidence_of(ratings=ratings))


def test_a_part_rated_below_the_whole_is_in_the_title():
    view = shown(
        rating("Overall effectiveness", "Good", Y2023),
        rating("Help and protection", "Requires improvement to be good", Y2023),
        rating("Care", "Outstanding", Y2023),
    )
    assert view.title.startswith("2023: Good overall")
    assert "1 part" in view.title


def test_the_whole_comes_first_then_what_differs_from_it_and_the_rest_are_counted():
    names = ("Leaders", "Care", "Care leavers")
    alike = [rating(name, "Good", Y2023) for name in names]
    other = rating("Help and protection", "Inadequate", Y2023)
    whole = rating("Overall effectiveness", "Good", Y2023)
    said = "Overall effectiveness: Good. "
    assert shown(*alike, other, whole).summary == f"{said}Help and protection: Inadequate. The other 3 parts: Good."
    assert shown(*alike, whole).summary == f"{said}All 3 parts: Good."
    assert shown(alike[0], whole).summary == f"{said}Leaders: Good."


def test_the_longest_grade_and_parts_below_it_still_fit_a_title():
    parts = [rating(name, "Inadequate", Y2023) for name in ("Leaders", "Protection", "Care")]
    view = shown(rating("Overall effectiveness", "Requires improvement to be good", Y2023), *parts)
    assert len(view.title.split()) <= 10


def test_another_councils_grade_is_not_shown():
    view = shown(
        rating("Overall effectiveness", "Good", Y2023),
        rating("Overall effectiveness", "Inadequate", Y2023, area="barnet"),
    )
    assert view.data.height == 1
    assert "Inadequate" not in view.summary


def test_a_rating_is_shown_as_shape_and_word_with_its_colour():
    view = shown(rating("Overall effectiveness", "good", Y2023))
    entry = view.table.rows[0][1]
    assert (entry.text, entry.colour) == ("● Good", "#28A197")


def test_what_was_not_rated_is_neither_good_nor_bad():
    view = shown(rating("Overall", "Good", Y2023), rating("Care", "not rated", Y2023), rating("Care", "Good", Y2014))
    assert "– Not rated" in [entry.text for line in view.table.rows for entry in line]


def test_a_rating_lower_than_the_one_before_is_named():
    subjects = [f"Subject {number}" for number in range(7)]
    before = [rating(name, "Green", Y2014, **RISK) for name in subjects]
    after = [rating(name, "Amber" if number == 3 else "Green", Y2023, **RISK) for number, name in enumerate(subjects)]
    summary = shown(*before, *after, scale="signature-of-risk").summary
    assert "Worse than the rating before: “Subject 3”." in summary


def test_counts_of_ratings_add_up_to_the_rows():
    for cell, view in views_of(JudgementsCell).items():
        entries = [entry.text for line in view.table.rows for entry in line[1:]]
        words = {word.plainly for word in shipped().catalogue.scales[cell.scale].words}
        assert sum(text in words or text == "– Not rated" for text in entries) == view.data.height, cell


def test_a_scale_nobody_knows_or_uses_is_said():
    with pytest.raises(CannotRender, match="no rating scale called “stars”"):
        shown(scale="stars")
    with pytest.raises(CannotRender, match="hold no ratings on the scale"):
        shown(rating("Overall", "Good", Y2023, area="barnet"))
