"""Beside a share of care leavers stands of how many the answer is not known."""

from analytics.enquiry.not_known import not_known_in_words
from tests.enquiry.national import asked, latest, national_papers, years
from tests.shipped import shipped

EET, NOT_KNOWN = "cl_eet", "cl_eet_not_known"
OF_MANY = {"numerator": 100.0, "denominator": 400.0}


def said(folder, *not_known, **cells):
    known = national_papers(
        folder,
        *years("barnsley", EET, 60.0, 55.0, 45.0, **OF_MANY),
        *years("barnsley", NOT_KNOWN, *not_known, **cells),
    )
    return not_known_in_words(known.facts, latest(known, EET)), asked(known)


def test_a_fall_is_shown_with_the_rise_of_those_of_whom_it_is_not_known(tmp_path):
    words, enquiry = said(tmp_path, 4.0, 12.0)
    assert words == ("The share of whom this is not known rose from 4% in 2023/24 to 12% in 2024/25.",)
    (line,) = (line for line in enquiry.every_line if line.indicator == EET)
    assert words[0] in line.caveats
    assert {"4%", "12%"} <= {entry.value for entry in line.cited if entry.what == "Barnsley, not known"}


def test_the_same_share_and_a_first_one_say_so(tmp_path):
    assert said(tmp_path / "same", 5.0, 5.0)[0] == (
        "The share of whom this is not known was 5% in 2024/25, the same as in 2023/24.",
    )
    assert said(tmp_path / "first", 5.0)[0] == ("The share of whom this is not known was 5% in 2024/25.",)


def test_a_share_that_is_withheld_is_said_to_be(tmp_path):
    words, _ = said(tmp_path, 5.0, None)
    assert words == ("The share of whom this is not known in 2024/25 is withheld, because the number is small.",)


def test_nothing_is_said_where_none_is_published(tmp_path):
    known = national_papers(tmp_path, *years("barnsley", EET, 60.0, 55.0))
    assert not_known_in_words(known.facts, latest(known, EET)) == ()


def test_every_share_named_is_a_percentage_of_which_less_is_better():
    indicators = shipped().catalogue.indicators
    named = [indicators[one.not_known] for one in indicators.values() if one.not_known]
    assert len(named) == 4
    assert all(one.unit.is_percentage and one.polarity.sign < 0 for one in named)
