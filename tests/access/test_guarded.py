"""What each person finds, opens, changes and publishes; whatever is not theirs is as if it had never been."""

import inspect
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert

from analytics.access.actions import Role
from analytics.access.guarded import GuardedRepository
from analytics.access.log import AuditLog
from analytics.access.person import ALONE, Denied, Person
from analytics.access.roles import Roles
from analytics.measures.disclosure.policy import Covers, Policy
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.lock import Lock
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.repository import Conflict, NotFound, Repository
from analytics.notebooks.repository.decided import nothing_shown
from analytics.notebooks.repository.tables import ROLES
from tests.notebooks.repository.test_locks import lock_of

ANNA, BEN = Person("anna@a", "Anna", Role.MEMBER), Person("ben@a", "Ben", Role.MEMBER)
OFFICER, VIEWER = Person("olga@a", "Olga", Role.OFFICER), Person("vera@a", "Vera", Role.VIEWER)
ADMINISTRATOR, NOBODY = Person("ada@a", "Ada", Role.ADMINISTRATOR), Person("ned@a", "Ned")
MEETING = Meeting(date=date(2026, 5, 12))
MAY_NOT_PUBLISH = "may not publish notebooks and own figures"
PRIVATE = {"kind": "note", "text": "canary", "private": True}


@pytest.fixture
def kept(url):
    """A database in which everybody has the role that they have here. How they came to it is not looked at."""
    repository = Repository.open(url)
    with repository.database.writing() as connection:
        for person in (ANNA, BEN, OFFICER, VIEWER, ADMINISTRATOR):
            given = {"person": person.name, "role": person.role, "given_at": datetime.now(UTC), "given_by": "the test"}
            connection.execute(insert(ROLES).values(given))
    yield repository
    repository.close()


def of(kept, person):
    return GuardedRepository(kept, person, "notebook")


def events(kept):
    return [(row.who, row.what, row.about, row.detail) for row in reversed(AuditLog(kept.database).newest())]


def refused_as_missing(does, identity):
    """As one that never was: the same kind of refusal, in the same words."""
    with pytest.raises(NotFound) as raised:
        does(identity)
    with pytest.raises(NotFound) as never:
        does("never-was")
    assert str(raised.value) == str(never.value).replace("never-was", identity)


def test_ones_own_notebook_is_ones_own(kept):
    mine = Notebook(authority="barnet", title="Canary").adding(PRIVATE)
    saved = of(kept, ANNA).save(mine, None)
    assert [(entry.id, entry.owner) for entry in of(kept, ANNA).listed()] == [(mine.id, "anna@a")]
    assert [version.saved_by for version in of(kept, ANNA).history(mine.id)] == ["anna@a"]
    for person in (BEN, OFFICER, ADMINISTRATOR):
        theirs = of(kept, person)
        assert theirs.listed(deleted=True) == []
        for does in (
            theirs.get,
            theirs.history,
            theirs.locks,
            theirs.delete,
            theirs.undelete,
            theirs.whose,
            lambda identity, by=theirs: by.at(identity, 1),
            lambda identity, by=theirs: by.restore(identity, 1, 1),
            lambda identity, by=theirs: by.share(identity, "ben@a"),
            lambda identity, by=theirs: by.give_to_workspace(identity),
        ):
            refused_as_missing(does, mine.id)
        with pytest.raises(NotFound):
            theirs.save(mine.retitled("Mine now"), 1)
        with pytest.raises(NotFound):
            theirs.save(mine.retitled("Mine now"), None)
    assert kept.get(mine.id) == saved, "nothing of it was changed"
    assert of(kept, BEN).is_taken(mine.id), "so a file with its id is brought in under another"


def test_it_is_open_to_whom_it_is_shared_with_until_it_is_not(kept):
    mine = Notebook(authority="barnet")
    of(kept, ANNA).save(mine, None)
    of(kept, ANNA).share(mine.id, " Ben@A ")
    of(kept, ANNA).share(mine.id, "ben@a")
    assert of(kept, BEN).save(mine.retitled("Ours"), 1).version == 2
    assert [version.saved_by for version in of(kept, BEN).history(mine.id)] == ["ben@a", "anna@a"]
    assert of(kept, OFFICER).listed() == []
    with pytest.raises(Denied, match="Only whose notebook it is"):
        of(kept, BEN).share(mine.id, "olga@a")
    of(kept, ANNA).unshare(mine.id, "ben@a")
    refused_as_missing(of(kept, BEN).get, mine.id)
    assert events(kept) == [
        ("anna@a", "shared", mine.id, "ben@a"),
        ("anna@a", "stopped sharing", mine.id, "ben@a"),
    ]


@pytest.mark.parametrize("name", ["vera@a", "ned@a", "bem@a"], ids=["viewer", "without-a-role", "misspelt"])
def test_it_is_not_shared_with_whom_it_would_not_open_to(kept, name):
    mine = Notebook(authority="barnet")
    of(kept, ANNA).save(mine, None)
    with pytest.raises(
        Denied, match=f"{name} has no role here that opens notebooks, which are: member, officer, admin"
    ):
        of(kept, ANNA).share(mine.id, name)
    assert of(kept, ANNA).whose(mine.id).people == ()
    assert events(kept) == []


def test_who_no_longer_opens_what_is_shared_with_them_is_named_to_its_owner_alone(kept):
    mine = Notebook(authority="barnet")
    of(kept, ANNA).save(mine, None)
    of(kept, ANNA).share(mine.id, "ben@a")
    assert of(kept, ANNA).shared_in_vain(mine.id) == frozenset()
    Roles(kept.database).grant("ben@a", Role.VIEWER, "the test")
    assert of(kept, ANNA).shared_in_vain(mine.id) == {"ben@a"}
    with pytest.raises(NotFound):
        of(kept, OFFICER).shared_in_vain(mine.id)


def test_a_notebook_of_the_workspace_is_read_by_members_and_changed_by_officers(kept):
    old = Notebook(authority="barnet", title="From before")
    kept.save(old, None)
    for person in (ANNA, OFFICER, ADMINISTRATOR):
        assert of(kept, person).get(old.id).notebook == old
    with pytest.raises(Denied, match="may not change, give away and delete notebooks that belong to the workspace"):
        of(kept, ANNA).save(old.retitled("Mine"), 1)
    with pytest.raises(Denied):
        of(kept, ANNA).delete(old.id)
    assert of(kept, OFFICER).save(old.retitled("Ours"), 1).version == 2
    of(kept, OFFICER).delete(old.id)
    of(kept, OFFICER).undelete(old.id)


def test_given_to_the_workspace_it_is_everybodys(kept):
    mine = Notebook(authority="barnet")
    of(kept, ANNA).save(mine, None)
    of(kept, ANNA).give_to_workspace(mine.id)
    assert of(kept, BEN).get(mine.id).notebook == mine
    assert of(kept, BEN).whose(mine.id).owner == ""


@pytest.mark.parametrize("person", [VIEWER, NOBODY], ids=["viewer", "nobody"])
def test_who_may_not_open_notebooks_finds_none_by_any_method(kept, person):
    notebook = Notebook(authority="barnet")
    kept.save(notebook, None)
    theirs = of(kept, person)
    values = {
        "identity": notebook.id,
        "notebook": notebook.retitled("x"),
        "version": 1,
        "expected": 1,
        "person": "ben@a",
        "lock": lock_of(notebook),
        "release": "own-1",
        "fingerprint": "a",
        "shown": nothing_shown(),
        "knowing": "",
        "policy": Policy(),
    }
    tried = set()
    for name, method in inspect.getmembers(theirs, inspect.ismethod):
        asked = [one for one in inspect.signature(method).parameters if one in values]
        if name.startswith("_") or name in ("is_taken", "may_change", "may_delete"):
            continue
        with pytest.raises(Denied, match="Ask an administrator of this workspace"):
            method(**{one: values[one] for one in asked})
        tried.add(name)
    # A method that the repository gains is not there until somebody has thought about who may use it.
    assert tried == {
        "listed", "get", "history", "at", "locks", "save", "restore", "lock", "delete", "undelete", "whose", "share",
        "unshare", "shared_in_vain", "give_to_workspace", "published", "publish", "withdraw", "published_releases",
        "publish_release", "withdraw_release", "remember", "policy", "choose_policy",
    }  # fmt: skip
    assert not theirs.may_change("")
    assert not theirs.may_delete("")
    assert kept.history(notebook.id)[0].version == 1
    assert events(kept) == []


def test_publishing_takes_the_right_to_and_is_set_down(kept):
    mine = Notebook(authority="barnet")
    public = mine.model_copy(update={"public": True})
    of(kept, ANNA).save(mine, None)
    with pytest.raises(Denied, match=MAY_NOT_PUBLISH):
        of(kept, ANNA).save(public, 1)
    of(kept, ANNA).give_to_workspace(mine.id)
    of(kept, OFFICER).save(public, 1)
    assert events(kept)[1:] == [], "what may be published is not published by that"
    for does in (lambda: of(kept, ANNA).publish(mine.id, 2), lambda: of(kept, ANNA).withdraw(mine.id)):
        with pytest.raises(Denied):
            does()
    of(kept, OFFICER).publish(mine.id, 2)
    assert of(kept, OFFICER).published()[mine.id].version == 2
    of(kept, OFFICER).save(public.retitled("Better"), 2)
    assert of(kept, OFFICER).published()[mine.id].version == 2, "it shows what was published"
    of(kept, OFFICER).publish(mine.id, 3)
    of(kept, OFFICER).save(mine.retitled("Better"), 3)
    assert of(kept, OFFICER).published() == {}
    assert events(kept)[1:] == [
        ("olga@a", "published", mine.id, "version 2"),
        ("olga@a", "published", mine.id, "version 3"),
        ("olga@a", "withdrew", mine.id, "version 4"),
    ]


def test_who_publishes_answers_for_all_that_is_public(kept):
    mine = Notebook(authority="barnet", public=True)
    kept.save(mine, None, by="ada@a")
    refused_as_missing(lambda identity: of(kept, OFFICER).publish(identity, 1), mine.id)
    of(kept, ADMINISTRATOR).publish(mine.id, 1)
    assert list(of(kept, OFFICER).published()) == [mine.id]
    for _ in range(2):
        of(kept, OFFICER).withdraw(mine.id)
    assert of(kept, OFFICER).published() == {}
    assert [what for _, what, *_ in events(kept)] == ["published", "withdrew"]


def test_own_figures_and_the_policy_are_for_who_publishes_and_set_down(kept):
    shown, strict = nothing_shown(), Policy(covers=Covers.EVERYTHING)
    for person in (VIEWER, ANNA, NOBODY):
        theirs = of(kept, person)
        for does in (
            lambda by=theirs: by.publish_release("own-1", "a", shown, knowing=""),
            lambda by=theirs: by.withdraw_release("own-1"),
            lambda by=theirs: by.choose_policy(strict, shown, knowing=""),
        ):
            with pytest.raises(Denied, match="Ask an administrator of this workspace"):
                does()
    officer = of(kept, OFFICER)
    officer.publish_release("own-1", "a", shown, knowing="")
    officer.choose_policy(strict, shown, knowing="")
    assert officer.published_releases()["own-1"].fingerprint == "a"
    assert officer.policy().covers == "everything"
    officer.withdraw_release("own-1")
    assert events(kept) == [
        ("olga@a", "published", "own-1", "own figures"),
        ("olga@a", "chose what is withheld", "dfe everything", ""),
        ("olga@a", "withdrew", "own-1", "own figures"),
    ]


def test_who_may_not_publish_may_not_change_what_is_published(kept):
    mine = Notebook(authority="barnet")
    of(kept, OFFICER).save(mine.model_copy(update={"public": True}), None)
    of(kept, OFFICER).share(mine.id, "anna@a")
    with pytest.raises(Denied):
        of(kept, ANNA).save(mine.model_copy(update={"public": True}).adding({"kind": "note", "text": "x"}), 1)
    of(kept, OFFICER).delete(mine.id)
    with pytest.raises(Denied):
        of(kept, ANNA).undelete(mine.id)
    of(kept, OFFICER).undelete(mine.id)
    for taken_back in (mine, mine.retitled("Theirs")):
        with pytest.raises(Denied, match=MAY_NOT_PUBLISH):
            of(kept, ANNA).save(taken_back, 1)
    assert kept.get(mine.id).notebook.public
    assert [what for _, what, *_ in events(kept)] == ["shared"]


def test_whom_it_is_shared_with_neither_deletes_it_nor_brings_it_back(kept):
    mine = Notebook(authority="barnet")
    of(kept, ANNA).save(mine, None)
    for person in (BEN, OFFICER):
        of(kept, ANNA).share(mine.id, person.name)
        assert not of(kept, person).may_delete("anna@a")
        with pytest.raises(Denied, match="Only whose notebook it is may delete it or bring it back"):
            of(kept, person).delete(mine.id)
    assert of(kept, BEN).listed(), "it is where it was"
    assert of(kept, ANNA).may_delete("anna@a")
    of(kept, ANNA).delete(mine.id)
    with pytest.raises(Denied):
        of(kept, BEN).undelete(mine.id)
    assert of(kept, BEN).listed() == []
    of(kept, ANNA).undelete(mine.id)
    assert of(kept, BEN).get(mine.id)


def test_an_owner_who_may_not_publish_does_not_take_back_what_an_officer_published(kept):
    mine = Notebook(authority="barnet")
    kept.save(mine.model_copy(update={"public": True}), None, by="anna@a")
    for does in (of(kept, ANNA).delete, of(kept, ANNA).undelete, lambda _: of(kept, ANNA).save(mine, 1)):
        with pytest.raises(Denied, match=MAY_NOT_PUBLISH):
            does(mine.id)
    assert kept.get(mine.id).notebook.public


def test_deleting_what_is_published_withdraws_it_once_and_bringing_it_back_publishes_nothing(kept):
    public = Notebook(authority="barnet", public=True)
    kept.save(public, None)
    of(kept, OFFICER).publish(public.id, 1)
    for does in (of(kept, OFFICER).delete, of(kept, OFFICER).undelete):
        does(public.id)
        does(public.id)
    of(kept, OFFICER).delete(public.id)
    of(kept, OFFICER).save(public.retitled("Back"), 1)
    assert of(kept, OFFICER).published() == {}
    assert events(kept) == [
        ("olga@a", "published", public.id, "version 1"),
        ("olga@a", "withdrew", public.id, "deleted"),
    ]


@pytest.mark.parametrize(
    ("take_back", "detail"),
    [
        pytest.param(lambda by, held: by.save(held.model_copy(update={"public": False}), 1), "version 2", id="saved"),
        pytest.param(lambda by, held: by.delete(held.id), "deleted", id="deleted"),
    ],
)
def test_what_is_taken_back_by_keeping_it_is_set_down_with_it_or_neither_is_done(kept, monkeypatch, take_back, detail):
    public = Notebook(authority="barnet", public=True)
    kept.save(public, None)
    of(kept, OFFICER).publish(public.id, 1)

    def fault(*_):
        raise RuntimeError("the process ends here")

    with monkeypatch.context() as between:
        between.setattr("analytics.access.log._hash", fault)
        with pytest.raises(RuntimeError):
            take_back(of(kept, OFFICER), public)
    assert list(of(kept, OFFICER).published()) == [public.id]
    assert kept.get(public.id).version == 1

    take_back(of(kept, OFFICER), public)
    assert of(kept, OFFICER).published() == {}
    assert events(kept)[1:] == [("olga@a", "withdrew", public.id, detail)]
    assert AuditLog(kept.database).verify().wrong == ""


def test_nothing_is_set_down_where_somebody_else_came_first_and_it_stays_public(kept):
    public = Notebook(authority="barnet", public=True)
    kept.save(public, None)
    of(kept, OFFICER).publish(public.id, 1)
    kept.save(public.retitled("First"), 1)
    with pytest.raises(Conflict):
        of(kept, OFFICER).save(public.model_copy(update={"public": False}), 1)
    assert list(of(kept, OFFICER).published()) == [public.id]
    assert [what for _, what, *_ in events(kept)] == ["published"]


def test_planning_a_meeting_and_locking_are_for_who_prepares_papers(kept):
    mine = Notebook(authority="barnet")
    of(kept, ANNA).save(mine, None)
    with pytest.raises(Denied, match="may not plan a meeting"):
        of(kept, ANNA).save(mine.model_copy(update={"meeting": MEETING}), 1)
    with pytest.raises(Denied, match="may not plan a meeting"):
        of(kept, ANNA).lock(1, lock_of(mine))
    theirs = Notebook(authority="barnet", meeting=MEETING)
    of(kept, OFFICER).save(theirs, None)
    assert isinstance(of(kept, OFFICER).lock(1, lock_of(theirs)).lock, Lock)


def test_alone_everything_is_allowed_and_belongs_to_nobody(kept):
    mine = Notebook(authority="barnet", meeting=MEETING, public=True).adding(PRIVATE)
    alone = of(kept, ALONE)
    alone.save(mine, None)
    alone.publish(mine.id, 1)
    alone.delete(mine.id)
    alone.undelete(mine.id)
    assert alone.may_change("")
    assert alone.may_delete("")
    assert alone.may_delete("anna@a")
    assert [(entry.id, entry.owner) for entry in alone.listed()] == [(mine.id, "")]
    assert [(who, what, detail) for who, what, _, detail in events(kept)] == [
        ("the person at this computer", "published", "version 1"),
        ("the person at this computer", "withdrew", "deleted"),
    ]
    with pytest.raises(NotFound, match="There is no notebook “x” here"):
        alone.get("x")


def test_the_log_holds_nothing_of_what_a_notebook_says(kept):
    public = Notebook(authority="barnet", title="canary", public=True).adding(PRIVATE)
    of(kept, OFFICER).save(public, None, "canary")
    of(kept, OFFICER).publish(public.id, 1)
    assert events(kept)
    assert "canary" not in str(AuditLog(kept.database).newest())


def test_a_notebook_that_others_write_over_stays_its_owners_and_theirs_it_is_shared_with(kept):
    mine = Notebook(authority="barnet", title="Mine")
    of(kept, ANNA).save(mine, None)
    of(kept, ANNA).share(mine.id, BEN.name)
    of(kept, BEN).save(mine.retitled("Ben’s words"), 1)
    # As `scrutiny notebook import --replace` does at the server, where nobody signs in.
    kept.save(mine.retitled("From a file"), 2)
    owned = of(kept, ANNA).whose(mine.id)
    assert (owned.owner, owned.people, owned.version) == (ANNA.name, (BEN.name,), 3)
    assert of(kept, OFFICER).listed() == []
