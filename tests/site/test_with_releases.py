"""The pages of councils that are known from national releases: each as light as every other page."""

from random import Random

import polars as pl
import pytest
from typer.testing import CliRunner

from analytics.commands import app
from analytics.evidence.loading import load_evidence
from analytics.evidence.release_store import open_releases
from analytics.exports.page.look import STYLE
from analytics.site.build import build
from analytics.site.layout import Layout
from analytics.site.page import Links, Page
from analytics.site.pages import council as council_module
from analytics.site.pages.indicator import indicator_pages, indicator_path
from analytics.site.templates import text_of
from analytics.site.weight import MOST_BYTES, weights
from tests.imported import evidence_with, figures, made_up_nation, release
from tests.importers.real_files import REAL, beside_the_repository
from tests.site.made import one_council, read, texts


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    """The shipped evidence with a made-up release about every council in England."""
    return evidence_with(tmp_path_factory.mktemp("releases"), figures(release(2025), made_up_nation(Random(7))))


def weighed(evidence, authority, indicators):
    """The weight of the pages of these indicators with all that they load."""
    publication = one_council(evidence=evidence, authorities=(authority,))
    known, catalogue = publication.known(authority), evidence.catalogue
    pages = [
        page
        for name in indicators
        for page in indicator_pages(evidence, known, authority, catalogue.indicators[name], ())
    ]
    layout = Layout(publication, tuple(pages))
    files = {page.path: layout.html(page) for page in pages} | layout.files
    style = (STYLE + text_of("site.css")).encode()
    return weights(files | layout.drawings.files | {"site.css": style, "icon.svg": b""})


def test_no_page_of_a_council_known_from_releases_is_heavy(nation):
    files = build(one_council(evidence=nation, authorities=("leeds",)))
    found = weights(files)
    assert sum(path.startswith("leeds/indicators/") for path in found) > 10
    assert not {path: size for path, size in found.items() if size > MOST_BYTES}
    page = read(files["leeds/indicators/cp_rate.html"])
    assert len(page.all("figure")) == 2
    assert "Newcastle upon Tyne" in texts(files["leeds/indicators/cp_rate.html"])


def test_no_page_of_a_council_with_reports_and_releases_is_heavy(nation):
    found = weighed(nation, "barnsley", ("cl_eet", "sw_caseload_avg", "assess_45", "cic_dental"))
    assert len(found) >= 4
    assert max(found.values()) <= MOST_BYTES


def test_a_theme_of_very_many_measures_lists_them(nation, monkeypatch):
    def bare(_evidence, _known, authority, indicator, _trail):
        yield Page(indicator_path(authority, indicator), indicator.name, "", ())

    monkeypatch.setattr(council_module, "indicator_pages", bare)
    publication = one_council(evidence=nation, authorities=("leeds",))

    def themes():
        pages = council_module._indicators(nation, publication.known("leeds"), "leeds", ())
        return {page.path: page for page in pages if "/themes/" in page.path}

    shown = themes()
    monkeypatch.setattr(council_module, "_MOST_CHARTS", 0)
    monkeypatch.setattr(council_module, "_MOST_IN_TABLE", 0)
    listed = themes()
    assert shown
    assert all(page.title.endswith(": latest figures") and len(page.blocks) > 1 for page in shown.values())
    assert shown.keys() <= listed.keys()
    for page in listed.values():
        assert page.title.endswith(": indicators")
        (links,) = (block for block in page.blocks if isinstance(block, Links))
        assert links.items
        assert all(link.path.startswith("leeds/indicators/") for link in links.items)


@beside_the_repository
def test_the_measures_with_the_most_published_figures_are_not_heavy(tmp_path):
    published = ("dfe_cin/2025/c3*", "dfe_cin/2025/b1*", "dfe_cin/2025/d3*")
    paths = [str(path) for pattern in published for path in sorted(REAL.glob(pattern))]
    asked = CliRunner().invoke(app, ["import", "--store", str(tmp_path), "--published", "2025-10-30", *paths])
    assert asked.exit_code == 0, asked.output
    evidence = load_evidence(releases=open_releases(str(tmp_path)))
    rows = one_council(evidence=evidence).known("leeds").observations.filter(pl.col("area") == "leeds")
    counted = rows.group_by("indicator").len().sort(["len", "indicator"], descending=[True, False])
    assert counted["len"][0] > 100
    for authority in ("leeds", "barnsley"):
        assert max(weighed(evidence, authority, counted["indicator"][:3]).values()) <= MOST_BYTES
