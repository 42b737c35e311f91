import asyncio
from types import SimpleNamespace

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime import app_session
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from analytics.notebooks.repository import RepositoryError
from pages.shared.download import _given
from pages.shared.giving import say_why


@pytest.fixture
def asked(monkeypatch):
    """What a browser is answered that asks for the file of a button."""
    monkeypatch.setattr(app_session, "DeferredFileHandler", app_session.DeferredFileHandler)
    say_why()
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(app_session.runtime, "get_instance", lambda: SimpleNamespace(media_file_mgr=manager))
    # As every session makes it, so that a Streamlit which makes it in another way is noticed.
    dispatcher = app_session.AppSession._create_backend_operation_dispatcher(SimpleNamespace(_script_data=None))

    def answers(gives):
        request = BackendOperationRequest(request_id="1")
        request.deferred_file.file_id = manager.add_deferred(gives, "text/csv", "0", file_name="a.csv")
        return asyncio.run(dispatcher.dispatch(request, "session"))

    return answers


def test_file_that_is_set_down_is_given(asked):
    answer = asked(_given("a,b", lambda: None))

    assert answer.request_id == "1"
    assert answer.deferred_file.url.startswith("/media/")
    assert not answer.error_msg


def test_file_that_cannot_be_set_down_is_not_given_and_the_reader_is_told_why_and_what_to_do(asked):
    def full():
        raise RepositoryError("The disk is full. Free some space.")

    answer = asked(_given("a,b", full))

    assert answer.error_msg == (
        "No file was given, because the log of what leaves cannot be written. The disk is full. Free some space."
    )
    assert not answer.deferred_file.url


def test_words_that_cannot_be_saved_are_given_to_somebody_alone_though_nothing_can_be_set_down(asked):
    def full():
        raise RepositoryError("The disk is full. Free some space.")

    answer = asked(_given("a,b", full, also_unlogged=True))

    assert answer.deferred_file.url.startswith("/media/")


def test_file_that_cannot_be_made_quotes_nothing_and_is_not_set_down(asked):
    said = []

    def fails():
        raise ValueError("canary of a note")

    answer = asked(_given(fails, lambda: said.append("it left")))

    assert answer.error_msg.startswith("The file could not be made, and that has been noted.")
    assert "canary" not in answer.error_msg
    assert said == []
