"""A password is in no message, no page, no log and no traceback."""

import logging
import socket
import traceback

import pytest
from typer.testing import CliRunner

from analytics.commands import app as commands
from analytics.notebooks.repository import Repository, RepositoryError
from tests.pages.opened import opened
from tests.security.shown import html_of, markdown_of

CANARY = "c4n4ry-letters"


@pytest.fixture(scope="module")
def nowhere():
    """A port of this machine on which nobody answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield free.getsockname()[1]


ADDRESSES = {
    "password": f"postgresql+psycopg://someone:{CANARY}@127.0.0.1:{{port}}/notebooks",
    "query": f"postgresql+psycopg://someone@127.0.0.1:{{port}}/notebooks?password={CANARY}",
    "at sign": f"postgresql+psycopg://someone:p@{CANARY}@127.0.0.1:{{port}}/notebooks",
    "slash": f"postgresql+psycopg://someone:p/{CANARY}@127.0.0.1:{{port}}/notebooks",
    "driver": f"postgresql+nobody://someone:{CANARY}@127.0.0.1:{{port}}/notebooks",
    "other": f"mysql://someone:{CANARY}@127.0.0.1:{{port}}/notebooks",
    "port": f"postgresql+psycopg://someone:{CANARY}@127.0.0.1:none/notebooks",
    "in the place of a port": f"postgresql+psycopg://someone:{CANARY}",
    "no address": f"someone:{CANARY}",
}
every_address = pytest.mark.parametrize("address", [ADDRESSES[name] for name in ADDRESSES], ids=list(ADDRESSES))


@every_address
def test_a_password_is_in_no_message_and_no_traceback(address, nowhere, caplog):
    caplog.set_level(logging.DEBUG)

    with pytest.raises(RepositoryError) as refused:
        Repository.open(address.format(port=nowhere))

    assert CANARY not in "".join(traceback.format_exception(refused.value))
    assert CANARY not in caplog.text


@every_address
def test_a_password_is_on_no_page_and_in_no_log(address, nowhere, caplog, monkeypatch, capfd):
    monkeypatch.setenv("SCRUTINY_DATABASE_URL", address.format(port=nowhere))
    caplog.set_level(logging.DEBUG)

    pages = [opened(page) for page in ("notebooks", "witness_briefs", "before_the_meeting")]

    assert not any(page.exception for page in pages)
    assert CANARY not in "".join(text for page in pages for text in (*html_of(page), *markdown_of(page)))
    assert CANARY not in caplog.text
    assert CANARY not in "".join(capfd.readouterr())


@every_address
def test_a_password_is_in_no_answer_of_a_command(address, nowhere, monkeypatch):
    monkeypatch.setenv("SCRUTINY_DATABASE_URL", address.format(port=nowhere))

    answer = CliRunner().invoke(commands, ["notebook", "list"])

    assert answer.exit_code
    assert CANARY not in answer.output
    if answer.exc_info and answer.exc_info[0] is not SystemExit:
        assert CANARY not in "".join(traceback.format_exception(*answer.exc_info))
