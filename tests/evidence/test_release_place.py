from pathlib import Path

import pytest

from analytics.evidence.release_place import Place, ReleasesUnreadable, default_place
from analytics.evidence.release_store import open_releases


@pytest.mark.parametrize(
    ("environ", "base"),
    [
        ({"SCRUTINY_RELEASES": "s3://council/releases/"}, "s3://council/releases"),
        ({"SCRUTINY_RELEASES": "/srv/releases", "SCRUTINY_WORKSPACE": "/srv/scrutiny"}, "/srv/releases"),
        ({"SCRUTINY_RELEASES": "file:///srv/our%20releases"}, "/srv/our releases"),
        ({"SCRUTINY_RELEASES": " ", "SCRUTINY_WORKSPACE": "/srv/scrutiny"}, "/srv/scrutiny/releases"),
        ({"SCRUTINY_WORKSPACE": "", "HOME": "/home/officer"}, "/home/officer/.local/share/scrutiny-notebook/releases"),
    ],
)
def test_where_releases_are_kept(environ, base):
    assert default_place(environ).base == base


def test_names_have_slashes_wherever_they_are_kept():
    assert (
        Place.of("s3://council/releases").at("built/1/by_area.parquet")
        == "s3://council/releases/built/1/by_area.parquet"
    )
    assert Path(Place.of("/srv/releases").at("built/1/x.parquet")) == Path("/srv/releases/built/1/x.parquet")


def test_a_folder_is_a_folder_and_an_address_is_none():
    assert Place.of("/srv/releases").folder == Path("/srv/releases")
    assert Place.of("s3://council/releases").folder is None


def test_what_is_not_there_is_none(tmp_path):
    assert Place.of(tmp_path).read_text("index.json") is None
    assert open_releases(tmp_path) is None
    assert open_releases(f"file://{tmp_path}") is None


def test_what_cannot_be_read_is_told_with_its_name(tmp_path):
    (tmp_path / "index.json").mkdir()
    with pytest.raises(ReleasesUnreadable, match=r"index\.json cannot be read"):
        Place.of(tmp_path).read_text("index.json")


def test_a_workspace_without_releases_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("SCRUTINY_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("SCRUTINY_RELEASES", raising=False)
    assert open_releases() is None
