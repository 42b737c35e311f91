"""What national releases leave blank is asked for once, and what they never hold is not called missing."""

from analytics.enquiry.lines import absent_areas
from analytics.enquiry.signal import SignalKind
from analytics.enquiry.signals.quality import missing
from analytics.evidence.releases import ReleaseKind
from tests.enquiry.national import asked, national_papers, years
from tests.enquiry.signals.made_up_papers import papers, row

BLANK = {"missing_reason": "not_supplied"}
MEASURES = ("icpc_15", "assess_45", "rereferral_12m", "cl_eet", "sw_turnover")


def gaps(*indicators, **cells):
    known = [row for name in indicators for row in years("barnsley", name, 50.0, last=2023)]
    return known + [row for name in indicators for row in years("barnsley", name, None, **(BLANK | cells))]


def test_all_gaps_of_a_release_are_one_request_that_names_the_first_and_cites_every_one(tmp_path):
    enquiry = asked(national_papers(tmp_path, *gaps(*MEASURES)))
    (line,) = (line for line in enquiry.every_line if line.lead.kind is SignalKind.MISSING)
    assert line in enquiry.requests
    assert line.finding.startswith("No recent figure of Barnsley is given for five measures in made-up release 2025.")
    assert line.finding.endswith("and two more.")
    assert len(line.cited) == len(MEASURES)


def test_one_gap_is_one_measure(tmp_path):
    (signal,) = missing(national_papers(tmp_path, *gaps("icpc_15")))
    assert signal.slots["count"] == "one measure"


def test_what_was_withheld_is_no_gap_nor_is_what_a_compilation_does_not_explain(tmp_path):
    withheld = national_papers(tmp_path / "withheld", *gaps("icpc_15", missing_reason="suppressed"))
    compiled = national_papers(tmp_path / "compiled", *gaps("icpc_15"), kind=ReleaseKind.COMPILATION)
    assert list(missing(withheld)) == list(missing(compiled)) == []


def test_of_a_release_only_what_it_gives_of_other_councils_is_absent(tmp_path):
    others = years("leeds", "cic_dental", 80.0, 81.0)
    known = national_papers(tmp_path, *years("barnsley", "icpc_15", 80.0, 81.0), *others)
    assert [area.id for area in absent_areas(known)] == ["dental"]


def test_of_a_councils_own_papers_every_area_is_looked_for():
    absent = {area.id for area in absent_areas(papers(row("icpc_15", 80.0)))}
    assert {"dental", "visits", "supervision"} <= absent
