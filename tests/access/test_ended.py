"""Who signed out, or in before a backup was put back, is kept out within a second, by one question for all."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from analytics.access.ended import EndedSignIns
from analytics.access.log import AuditLog, Entry, Event

SIGNED_IN = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
LATER = SIGNED_IN + timedelta(hours=1)


@pytest.fixture
def log(database):
    return AuditLog(database, lambda: LATER)


@pytest.fixture
def questions(database):
    """What the database was asked, one after the other."""
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    return asked


class Clock:
    """A clock that stands still until it is moved."""

    now = 100.0

    def __call__(self):
        return self.now


def test_everybody_who_is_there_is_asked_about_at_once_and_once_a_second(log, questions):
    clock = Clock()
    ended = EndedSignIns(1, clock)
    people = ["anna", "ben", "cleo"]
    for number in people:
        ended.why(log, number, SIGNED_IN)
    questions.clear()

    for _ in range(5):
        assert [ended.why(log, number, SIGNED_IN) for number in people] == ["", "", ""]
    assert questions == []
    clock.now += 1
    assert [ended.why(log, number, SIGNED_IN) for number in people] == ["", "", ""]
    assert len([one for one in questions if "audit" in one]) == 1


@pytest.mark.parametrize("comes", ["first", "later"])
def test_who_signed_out_is_out_after_a_second_and_stays_out(log, comes):
    clock = Clock()
    ended = EndedSignIns(1, clock)
    if comes == "later":
        assert ended.why(log, "anna", SIGNED_IN) == ""
    log.record(Entry("anna@a", Event.SIGNED_OUT, "anna"))
    clock.now += 1

    for _ in range(2):
        assert ended.why(log, "anna", SIGNED_IN) == "You have signed out. Sign in again."
        assert ended.why(log, "ben", SIGNED_IN) == ""
        clock.now += 3600


def test_who_was_not_asked_about_before_is_not_let_in_by_what_is_remembered(log):
    ended = EndedSignIns(1, Clock())
    log.record(Entry("anna@a", Event.SIGNED_OUT, "anna"))
    assert ended.why(log, "ben", SIGNED_IN) == ""
    assert ended.why(log, "anna", SIGNED_IN) != ""


@pytest.mark.parametrize(("at", "is_out"), [(SIGNED_IN, True), (LATER, True), (LATER + timedelta(seconds=1), False)])
def test_who_signed_in_before_the_last_backup_was_put_back_is_out(log, database, at, is_out):
    AuditLog(database, lambda: SIGNED_IN - timedelta(days=1)).record(Entry("the server", Event.RESTORED))
    log.record(Entry("the server", Event.RESTORED))
    assert bool(EndedSignIns(1).why(log, "anna", at)) is is_out


def test_forgetting_asks_again_at_once(log):
    ended = EndedSignIns(3600)
    assert ended.why(log, "anna", SIGNED_IN) == ""
    log.record(Entry("anna@a", Event.SIGNED_OUT, "anna"))
    ended.forget()
    assert ended.why(log, "anna", SIGNED_IN) != ""
