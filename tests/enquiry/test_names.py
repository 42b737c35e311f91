"""Names of places as a sentence has them."""

import pytest

from tests.enquiry.national import asked, national_papers, years
from tests.shipped import shipped


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("isle-of-wight", "the Isle of Wight"),
        ("city-of-london", "the City of London"),
        ("isles-of-scilly", "the Isles of Scilly"),
        ("east-riding-of-yorkshire", "the East Riding of Yorkshire"),
        ("north-yorkshire", "North Yorkshire"),
        ("east-sussex", "East Sussex"),
        ("barnsley", "Barnsley"),
        ("england", "England"),
        ("region:South East", "the South East"),
        ("region:East of England", "the East of England"),
        ("region:Yorkshire and The Humber", "Yorkshire and The Humber"),
        ("region:Inner London", "Inner London"),
        ("neighbours:isle-of-wight", "the Isle of Wight’s statistical neighbours"),
    ],
)
def test_a_place_has_its_article(area, words):
    assert shipped().catalogue.area_in_text(area) == words


def test_a_line_says_the_south_east(tmp_path):
    rows = years("isle-of-wight", "icpc_15", 60.0, 60.0)
    others = years("region:South East", "icpc_15", 90.0, 90.0)
    (line, *_) = asked(national_papers(tmp_path, *rows, *others, authority="isle-of-wight")).lines
    assert "below the figure for the South East" in line.finding
    assert line.lead.slots["council"] == "the Isle of Wight"
    assert line.cited[0].what == "Isle of Wight"
