"""Roles are kept in the database, and every change of them is in the log with it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from analytics.access.actions import Role
from analytics.access.log import AuditLog
from analytics.access.roles import LastAdministrator, Roles
from analytics.notebooks.repository import Repository, RepositoryError


@pytest.fixture
def kept(url):
    repository = Repository.open(url)
    yield repository
    repository.close()


def events(kept):
    return [(row.who, row.what, row.about, row.detail) for row in reversed(AuditLog(kept.database).newest())]


def test_a_role_is_given_changed_and_taken_away(kept):
    roles = Roles(kept.database)
    assert roles.of("anna@a") is None
    roles.grant(" Anna@A ", Role.MEMBER, "root at the server")
    assert roles.of("anna@a").role is Role.MEMBER
    roles.grant("anna@a", Role.OFFICER, "ada@a")
    other_replica = Roles(Repository.open(kept.database.engine.url.render_as_string(hide_password=False)).database)
    assert other_replica.of("anna@a").role is Role.OFFICER
    assert other_replica.of("anna@a").source.endswith(" by ada@a")
    assert [given.person for given in roles.every()] == ["anna@a"]
    assert roles.revoke("ANNA@A", "ada@a")
    assert not roles.revoke("anna@a", "ada@a")
    assert roles.of("anna@a") is None
    assert events(kept) == [
        ("root at the server", "gave a role", "anna@a", "member"),
        ("ada@a", "gave a role", "anna@a", "officer"),
        ("ada@a", "took a role away", "anna@a", ""),
    ]
    other_replica._database.engine.dispose()


def test_a_word_that_is_no_role_allows_nothing(kept):
    Roles(kept.database).grant("anna@a", Role.MEMBER, "x")
    with kept.database.writing() as connection:
        connection.execute(text("UPDATE roles SET role = 'mayor'"))
    assert Roles(kept.database).of("anna@a").role is None


def test_without_a_log_no_role_is_given(kept):
    with kept.database.writing() as connection:
        connection.execute(text("DROP TABLE audit"))
    with pytest.raises(RepositoryError):
        Roles(kept.database).grant("anna@a", Role.ADMINISTRATOR, "x")
    assert Roles(kept.database).of("anna@a") is None


def test_where_one_is_to_be_kept_the_last_administrator_stays_one(kept):
    roles = Roles(kept.database)
    roles.grant("ada@a", Role.ADMINISTRATOR, "x")
    for does in (
        lambda: roles.revoke("ada@a", "ada@a", keep_an_administrator=True),
        lambda: roles.grant("ADA@a", Role.OFFICER, "ada@a", keep_an_administrator=True),
    ):
        with pytest.raises(LastAdministrator, match="ada@a is the only administrator"):
            does()
    assert roles.of("ada@a").role is Role.ADMINISTRATOR
    assert len(events(kept)) == 1
    roles.grant("ben@a", Role.ADMINISTRATOR, "ada@a", keep_an_administrator=True)
    roles.grant("ben@a", Role.ADMINISTRATOR, "ada@a", keep_an_administrator=True)
    assert roles.revoke("ada@a", "ada@a", keep_an_administrator=True)
    assert roles.revoke("ben@a", "root at the server"), "at the server another is made"


def test_two_administrators_who_take_each_others_role_away_at_once_leave_one(kept):
    roles = Roles(kept.database)
    for _ in range(5):
        for name in ("ada@a", "ben@a"):
            roles.grant(name, Role.ADMINISTRATOR, "x")
        together = Barrier(2)

        def takes(name, together=together):
            together.wait()
            try:
                return roles.revoke(name, "the other", keep_an_administrator=True)
            except LastAdministrator:
                return False

        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(takes, ("ada@a", "ben@a"))) == [False, True]
        assert len(roles.every()) == 1
