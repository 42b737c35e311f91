"""The audit log is only ever added to, by however many at once, and shows when somebody went behind its back."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from analytics.access.log import AuditLog, Entry, Event, Logged, Wanted
from analytics.access.log_frame import log_frame
from analytics.notebooks.repository import Repository
from analytics.notebooks.repository.tables import AUDIT

ROOT = Path(__file__).parents[2]
MOMENT = datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def log(database):
    return AuditLog(database, lambda: MOMENT)


def filled(log, rows=3):
    for number in range(rows):
        log.record(Entry(f"anna{number}", Event.EXPORTED, "n1", "notebook", "pdf"))
    return log


def disarmed(database):
    """The triggers taken away, as somebody with the database's own password could."""
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        else:
            for name in ("update", "delete", "replace"):
                connection.execute(text(f"DROP TRIGGER audit_no_{name}"))


def test_when_a_backup_was_put_back_the_last_time(database):
    log = AuditLog(database)
    assert log.ended([]) == (frozenset(), None)
    moments = [MOMENT, MOMENT + timedelta(hours=1), MOMENT + timedelta(hours=2)]
    for what, moment in zip((Event.RESTORED, Event.RESTORED, Event.EXPORTED), moments, strict=True):
        AuditLog(database, lambda moment=moment: moment).record(Entry("anna", what))
    assert log.ended([]) == (frozenset(), moments[1])


def test_what_is_written_is_read(log):
    filled(log)
    newest = log.newest(2)
    assert [(row.number, row.who, row.what, row.at) for row in newest] == [
        (3, "anna2", "exported", MOMENT),
        (2, "anna1", "exported", MOMENT),
    ]
    assert newest[0].previous == newest[1].hash
    verdict = log.verify()
    assert (verdict.rows, verdict.last, verdict.wrong) == (3, newest[0].hash, "")
    assert log.verify(newest[1].hash).wrong == ""
    assert log.verify("f" * 64).wrong.startswith("The hash that was noted is not in it")


def test_entries_are_found_by_whom_kind_and_day(database):
    moments = [datetime(2026, 3, day, hour, tzinfo=UTC) for day, hour in ((1, 0), (1, 23), (2, 0), (3, 12))]
    clock = iter(moments)
    log = AuditLog(database, lambda: next(clock))
    for who, what in (
        ("ada", Event.GAVE_ROLE),
        ("ben", Event.EXPORTED),
        ("ada", Event.EXPORTED),
        ("ben", Event.SIGNED_IN),
    ):
        log.record(Entry(who, what))

    def numbers(**wanted):
        found = log.found(Wanted(**wanted))
        assert len(found) == log.count(Wanted(**wanted))
        return [row.number for row in found]

    assert numbers() == [4, 3, 2, 1]
    assert [row.number for row in log.found(Wanted(), 2)] == [4, 3]
    assert numbers(who="ada") == [3, 1]
    assert numbers(what="exported") == [3, 2]
    assert numbers(who="ada", what="exported", first=date(2026, 3, 2)) == [3]
    assert numbers(first=date(2026, 3, 1), last=date(2026, 3, 1)) == [2, 1]
    assert numbers(first=date(2026, 3, 2)) == [4, 3]
    assert numbers(last=date.max) == [4, 3, 2, 1]
    assert numbers(who="nobody") == []
    assert log.everybody() == ["ada", "ben"]


def test_the_log_as_a_table_says_each_entry_whole(log):
    filled(log)
    frame = log_frame(log.found(Wanted()))
    assert frame["number"].to_list() == [3, 2, 1]
    assert frame.row(0, named=True)["at"] == "2026-03-01T09:00:00.123456+00:00"
    assert set(frame.columns) == {field.name for field in fields(Logged)}


def test_an_empty_log_is_whole(log):
    assert log.verify().rows == 0
    assert not log.verify().wrong


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'nobody' WHERE number = 2",
        "UPDATE audit SET hash = hash",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_row(log, database, statement):
    filled(log)
    before = log.newest()
    with pytest.raises(IntegrityError, match="The audit log is only ever added to"), database.writing() as connection:
        connection.execute(text(statement))
    assert log.newest() == before


def test_nothing_is_put_in_the_place_of_a_row(log, database):
    filled(log)
    before = log.newest()
    columns = ", ".join(AUDIT.c.keys())
    replace = "INSERT OR REPLACE" if "sqlite" in str(database.engine.url) else "INSERT"
    copied = f"{replace} INTO audit ({columns}) SELECT {columns} FROM audit WHERE number = 2"
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(text(copied))
    assert log.newest() == before


def test_postgresql_refuses_to_empty_it(postgresql_url):
    repository = Repository.open(postgresql_url)
    log = filled(AuditLog(repository.database))
    with pytest.raises(IntegrityError, match="only ever added to"), repository.database.writing() as connection:
        connection.execute(text("TRUNCATE audit"))
    assert log.verify().rows == 3
    repository.close()


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("UPDATE audit SET who = 'nobody' WHERE number = 2", "Row 2 was changed after it was written."),
        ("UPDATE audit SET at = '2026-03-02 09:00:00.000000' WHERE number = 1", "Row 1 was changed after it was"),
        ("DELETE FROM audit WHERE number = 2", "Row 2 is missing: the next is row 3."),
        ("DELETE FROM audit WHERE number = 1", "Row 1 is missing: the next is row 2."),
        (
            "UPDATE audit SET number = CASE number WHEN 2 THEN 103 WHEN 3 THEN 102 ELSE number END",
            "Row 2 is missing: the next is row 102.",
        ),
        ("UPDATE audit SET previous = 'x' WHERE number = 3", "Row 3 does not follow from the row before it."),
    ],
)
def test_tampering_behind_its_back_shows(log, database, statement, wrong):
    filled(log)
    disarmed(database)
    with database.writing() as connection:
        connection.execute(text(statement))
    assert log.verify().wrong.startswith(wrong)


def test_the_end_cut_off_shows_where_the_last_hash_was_noted(log, database):
    filled(log)
    noted = log.verify().last
    disarmed(database)
    with database.writing() as connection:
        connection.execute(text("DELETE FROM audit WHERE number = 3"))
    assert log.verify().wrong == "", "nothing in the rest says that there was more"
    assert log.verify(noted).wrong


def test_the_same_is_said_once_in_however_many_tabs(log, database):
    entry = Entry("anna", Event.SIGNED_IN, "0123456789abcdef")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: AuditLog(database).record_once(entry), range(24)))
    assert len(log.newest()) == 1
    log.record_once(Entry("anna", Event.SIGNED_IN, "another"))
    assert [row.about for row in log.newest()] == ["another", "0123456789abcdef"]


def test_threads_and_processes_make_one_chain(log, database, url):
    command = [sys.executable, "-m", "tests.access.logger_process", url]
    processes = [subprocess.Popen([*command, name, "25"], cwd=ROOT, stderr=subprocess.PIPE) for name in "ab"]
    numbers = count()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: log.record(Entry(f"here {next(numbers)}", Event.SHARED)), range(40)))
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert (log.verify().rows, log.verify().wrong) == (90, "")
    who = sorted(row.who for row in log.newest(1000))
    assert who == sorted([f"{name} {i}" for name in "ab" for i in range(25)] + [f"here {i}" for i in range(40)])


def test_what_is_too_long_or_breaks_the_line_is_made_short_and_one(log):
    log.record(Entry("a\nb\x00", Event.REFUSED, "x" * 5000, "\u2028", "half \ud800"))
    (row,) = log.newest()
    assert (row.who, len(row.about), row.place, row.detail) == ("a b ", 200, " ", "half ?")
    assert not log.verify().wrong


def test_a_row_of_a_newer_app_is_read(log, database):
    filled(log, 1)
    first = log.newest()[0]
    row = {"number": 2, "at": MOMENT, "who": "a", "what": "danced", "about": "", "place": "", "detail": ""}
    with database.writing() as connection:
        connection.execute(insert(AUDIT).values(row | {"previous": first.hash, "hash": "x"}))
    assert log.newest()[0].what == "danced"
