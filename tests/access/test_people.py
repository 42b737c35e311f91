"""Roles and the log: each method asks first, and somebody always stays who can give roles."""

import inspect

import pytest

from analytics.access.actions import Role
from analytics.access.log import AuditLog, Entry, Event, Wanted
from analytics.access.people import People
from analytics.access.person import ALONE, Denied, Person
from analytics.access.roles import Roles
from analytics.notebooks.repository import Repository

ADA = Person("ada@a", "Ada", Role.ADMINISTRATOR)
VALUES = {"name": "ben@a", "role": Role.ADMINISTRATOR, "wanted": Wanted()}
REST = sorted(role.value for role in Role if role is not Role.ADMINISTRATOR)


@pytest.fixture
def kept(url):
    repository = Repository.open(url)
    Roles(repository.database).grant("ada@a", Role.ADMINISTRATOR, "the test")
    yield repository
    repository.close()


@pytest.mark.parametrize("role", [*REST, "none"])
def test_who_may_not_sees_and_changes_nothing_by_any_method(kept, role):
    person = Person("vera@a", "Vera", None if role == "none" else Role(role))
    held, tried = People(kept.database, person, "people"), set()
    for name, method in inspect.getmembers(held, inspect.ismethod):
        if name.startswith("_"):
            continue
        asked = [one for one in inspect.signature(method).parameters if one in VALUES]
        with pytest.raises(Denied, match="Ask an administrator of this workspace"):
            method(**{one: VALUES[one] for one in asked})
        tried.add(name)
    assert tried == {"every", "give", "take", "done", "count", "who_did", "verified"}
    assert [one.person for one in Roles(kept.database).every()] == ["ada@a"]


def test_an_administrator_gives_and_takes_and_it_is_set_down_with_the_page(kept):
    held = People(kept.database, ADA, "people")
    held.give("Ben@A", Role.MEMBER)
    assert [(one.person, one.role) for one in held.every()] == [("ada@a", "administrator"), ("ben@a", "member")]
    assert held.take("ben@a")
    assert not held.take("ben@a")
    found = held.done(Wanted(who="ada@a"))
    assert [(row.what, row.about, row.place) for row in found] == [
        ("took a role away", "ben@a", "people"),
        ("gave a role", "ben@a", "people"),
    ]
    assert (held.count(Wanted()), held.who_did(), held.verified().wrong) == (3, ["ada@a", "the test"], "")
    with pytest.raises(ValueError, match="A name has 1 to 254 letters"):
        held.give(" ", Role.MEMBER)


def test_the_last_administrator_stays_one(kept):
    held = People(kept.database, ADA, "people")
    for does in (lambda: held.take("ada@a"), lambda: held.give("ada@a", Role.VIEWER)):
        with pytest.raises(Denied, match="the only administrator, and somebody has to give roles"):
            does()
    held.give("ben@a", Role.ADMINISTRATOR)
    assert held.take("ada@a")
    with pytest.raises(Denied, match="ben@a is the only administrator"):
        held.take("ben@a")


def test_alone_the_log_is_there_to_read(kept):
    AuditLog(kept.database).record(Entry(ALONE.logged_as, Event.EXPORTED, "n1", "notebook", "pdf, members"))
    assert People(kept.database, ALONE).done(Wanted(), most=1)[0].who == "the person at this computer"
