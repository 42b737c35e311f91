"""Where notebooks are kept unless somebody says otherwise."""

from pathlib import Path

import pytest

from analytics.notebooks.repository import Repository, default_url


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        (
            {"SCRUTINY_DATABASE_URL": "postgresql+psycopg://a@b/c", "SCRUTINY_WORKSPACE": "/w"},
            "postgresql+psycopg://a@b/c",
        ),
        ({"SCRUTINY_WORKSPACE": "/w", "HOME": "/home/anne"}, "sqlite:////w/notebooks.db"),
        ({"HOME": "/home/anne"}, "sqlite:////home/anne/.local/share/scrutiny-notebook/notebooks.db"),
        (
            {"SCRUTINY_DATABASE_URL": " ", "SCRUTINY_WORKSPACE": "", "HOME": "/h"},
            "sqlite:////h/.local/share/scrutiny-notebook/notebooks.db",
        ),
        ({"SCRUTINY_WORKSPACE": "w"}, f"sqlite:///{Path.cwd()}/w/notebooks.db"),
        ({}, f"sqlite:///{Path.home()}/.local/share/scrutiny-notebook/notebooks.db"),
    ],
)
def test_the_address_that_the_environment_names(environ, url):
    assert default_url(environ) == url


@pytest.mark.parametrize("name", ["with space", "Öffentlich", "a%20b", "a+b&c=d", "why?", "a#b"])
def test_any_folder_will_do(tmp_path, name):
    Repository.open(default_url({"SCRUTINY_WORKSPACE": str(tmp_path / name)})).close()
    assert [file.relative_to(tmp_path) for file in tmp_path.rglob("notebooks.db")] == [Path(name) / "notebooks.db"]
