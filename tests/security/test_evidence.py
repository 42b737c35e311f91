"""What stands in a document, the catalogue, a release or a file that is dropped is shown as letters by every page."""

from datetime import date
from random import Random

import pytest

from analytics.evidence.release_place import Place
from pages.shared import library
from pages.shared.notebook import beginning
from tests.imported import evidence_with, figures, made_up_nation, release
from tests.pages.dropped import CASELOADS, HOMES, data_file
from tests.pages.opened import TITLES, opened
from tests.security.hostile_data import hostile_data
from tests.security.payloads import EVERYTHING, OUTSIDE, PAYLOADS, SHORT
from tests.security.shown import html_of, made_of

SAID = ("title", "short_title", "publisher", "published_basis", "licence", "attribution")
ABOUT_ONE = {
    "indicators": [{"indicator": "cl_eet"}, {"indicator": "sw_caseload_avg"}, {"theme": "stability"}],
    "documents_and_data": [{"document": "barnsley-scrutiny-report-2023"}],
    "lines_of_questioning": [{"print": "1", "members": "1"}, {"figures": "releases"}],
    "beside_other_councils": [{"indicator": "icpc_15"}, {"which": "revised"}],
    "method": [{"part": "linter"}],
}
ADDRESSES = [(page, more) for page in sorted(TITLES) for more in ({}, *ABOUT_ONE.get(page, ()))]


@pytest.fixture(scope="module", autouse=True)
def hostile(tmp_path_factory):
    """Every page reads hostile documents, a hostile catalogue and hostile releases."""
    folder = tmp_path_factory.mktemp("hostile")
    data = hostile_data(folder)
    said = dict.fromkeys(SAID, EVERYTHING) | {"cautions": (EVERYTHING, *SHORT)}
    earlier = [row for row in made_up_nation(Random(7)) if not row["period"].endswith(("2025", "/25"))]
    changed = [row | {"value": row["value"] + 1} if row["value"] and row["value"] < 90 else row for row in earlier[::5]]
    evidence_with(
        folder / "releases",
        figures(release(2024, **said), changed),
        figures(release(2025, **said), made_up_nation(Random(7))),
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SCRUTINY_RELEASES", Place.of(folder / "releases").base)
        patched.setenv("SCRUTINY_WORKSPACE", str(folder))
        for module in (library, beginning):
            patched.setattr(module, "DATA_FOLDER", data)
        yield


@pytest.mark.parametrize(("page", "more"), ADDRESSES, ids=[f"{page}-{'-'.join(more)}" for page, more in ADDRESSES])
def test_nothing_of_the_evidence_becomes_more_than_letters(page, more):
    app = opened(page, authority="barnsley", **more)

    assert not app.exception
    assert made_of(app) == []


def test_what_is_hostile_is_on_the_pages():
    pages = {page: "".join(html_of(opened(page, authority="barnsley"))) for page in ("indicators", "about", "findings")}

    assert {page for page, said in pages.items() if "pwned" in said} == set(pages), "or the tests look at nothing"


DROPPED = {
    "column": (data_file(columns={"children_count": PAYLOADS["picture"], "rate_per_10000": EVERYTHING}), "a.csv"),
    "cell": (data_file().replace(b"Local authority", f'"{SHORT[0]}"'.encode()), "a.csv"),
    "name": (data_file(), f"{SHORT[1]}{SHORT[2]}.csv"),
    "refused": (b"PK\x03\x04broken", f"{SHORT[0]} www.{OUTSIDE} :material/home:.xlsx"),
    "filter": (HOMES.replace(b"home_type", f'"{PAYLOADS["directive"]}"'.encode()), f"{SHORT[4]}.csv"),
    "own": (CASELOADS.replace(b"Team", SHORT[1].encode()).replace(b"Duty", SHORT[0].encode()), f"{SHORT[3]}.csv"),
    "indicator": (f"council,indicator,period,value\nBarnsley,{SHORT[0]},May 2025,1\n".encode(), "a.csv"),
}


@pytest.mark.parametrize("what", sorted(DROPPED))
def test_nothing_of_a_file_becomes_more_than_letters(what):
    content, name = DROPPED[what]
    app = opened("bring_in_figures")

    app.file_uploader[0].set_value([(name, content, "text/csv")]).run()

    assert not app.exception
    assert made_of(app) == []
    if unknown := [one for one in app.button if one.label.startswith("Say what its columns are")]:
        unknown[0].click().run()
        assert not app.exception
        assert made_of(app) == []


def test_what_is_brought_in_and_mapped_by_a_hostile_name_is_letters(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("SCRUTINY_RELEASES")
    app = opened("bring_in_figures")
    app.file_uploader[0].set_value([("homes.csv", HOMES, "text/csv")]).run()
    next(one for one in app.button if one.label.startswith("Say what its columns are")).click().run()
    app.text_input(key="data_file_name").set_value(" ".join(SHORT)).run()
    app.text_input(key="data_file_publisher").set_value(EVERYTHING).run()
    app.selectbox(key="measure_value_0").set_value("homes_open").run()
    app.selectbox(key="measure_indicator_0_homes_open").set_value("cic_n").run()
    next(one for one in app.button if one.label.startswith("Save, and read")).click().run()
    assert made_of(app) == []
    app.date_input[0].set_value(date(2025, 12, 1)).run()

    app.button(key="bring_in").click().run()

    assert not app.exception
    assert made_of(app) == []
    assert "pwned" in "".join(html_of(app))
    app.button(key="remove").click().run()
    assert made_of(app) == []
