"""Lines of questioning for any council in England, from national figures."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from analytics.enquiry.line import Line
from analytics.enquiry.lines import Enquiry, enquire
from analytics.enquiry.papers import Papers, papers_of
from analytics.enquiry.signal import SignalKind
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import load_evidence
from analytics.evidence.national import Neighbours, Statistic, national_evidence
from analytics.evidence.release_place import Place
from analytics.evidence.release_store import open_releases
from analytics.importers.importing import import_paths
from analytics.importers.store.store import ReleaseStore
from tests.enquiry.every_word import holds
from tests.imported import CURRENT, evidence_with, figures, made_up_nation, release
from tests.importers.real_files import REAL, beside_the_repository
from tests.shipped import shipped


@pytest.fixture(scope="module")
def nation(tmp_path_factory) -> Evidence:
    of = release(2025, data_to=date(2025, 9, 30))
    return evidence_with(tmp_path_factory.mktemp("nation"), figures(of, made_up_nation(Random(7))))


def says_a_figure_once(line: Line) -> None:
    """A line that opens with a figure does not give the whole of it again."""
    measure, now = line.lead.slots["Measure"], line.lead.slots.get("now")
    opens_with_it = now is not None and line.finding.startswith(measure)
    again = [text for text in line.also_found if text.startswith(measure) and f" {now} " in text]
    # A run begun longer ago, on the way to the same figure, is told in full.
    assert not opens_with_it or all("still" in text for text in again), (line.finding, again)


def asked(evidence: Evidence, authority: str) -> tuple[Papers, Enquiry]:
    papers = papers_of(national_evidence(evidence, authority), authority, None)
    return papers, enquire(papers)


@pytest.mark.parametrize("authority", [*CURRENT[::6], "barnsley", "barnet"])
def test_every_word_of_every_line_holds_for_any_council(nation, authority):
    papers, enquiry = asked(nation, authority)
    assert enquiry.lines
    for line in enquiry.every_line:
        holds(line, papers)
        says_a_figure_once(line)


def test_what_is_said_of_one_council_names_no_other(nation):
    others = {name for name in (nation.catalogue.area_name(one) for one in CURRENT) if " " in name or len(name) > 6}
    _, enquiry = asked(nation, "barnsley")
    said = " ".join(text for line in enquiry.every_line for text in (*line.sentences, *line.caveats))
    assert not [name for name in others - {"Barnsley"} if name in said]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Evidence:
    """The releases beside the repository, imported as an officer would."""
    place = Place.of(tmp_path_factory.mktemp("published"))
    folders = ("dfe_cin", "dfe_cla", "dfe_workforce", "dfe_outcomes_stability", "ons", "neighbours")
    paths = [path for folder in folders for path in sorted((REAL / folder).rglob("*.csv*"))]
    paths += [REAL / "lait" / "bds_long_0.parquet", *sorted((REAL / "lait").glob("sn_*.xlsx"))]
    outcome = import_paths(paths, ReleaseStore(place), shipped().catalogue, now=datetime(2026, 11, 22, tzinfo=UTC))
    assert outcome.read
    found = open_releases(place.base)
    assert found is not None
    return load_evidence(releases=found)


@beside_the_repository
def test_every_word_of_every_line_holds_for_all_153_councils_on_what_was_published(published):
    assert len(CURRENT) == 153
    for authority in CURRENT:
        papers, enquiry = asked(published, authority)
        assert enquiry.lines, authority
        for line in enquiry.every_line:
            holds(line, papers)
            says_a_figure_once(line)


@beside_the_repository
def test_late_conferences_in_barnsley_and_late_assessments_in_barnet_come_out_by_themselves(published):
    for authority, indicator in (("barnsley", "icpc_15"), ("barnet", "assess_45")):
        _, enquiry = asked(published, authority)
        line = next(line for line in enquiry.lines if line.indicator == indicator)
        assert line in enquiry.lines[:3]
        assert any(signal.kind is SignalKind.OFF_BENCHMARK for signal in line.signals)


@beside_the_repository
@pytest.mark.parametrize("authority", ["barnsley", "barnet"])
def test_the_verdict_on_agency_workers_depends_on_who_is_similar_and_the_line_says_so(published, authority):
    _, enquiry = asked(published, authority)
    line = next(line for line in enquiry.every_line if line.indicator == "sw_agency_rate")
    assert any(caveat.startswith("It depends on which councils are called similar") for caveat in line.caveats)
    verdicts = set()
    for model in (2025, 2021):
        choice = Neighbours(model=model, statistic=Statistic.MEAN)
        known = papers_of(national_evidence(published, authority, choice), authority, None)
        compared = known.facts.compared.to_dicts()
        (row,) = (
            row
            for row in compared
            if row["indicator"] == "sw_agency_rate" and row["comparator"] == choice.area(authority)
        )
        verdicts.add((row["much_the_same"], row["gap_favourable"]))
    assert len(verdicts) == 2


def test_a_share_of_few_children_raises_no_alert(tmp_path):
    """Seven of fourteen is far from 95 per cent by chance; thirty of sixty is not."""
    year = {"indicator": "icpc_15", "period": "2024/25"}
    others = [{"area": one, "value": 95.0} | year for one in CURRENT]
    few, many = others[10], others[20]
    few |= {"value": 50.0, "numerator": 7.0, "denominator": 14.0}
    many |= {"value": 50.0, "numerator": 30.0, "denominator": 60.0}
    rows = [*others, {"area": "england", "value": 95.0} | year]
    evidence = evidence_with(tmp_path, figures(release(2025), rows))
    found = {one["area"]: asked(evidence, one["area"])[1].signals for one in (few, many)}
    assert not [signal for signal in found[few["area"]] if signal.kind is SignalKind.OFF_BENCHMARK]
    assert [signal for signal in found[many["area"]] if signal.kind is SignalKind.OFF_BENCHMARK]
