"""A line whose figure a later release changed says so."""

from analytics.enquiry.lines import enquire
from analytics.enquiry.papers import papers_of
from analytics.evidence.national import national_evidence
from tests.imported import evidence_with, figures, release
from tests.shipped import shipped

SIMILAR = [one.id for one in shipped().catalogue.neighbours_of("barnsley", 2025)]


def lines(folder, earlier: float):
    """The lines of Barnsley, far under similar councils, whose figure of the year before was `earlier` at first."""
    year, before = {"indicator": "icpc_15", "period": "2024/25"}, {"indicator": "icpc_15", "period": "2023/24"}
    others = [{"area": area, "value": 95.0} | year for area in (*SIMILAR, "england")]
    first = figures(release(2024), [{"area": "barnsley", "value": earlier} | before])
    second = [{"area": "barnsley", "value": 81.5} | before, {"area": "barnsley", "value": 69.3} | year, *others]
    evidence = evidence_with(folder, first, figures(release(2025), second))
    return enquire(papers_of(national_evidence(evidence, "barnsley"), "barnsley", None)).every_line


def test_what_the_earlier_release_printed_stands_beside_the_newest(tmp_path):
    (line,) = (line for line in lines(tmp_path, 84.0) if line.indicator == "icpc_15")
    assert "The figure in 2023/24 was revised: another release prints 84%, and the newest 81.5%." in line.caveats


def test_a_figure_that_stayed_is_not_called_revised(tmp_path):
    assert not [text for line in lines(tmp_path, 81.5) for text in line.caveats if "revised" in text]
