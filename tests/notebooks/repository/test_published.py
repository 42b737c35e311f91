"""Anybody may read what was published, as it was then, and nobody can change anything or learn what else is kept."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import text

from analytics.access.log import AuditLog
from analytics.access.publications import Publications
from analytics.measures.disclosure.memory import SHOWN
from analytics.measures.disclosure.policy import Covers, Policy, Rule
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.repository import NotPublished, Published, Repository, RepositoryError, database, default_url

SCHEMA_1 = Path(__file__).parents[2] / "fixtures" / "notebooks" / "schema-1.sql"
PRIVATE = {"kind": "note", "text": "For us alone", "private": True}
OPEN = {"kind": "note", "text": "For everyone"}


def notebook(title, *, public=True):
    return Notebook(title=title, authority="barnsley", public=public).adding(PRIVATE).adding(OPEN)


@pytest.fixture
def published(url, repository):
    """What anybody may read of the repository's database."""
    opened = Published.open(url)
    yield opened
    opened.close()


def publish(repository, *saved):
    publications = Publications(repository.database, repository._clock)
    for one in saved:
        publications.publish_notebook(one.notebook.id, one.version, "an officer")


def titles(published):
    return [one.notebook.title for one in published.listed()]


def test_only_published_notebooks_are_listed_the_last_published_first(repository, published):
    first, waiting, second = (repository.save(notebook(title), None) for title in ("First", "Waiting", "Second"))
    repository.save(notebook("Not yet", public=False), None)
    publish(repository, second, first)

    assert titles(published) == ["First", "Second"]
    publish(repository, waiting)
    assert titles(published) == ["Waiting", "First", "Second"]


def test_what_is_for_members_only_is_taken_out_before_it_is_kept(repository, published):
    meeting = Meeting(date="2026-05-01", notes={"cl_eet": "Ask twice"}, own_wordings={"cl_eet": "Why?"})
    saved = repository.save(notebook("May").model_copy(update={"meeting": meeting}), None)
    kept = saved.notebook
    publish(repository, saved)

    with repository._database.reading() as connection:
        content = connection.execute(text("SELECT content FROM published_notebooks")).scalar_one()
    assert "For everyone" in content
    assert not [word for word in ("For us alone", "Ask twice", "Why?", "2026-05-01") if word in content]
    for read in (published.get(kept.id).notebook, published.listed()[0].notebook):
        assert [held.asks for held in read.cells] == [OPEN]
        assert read.meeting is None


def test_what_was_published_is_read_until_it_is_published_again(repository, published):
    first = repository.save(notebook("Draft title"), None)
    publish(repository, first)
    second = repository.save(first.notebook.retitled("Final title"), first.version)

    found = published.get(first.notebook.id)
    assert (found.notebook.title, found.version) == ("Draft title", first.version)
    publish(repository, second)
    again = published.get(first.notebook.id)
    assert (again.notebook.title, again.version, again.published_on) == (
        "Final title",
        second.version,
        second.saved_at.date(),
    )


def test_only_the_version_that_was_looked_at_is_published(repository, published):
    first = repository.save(notebook("Looked at"), None)
    repository.save(first.notebook.adding(OPEN), first.version)

    with pytest.raises(RepositoryError, match="Somebody has changed “Looked at” since you looked at it"):
        publish(repository, first)
    assert titles(published) == []


def test_what_says_that_it_may_not_be_published_is_refused(repository, published):
    for one in (notebook("Private", public=False), notebook("Gone")):
        saved = repository.save(one, None)
        if one.public:
            repository.delete(one.id)
        with pytest.raises(RepositoryError):
            publish(repository, saved)
    with pytest.raises(RepositoryError, match="There is no notebook"):
        Publications(repository.database).publish_notebook("never-was", 1, "an officer")
    assert titles(published) == []


def test_deleted_and_brought_back_it_waits_to_be_published_again(repository, published):
    saved = repository.save(notebook("Back"), None)
    publish(repository, saved)
    repository.delete(saved.notebook.id)
    repository.undelete(saved.notebook.id)
    assert titles(published) == []
    publish(repository, saved)
    assert titles(published) == ["Back"]


def test_withdrawn_deleted_private_and_never_made_are_not_told_apart(repository, published):
    private = repository.save(notebook("Private", public=False), None)
    deleted, withdrawn, taken_back, waiting = (
        repository.save(notebook(title), None) for title in ("Deleted", "Withdrawn", "Taken back", "Waiting")
    )
    publish(repository, deleted, withdrawn, taken_back)
    repository.delete(deleted.notebook.id)
    repository.save(withdrawn.notebook.model_copy(update={"public": False}), withdrawn.version)
    Publications(repository.database).withdraw_notebook(taken_back.notebook.id, "an officer")

    said = set()
    kept = (private, deleted, withdrawn, taken_back, waiting)
    for identity in (*(one.notebook.id for one in kept), "no-such-notebook", "' OR 1=1 --"):
        with pytest.raises(NotPublished) as raised:
            published.get(identity)
        said.add(str(raised.value))
    assert len(said) == 1
    assert published.listed() == []


def test_a_damaged_notebook_hides_no_other(repository, published):
    damaged, whole = (repository.save(notebook(title), None) for title in ("Damaged", "Whole"))
    publish(repository, damaged, whole)
    with repository._database.writing() as connection:
        connection.execute(
            text("UPDATE published_notebooks SET content = '{' WHERE notebook_id = :identity"),
            {"identity": damaged.notebook.id},
        )

    assert titles(published) == ["Whole"]
    publications = Publications(repository.database)
    assert set(publications.notebooks()) == {damaged.notebook.id, whole.notebook.id}
    assert publications.notebooks()[damaged.notebook.id].title == "A notebook that cannot be opened"
    publications.withdraw_notebook(damaged.notebook.id, "an officer")
    assert set(publications.notebooks()) == {whole.notebook.id}


@pytest.mark.parametrize("statement", ["DELETE FROM notebooks", "DELETE FROM published_notebooks", "DROP TABLE locks"])
def test_the_database_itself_refuses_every_change(repository, published, statement):
    kept = repository.save(notebook("Kept"), None)

    with pytest.raises(RepositoryError), published._database.writing() as connection:
        connection.execute(text(statement))
    assert repository.get(kept.notebook.id) == kept
    assert repository.locks(kept.notebook.id) == []


def test_where_there_is_no_file_nothing_is_published_and_none_is_made(tmp_path):
    published = Published.open(f"sqlite:///{tmp_path}/not/there/notebooks.db")

    assert published.listed() == []
    with pytest.raises(NotPublished):
        published.get("anything")
    assert list(tmp_path.iterdir()) == []


def test_who_may_not_write_beside_the_file_reads_it_and_makes_nothing_there(tmp_path, monkeypatch):
    repository = Repository.open(f"sqlite:///{tmp_path}/notebooks.db")
    publish(repository, repository.save(notebook("Found"), None))
    repository.close()
    monkeypatch.setattr(database, "_may_write_in", lambda _: False)

    assert titles(Published.open(f"sqlite:///{tmp_path}/notebooks.db")) == ["Found"]
    assert [file.name for file in tmp_path.iterdir()] == ["notebooks.db"]


def test_who_may_not_write_beside_the_file_reads_whole_notebooks_while_others_save(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "_may_write_in", lambda _: False)
    repository = Repository.open(f"sqlite:///{tmp_path}/notebooks.db")
    saved = repository.save(notebook("0"), None)
    publish(repository, saved)
    published = Published.open(f"sqlite:///{tmp_path}/notebooks.db")
    read = []

    def save_often():
        kept = saved
        for number in range(1, 30):
            kept = repository.save(kept.notebook.retitled(str(number)), kept.version)
            publish(repository, kept)

    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(save_often)
        while not saving.done():
            read.append(int(published.get(saved.notebook.id).notebook.title))
        saving.result()

    assert published.get(saved.notebook.id).notebook.title == "29"
    assert read == sorted(read)


def test_an_older_schema_is_left_as_it_is(tmp_path):
    file = tmp_path / "notebooks.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(SCHEMA_1.read_text(encoding="utf-8"))
    connection.close()
    before = file.read_bytes()

    with pytest.raises(RepositoryError):
        Published.open(f"sqlite:///{file}").listed()
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["with space", "per%20cent", "question?mode=rw", "hash#", "ünï"])
def test_any_name_of_a_folder_leads_to_its_file(tmp_path, name):
    folder = tmp_path / name
    repository = Repository.open(f"sqlite:///{tmp_path}/notebooks.db")
    publish(repository, repository.save(notebook("Found"), None))
    repository.close()
    folder.mkdir()
    shutil.move(tmp_path / "notebooks.db", folder / "notebooks.db")
    url = default_url({"SCRUTINY_WORKSPACE": str(folder)})

    assert titles(Published.open(url)) == ["Found"]


def test_a_server_that_does_not_answer_is_said():
    published = Published.open("postgresql+psycopg://reader:secret@127.0.0.1:1/notebooks")

    with pytest.raises(RepositoryError) as raised:
        published.listed()
    assert "secret" not in str(raised.value)


TEN_FIVE = Policy(rule=Rule.TEN_FIVE, covers=Covers.EVERYTHING)


def figures(*values):
    return pl.DataFrame([("barnsley", "cic_n", "", "", "31 May 2025", value) for value in values], SHOWN, orient="row")


def test_where_nothing_was_decided_the_usual_policy_holds_and_no_own_figure_is_public(repository, published, tmp_path):
    for reading in (published, Published.open(f"sqlite:///{tmp_path}/not/there.db")):
        for usual in (Policy(), TEN_FIVE):
            decided = reading.decided(usual)
            assert (decided.policy, decided.releases, decided.shown.height) == (usual, frozenset(), 0)


def test_the_policy_chosen_last_is_in_force_for_every_reader(repository, published):
    publications = Publications(repository.database)
    for policy in (TEN_FIVE, Policy(), TEN_FIVE):
        publications.choose_policy(policy, figures(), "an officer", knowing="")
        assert published.decided(Policy()).policy == policy
    chosen = publications.policy()
    assert (chosen.rule, chosen.covers, chosen.by) == ("10-5", "everything", "an officer")


def test_own_figures_are_published_and_taken_back(repository, published):
    publications = Publications(repository.database)
    publications.publish_release("own-1", "a", figures("12"), "an officer", knowing="")
    publications.publish_release("own-2", "b", figures("12"), "an officer", knowing="")
    publications.publish_release("own-1", "c", figures("12"), "another", knowing="")
    assert published.decided(Policy()).releases == {("own-1", "c"), ("own-2", "b")}
    assert publications.releases()["own-1"].by == "another"
    publications.withdraw_release("own-1", "an officer")
    assert published.decided(Policy()).releases == {("own-2", "b")}
    with pytest.raises(RepositoryError, match="“own-1” is not published"):
        publications.withdraw_release("own-1", "an officer")


def test_what_was_shown_is_remembered_for_good_and_kept_once(repository, published):
    publications = Publications(repository.database)
    publications.publish_release("own-1", "a", figures("12", "40"), "an officer", knowing="")
    first = published.decided(Policy())
    publications.remember(figures("40", "12"), "an officer", knowing="")
    publications.remember(figures(), "an officer", knowing="")
    assert published.decided(Policy()) == first
    publications.withdraw_release("own-1", "an officer")
    publications.choose_policy(Policy(), figures("40", "41"), "an officer", knowing=first.mark)
    after = published.decided(Policy(), first)
    assert after != first
    assert sorted(after.shown["value"]) == ["12", "40", "41"]
    assert published.decided(Policy(), after).shown is after.shown, "what is known is not read again"


DECISIONS = {
    "policy": lambda publications, shown, knowing: publications.choose_policy(TEN_FIVE, shown, "b", knowing=knowing),
    "release": lambda publications, shown, knowing: publications.publish_release(
        "own-1", "a", shown, "b", knowing=knowing
    ),
    "figures": lambda publications, shown, knowing: publications.remember(shown, "b", knowing=knowing),
}


@pytest.mark.parametrize("decision", sorted(DECISIONS))
def test_of_two_who_worked_it_out_at_once_the_second_decides_nothing(repository, published, decision):
    """Each figure may be shown, and the two together tell a third."""
    publications = Publications(repository.database)
    looked = published.decided(Policy())
    publications.remember(figures("12"), "a", knowing=looked.mark)
    first = published.decided(Policy())
    with pytest.raises(RepositoryError, match="is not what it was when this was worked out"):
        DECISIONS[decision](publications, figures("29"), looked.mark)
    assert published.decided(Policy()) == first
    DECISIONS[decision](publications, figures("29"), first.mark)
    assert sorted(published.decided(Policy(), first).shown["value"]) == ["12", "29"]


def test_of_many_at_once_one_is_remembered_and_the_others_are_told(repository, published):
    publications = Publications(repository.database)

    def remember(number):
        try:
            publications.remember(figures(str(number)), "an officer", knowing="")
        except RepositoryError:
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(remember, range(20, 28))) == 1
    assert published.decided(Policy()).shown.height == 1
    assert [entry.what for entry in AuditLog(repository.database).newest()] == ["published"]


def test_as_many_other_figures_in_a_restored_database_are_read_again(repository, published):
    publications = Publications(repository.database)
    publications.remember(figures("12"), "an officer", knowing="")
    before = published.decided(Policy())
    with repository.database.writing() as connection:
        connection.execute(text("DELETE FROM shown_figures"))
    publications.remember(figures("29"), "an officer", knowing="")
    after = published.decided(Policy(), before)
    assert after != before
    assert after.shown["value"].to_list() == ["29"]


def test_a_policy_of_a_newer_version_is_said_and_not_guessed(repository, published):
    with repository._database.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO disclosure_policies (rule, covers, chosen_at, chosen_by) "
                "VALUES ('20-10', 'unpublished', '2026-03-01 09:00:00', 'an officer')"
            )
        )
    with pytest.raises(RepositoryError, match="newer version of the app"):
        published.decided(Policy())
