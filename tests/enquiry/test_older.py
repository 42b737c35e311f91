"""A national figure older than the others of its source says so; nothing else does."""

from analytics.enquiry.older import older_in_words
from analytics.evidence.releases import ReleaseKind
from tests.enquiry.national import asked, latest, national_papers, years
from tests.enquiry.signals.made_up_papers import papers, row

FRESH = years("barnsley", "icpc_15", 80.0, 81.0)
OLD = years("barnsley", "cl_touch_19_21", 80.0, 90.0, last=2023)


def test_a_figure_of_an_earlier_year_than_others_of_its_release_names_both_years(tmp_path):
    known = national_papers(tmp_path, *FRESH, *OLD)
    said = older_in_words(known.facts, latest(known, "cl_touch_19_21"))
    assert said == "It is an older figure, in 2023/24: others from the same source are of 2024/25."
    assert older_in_words(known.facts, latest(known, "icpc_15")) == ""


def test_a_line_on_it_says_so_before_any_other_caution(tmp_path):
    full = years("barnsley", "cl_touch_19_21", 99.0, 100.0, last=2023)
    enquiry = asked(national_papers(tmp_path, *FRESH, *full))
    (line,) = (line for line in enquiry.every_line if line.indicator == "cl_touch_19_21")
    assert line.caveats[0].startswith("It is an older figure, in 2023/24")


def test_a_year_is_named_beside_a_year_and_a_day_beside_a_day(tmp_path):
    days = [
        {"area": "barnsley", "indicator": name, "period": f"31 March {year}", "value": 50.0}
        for name, year in (("cic_rate", 2025), ("cic_3plus_12m", 2024))
    ]
    known = national_papers(tmp_path, *FRESH, *OLD, *days)
    assert older_in_words(known.facts, latest(known, "cic_3plus_12m")).endswith("are of 31 March 2025.")
    assert older_in_words(known.facts, latest(known, "cl_touch_19_21")).endswith("are of 2024/25.")


def test_of_a_compilation_only_measures_of_one_theme_are_one_source(tmp_path):
    of_theme = years("barnsley", "cl_eet", 50.0, 60.0)
    known = national_papers(tmp_path / "apart", *FRESH, *OLD, kind=ReleaseKind.COMPILATION)
    together = national_papers(tmp_path / "alike", *FRESH, *of_theme, *OLD, kind=ReleaseKind.COMPILATION)
    assert older_in_words(known.facts, latest(known, "cl_touch_19_21")) == ""
    assert older_in_words(together.facts, latest(together, "cl_touch_19_21")) != ""


def test_of_a_councils_own_reports_nothing_is_said():
    known = papers(row("icpc_15", 80.0))
    assert older_in_words(known.facts, latest(known, "icpc_15")) == ""
