"""Two people who decide about the same thing at the same moment: one comes after the other, and neither is refused."""

from datetime import UTC, datetime
from threading import Thread

import pytest

from analytics.access.actions import Role
from analytics.access.log import AuditLog
from analytics.access.ownership import Ownership
from analytics.access.publications import Publications
from analytics.access.roles import Roles
from analytics.access.withdrawals import LoggedAs
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.repository import Repository
from analytics.notebooks.repository.decided import nothing_shown
from analytics.notebooks.repository.published import Published

# Long enough for what does not wait its turn; what does goes on once the other has ended.
_SECONDS = 0.5


@pytest.fixture
def kept(url):
    repository = Repository.open(url)
    yield repository
    repository.close()


@pytest.fixture
def notebook(kept):
    made = Notebook(authority="barnsley", title="Caseloads", public=True)
    kept.save(made, None)
    return made


class Meanwhile:
    """A clock that lets somebody else do something at the moment at which it is first looked at."""

    def __init__(self, does):
        self._thread = Thread(target=self._try, args=(does,))
        self.failed = None

    def __call__(self):
        if not self._thread.ident:
            self._thread.start()
            self._thread.join(_SECONDS)
        return datetime.now(UTC)

    def wait(self):
        self._thread.join()
        return self.failed

    def _try(self, does):
        try:
            does()
        except Exception as error:
            self.failed = error


def _private(notebook):
    return notebook.model_copy(update={"public": False})


def published_in(url):
    published = Published.open(url)
    try:
        return [one.notebook.id for one in published.listed()]
    finally:
        published.close()


@pytest.mark.parametrize(
    "does",
    [
        pytest.param(lambda kept, held, log: kept.save(_private(held), 1, log=log), id="may not any more"),
        pytest.param(lambda kept, held, log: kept.delete(held.id, log), id="deleted"),
    ],
)
def test_a_notebook_that_is_taken_back_while_it_is_published_is_not_public(kept, notebook, url, does):
    other = Meanwhile(lambda: does(kept, notebook, LoggedAs("ada@a")))
    Publications(kept.database, other).publish_notebook(notebook.id, 1, "olga@a")
    assert other.wait() is None
    assert published_in(url) == []
    assert [(row.who, row.what) for row in AuditLog(kept.database).newest()] == [
        ("ada@a", "withdrew"),
        ("olga@a", "published"),
    ]


@pytest.mark.parametrize(
    ("does", "refusal"),
    [
        pytest.param(
            lambda kept, held, log: kept.save(_private(held), 1, log=log), "has changed", id="may not any more"
        ),
        pytest.param(lambda kept, held, log: kept.delete(held.id, log), "There is no notebook", id="deleted"),
    ],
)
def test_a_notebook_is_not_published_anew_while_it_is_taken_back(kept, notebook, url, does, refusal):
    publications = Publications(kept.database)
    publications.publish_notebook(notebook.id, 1, "olga@a")
    other = Meanwhile(lambda: publications.publish_notebook(notebook.id, 1, "olga@a"))
    does(kept, notebook, LoggedAs("ada@a", clock=other))
    assert refusal in str(other.wait())
    assert published_in(url) == []
    assert [row.what for row in AuditLog(kept.database).newest()] == ["withdrew", "published"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            lambda kept, held, clock: Publications(kept.database, clock).publish_notebook(held.id, 1, "olga@a"),
            lambda kept, held: Publications(kept.database).publish_notebook(held.id, 1, "ada@a"),
            id="publish a notebook",
        ),
        pytest.param(
            lambda kept, held, clock: Publications(kept.database, clock).publish_notebook(held.id, 1, "olga@a"),
            lambda kept, held: Publications(kept.database).withdraw_notebook(held.id, "ada@a"),
            id="publish and withdraw it",
        ),
        pytest.param(
            lambda kept, held, clock: Publications(kept.database, clock).publish_notebook(held.id, 1, "olga@a"),
            lambda kept, held: Ownership(kept.database).give_to_workspace(held.id, "anna@a"),
            id="publish it and give it away",
        ),
        pytest.param(
            lambda kept, held, clock: Ownership(kept.database, clock).share(held.id, "ben@a", "anna@a"),
            lambda kept, held: Ownership(kept.database).share(held.id, "ben@a", "anna@a"),
            id="share with the same person",
        ),
        pytest.param(
            lambda kept, held, clock: _publish_figures(kept, clock),
            lambda kept, held: _publish_figures(kept),
            id="publish the same figures",
        ),
        pytest.param(
            lambda kept, held, clock: Roles(kept.database, clock).grant("ben@a", Role.MEMBER, "ada@a"),
            lambda kept, held: Roles(kept.database).grant("ben@a", Role.OFFICER, "olga@a"),
            id="give the same person a role",
        ),
    ],
)
def test_both_are_done_one_after_the_other_and_set_down(kept, notebook, first, second):
    other = Meanwhile(lambda: second(kept, notebook))
    first(kept, notebook, other)
    assert other.wait() is None
    log = AuditLog(kept.database)
    assert log.verify().wrong == ""
    assert 1 <= log.verify().rows <= 2


def _publish_figures(kept, *clock):
    publications = Publications(kept.database, *clock)
    publications.publish_release("own-figures", "f" * 64, nothing_shown(), "olga@a", knowing="")
