import re
from datetime import date
from html import unescape

import pytest

from analytics.evidence.release_place import Place
from analytics.evidence.release_store import open_releases
from analytics.importers.mappings.folder import kept_mappings
from analytics.importers.mappings.shared import as_toml
from analytics.importers.store.lock import importing_alone
from analytics.importers.store.store import ReleaseStore
from pages.shared import door, library
from pages.shared.bringing import arriving
from tests.pages.dropped import CASELOADS, HOMES, NEXT_MONTHS, councils, data_file, with_three_faults
from tests.pages.kept import button, notices, pressed
from tests.pages.opened import ROOT, headings, html, opened, stands

PAGE = "bring_in_figures"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("SCRUTINY_RELEASES", raising=False)
    return tmp_path


def dropped(app, **files):
    """The page after files were dropped; a name's last underscore stands for its point."""
    given = [(".".join(name.rsplit("_", 1)), content, "text/csv") for name, content in files.items()]
    app.file_uploader[0].set_value(given)
    app.run()
    assert not app.exception, [problem.value for problem in app.exception]
    return app


def brought_in(**files):
    app = dropped(opened(PAGE), **files)
    return pressed(app, button_label(app))


def button_label(app):
    return next(one.label for one in app.button if one.label.startswith("Bring in "))


def text(app):
    return unescape(re.sub(r"<[^>]+>", " ", notices(app)))


def kept(workspace):
    return open_releases(workspace / "releases")


def test_empty_workspace_says_so_and_offers_a_template(workspace):
    app = opened(PAGE)

    stands(app, PAGE)
    assert "Nothing was brought in yet" in text(app)
    assert [one.label for one in app.get("download_button")] == ["Template as a workbook (.xlsx)", "Template as CSV"]


def test_a_good_file_is_told_and_not_kept_until_the_button_is_pressed(workspace):
    app = dropped(opened(PAGE), rates_csv=data_file())

    assert "Children looked after 2025: Children in care and Children in care, rate" in text(app)
    many = len(councils())
    assert f"{10 * (many + 1)} figures of {many} councils and England, 2021 to 2025." in text(app)
    assert "Published 26 November 2025" in text(app)
    assert kept(workspace) is None

    pressed(app, "Bring in 1 file")

    assert list(kept(workspace).releases) == ["children-looked-after-2025"]
    assert "Brought in: 1 file" in headings(app)
    assert any("beside_other_councils?authority=barnsley" in link for link in re.findall(r'href="([^"]*)"', html(app)))


def test_what_was_brought_in_is_on_the_other_pages_at_once(workspace):
    brought_in(rates_csv=data_file(rates={("barnsley", 2025): 123}))

    assert "123" in text(opened("beside_other_councils", authority="barnsley", indicator="cic_rate"))
    assert "Rotherham" in opened("beside_other_councils").selectbox(key="choose_authority").options


def test_every_fault_of_a_file_stands_with_its_row_its_column_and_what_would_be_right(workspace):
    app = dropped(opened(PAGE), rates_csv=with_three_faults())

    found = re.findall(r"<tr role=\"row\">(.*?)</tr>", notices(app))
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in found]
    faults = {(row[0], row[1]): row[2:] for row in rows if row[0].startswith("Row")}
    assert {("Row 3", "rate_per_10000"), ("Row 4", "geographic_level"), ("Row 5", "time_period")} <= set(faults)
    assert all(wrong and right for wrong, right in faults.values())
    assert not [one for one in app.button if one.label.startswith("Bring in ")]


def test_one_fault_of_many_rows_stands_once(workspace):
    app = dropped(opened(PAGE), rates_csv=data_file().replace(LEVEL, b"Local autority", 20))

    assert "Rows 3, 4, 5, 6, 7 and 15 more" in text(app)


def test_a_refused_file_does_not_keep_the_others_out_nor_lose_the_day_chosen_for_them(workspace):
    mapped(HOMES)
    app = dropped(opened(PAGE), homes_csv=HOMES, broken_xlsx=b"PK\x03\x04broken")
    app.date_input[0].set_value(date(2025, 12, 1)).run()

    dropped(app, homes_csv=HOMES, broken_xlsx=b"PK\x03\x04broken", other_csv=with_three_faults())

    assert app.date_input[0].value == date(2025, 12, 1)
    assert "damaged" in text(app)
    assert "Row 3" in text(app)
    assert button_label(app) == "Bring in 1 file"


def test_after_a_part_was_brought_in_only_the_refused_are_still_asked_about(workspace):
    app = brought_in(rates_csv=data_file(), wrong_csv=with_three_faults())

    assert "1 file with faults" in headings(app)
    assert not [title for title in headings(app) if "without faults" in title]
    assert "Not brought in" in text(app)


def test_the_day_that_was_given_is_that_of_the_release(workspace):
    mapped(HOMES)
    app = dropped(opened(PAGE), homes_csv=HOMES)
    app.date_input[0].set_value(date(2025, 12, 1)).run()

    pressed(app, "Bring in 1 file")

    (release,) = kept(workspace).releases.values()
    assert (release.published, release.id) == (date(2025, 12, 1), "mapped-children-s-homes-2025")


def test_truncated_and_empty_files_are_refused_in_words(workspace):
    app = dropped(opened(PAGE), half_csv=data_file()[:-400][:60], empty_csv=b"", packed_gz=b"\x1f\x8b\x08cut")

    assert not [one for one in app.button if one.label.startswith("Bring in ")]
    assert "The file is empty" in text(app)
    assert kept(workspace) is None


def test_another_import_under_way_loses_nothing_of_the_choice(workspace, monkeypatch):
    app = dropped(opened(PAGE), rates_csv=data_file())
    monkeypatch.setattr(arriving, "store", lambda _: ReleaseStore(Place.of(workspace / "releases")))

    with importing_alone(workspace / "releases"):
        pressed(app, "Bring in 1 file")

    assert "Another import" in text(app)
    assert kept(workspace) is None
    monkeypatch.undo()
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(workspace))
    pressed(app, "Bring in 1 file")
    assert kept(workspace) is not None


def test_a_file_of_the_same_data_again_says_that_nothing_changed(workspace):
    brought_in(rates_csv=data_file())

    app = brought_in(rates_csv=data_file())

    assert "All of this was here already" in headings(app)


def test_a_release_is_removed_only_after_a_second_word(workspace):
    brought_in(rates_csv=data_file())
    app = pressed(opened(PAGE), "Remove it")
    assert "go from every page" in text(app)
    pressed(app, "Keep it")
    assert kept(workspace) is not None

    pressed(pressed(app, "Remove it"), "Yes, remove it")

    assert kept(workspace) is None
    assert "was removed: 1 file." in text(app)


def test_what_a_later_release_changed_is_shown_here_and_beside_other_councils(workspace):
    brought_in(older_csv=data_file(2024, {("barnsley", 2023): 79}), newer_csv=data_file(2025, {("barnsley", 2023): 78}))

    here = opened(PAGE, authority="barnsley")
    beside = opened("beside_other_councils", authority="barnsley", theme="children_in_care", which="revised")

    for app in (here, beside):
        assert "79 per 10,000 (Children looked after 2024, 14 November 2024)" in text(app)
        assert "78 per 10,000 (Children looked after 2025, 26 November 2025)" in text(app)


LEVEL = b"Local authority"


def mapped(content, name="Children’s homes", file="homes_csv"):
    """The page after a person said what the columns of an unknown data file are."""
    app = pressed(dropped(opened(PAGE), **{file: content}), "Say what its columns are")
    app.text_input(key="data_file_name").set_value(name).run()
    app.selectbox(key="measure_value_0").set_value("homes_open").run()
    app.selectbox(key="measure_indicator_0_homes_open").set_value("cic_n").run()
    assert "figures, the first of them:" in text(app)
    return pressed(app, "Save, and read the file by it")


def test_an_unknown_data_file_is_known_once_somebody_said_what_its_columns_are(workspace):
    app = mapped(HOMES)

    assert "1 file without faults" in headings(app)
    assert [one.name for one in kept_mappings(workspace / "mappings")[0]] == ["Children’s homes"]
    again = dropped(opened(PAGE), other_csv=HOMES.replace(b",300,", b",301,"))
    assert "1 file without faults" in headings(again)


def test_a_file_that_was_mapped_here_is_public_only_once_it_is_published(workspace, monkeypatch):
    app = pressed(mapped(HOMES.replace(b",300,", b",73917461,")), "Bring in 1 file")
    assert "nor is a data file that was read by a mapping made here" in text(app)

    def seen(mode, page):
        monkeypatch.setenv("SCRUTINY_MODE", mode)
        library.decide_anew()
        return text(opened(page, authority="barnsley", figures="releases", indicator="cic_n"))

    assert "73,917,461" in seen("workspace", "indicators")
    assert "73,917,461" not in seen("public", "indicators")
    monkeypatch.setenv("SCRUTINY_MODE", "workspace")
    try:
        asked = pressed(opened("publishing"), "Publish them")
        assert "Publish “Children’s homes, 2025”?" in text(asked)
        pressed(asked, "Yes, publish them")
    finally:
        door._open.clear()
    assert "73,917,461" in seen("public", "indicators")


def test_a_mapping_of_another_council_is_brought_in_and_removed(workspace, tmp_path):
    mapped(HOMES)
    (made,) = kept_mappings(workspace / "mappings")[0]
    app = pressed(opened(PAGE), "Remove", 0)
    assert "not known yet" in " ".join(headings(dropped(opened(PAGE), homes_csv=HOMES)))

    app.file_uploader[-1].set_value(("theirs.toml", as_toml(made.mapping).encode(), "application/toml"))
    app.run()

    assert "is kept: files of its layout are known from now on" in text(app)
    assert "1 file without faults" in headings(dropped(opened(PAGE), homes_csv=HOMES))


def test_a_file_that_is_no_mapping_says_what_would_be(workspace):
    app = opened(PAGE)

    app.file_uploader[-1].set_value(("theirs.toml", b"[family]\nid = 7\nsecret = 1", "application/toml"))
    app.run()

    assert not app.exception
    assert "secret" in text(app)
    assert kept_mappings(workspace / "mappings") == ((), ())


def test_a_councils_own_table_is_understood_named_and_brought_in(workspace):
    app = pressed(dropped(opened(PAGE), caseloads_csv=CASELOADS), "Say what its columns are")
    assert "Duty" in text(app)
    assert button(app, "Save, and read the file by it").disabled
    named(app, "Monthly caseloads")

    pressed(pressed(app, "Save, and read the file by it"), "Bring in 1 file")

    rows = kept(workspace).of_areas(["barnsley"]).collect()
    assert sorted(rows["value"]) == [15.0, 15.1, 17.9, 18.2]


def named(app, name):
    next(one for one in app.text_input if one.key.startswith("own_name")).set_value(name).run()


def test_next_months_file_of_a_saved_layout_takes_one_press(workspace):
    app = pressed(dropped(opened(PAGE), caseloads_csv=CASELOADS), "Say what its columns are")
    named(app, "Monthly caseloads")
    pressed(app, "Save, and read the file by it")

    later = pressed(dropped(opened(PAGE), july_csv=NEXT_MONTHS), "Read it as “Monthly caseloads”")

    assert "4 figures of 1 council, 2025." in text(later)


def test_own_figures_are_kept_under_the_day_that_was_given(workspace):
    app = pressed(dropped(opened(PAGE), caseloads_csv=CASELOADS), "Say what its columns are")
    named(app, "Monthly caseloads")
    pressed(app, "Save, and read the file by it")
    app.date_input[0].set_value(date(2025, 7, 4)).run()

    pressed(app, "Bring in 1 file")

    assert list(kept(workspace).releases) == ["own-figures-barnsley-2025-07-04"]


def test_nothing_else_of_the_app_needs_the_page():
    # The door says who may open it, and one page leads to it; neither takes anything from it.
    its_own = {PAGE, "bringing", "door", "beside_other_councils"}
    elsewhere = [path for path in ROOT.joinpath("pages").rglob("*.py") if not its_own & {path.stem, path.parent.name}]

    assert not [path for path in elsewhere if "bringing" in path.read_text() or PAGE in path.read_text()]
    assert ROOT.joinpath("app.py").read_text().count(f"pages/{PAGE}.py") == 1


def test_names_of_files_and_columns_stay_letters(workspace):
    name = "<img src=x onerror=alert(1)>"
    content = data_file().replace(LEVEL, f'"{name}"'.encode(), 1)

    app = dropped(opened(PAGE), **{f"{name}_csv": content})

    assert "<img" not in notices(app)
    assert "&lt;img" in html(app)


def test_the_template_that_was_filled_in_is_known(workspace):
    filled = b"council,indicator,period,value\nBarnsley,Average caseload,May 2025,18.4\n"

    pressed(dropped(opened(PAGE), own_csv=filled), "Bring in 1 file")

    assert kept(workspace).of_areas(["barnsley"]).collect()["value"].to_list() == [18.4]


def test_how_the_files_fared_is_said_at_once_also_to_who_cannot_see_what_follows(workspace):
    app = dropped(opened(PAGE), good_csv=data_file(), wrong_csv=with_three_faults())

    assert re.findall(r'role="status">(Read and checked: .*?)</p>', notices(app)) == [
        "Read and checked: 1 without faults and 1 with faults."
    ]
