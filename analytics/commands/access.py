"""`scrutiny access`: who has which role, what that allows and why, and the audit log."""

from typing import Annotated, NoReturn

import typer

from analytics.access.actions import MAY, Action, Role
from analytics.access.log import AuditLog
from analytics.access.person import Person, explained, name_from
from analytics.access.roles import Roles
from analytics.commands.evidence import app, stop
from analytics.commands.leaving import PLACE, at_the_server
from analytics.commands.notebook import DatabaseOption, opened
from analytics.evidence.wording import count_of

access = typer.Typer(no_args_is_help=True, help="Who may do what where people sign in, and the log of what was done.")
app.add_typer(access, name="access")

PersonArgument = Annotated[str, typer.Argument(help="What the provider calls the person: an e-mail address as a rule.")]


@access.command()
def explain(
    user: PersonArgument,
    action: Annotated[str, typer.Argument(help="Something that can be done. Without it: everything there is.")] = "",
    database: DatabaseOption = "",
) -> None:
    """Whether somebody may do something, and why. Exits 1 where they may not."""
    if action and action not in list(Action):
        stop(f"There is no action “{action}”. There is: {', '.join(Action)}.")
    name = _name(user)
    with opened(database) as repository:
        given = Roles(repository.database).of(name)
    person = Person(name, name, given.role if given else None)
    for one in [Action(action)] if action else Action:
        sentence = explained(person, one, given.source if given else "")
        typer.echo(f"{one}: {'yes' if person.may(one) else 'no'}. {sentence}")
    if action and not person.may(action):
        raise typer.Exit(1)


@access.command("list")
def list_roles(database: DatabaseOption = "") -> None:
    """Everybody with a role, and what each role may do."""
    with opened(database) as repository:
        every = Roles(repository.database).every()
    for given in every:
        typer.echo(f"{given.person}  {given.role or 'no role that there is'}  {given.source}")
    if not every:
        typer.echo("Nobody has a role yet. Begin with: scrutiny access grant NAME administrator", err=True)
    for role, actions in MAY.items():
        typer.echo(f"{role}: {', '.join(one for one in Action if one in actions)}", err=True)


@access.command()
def grant(user: PersonArgument, role: Role, database: DatabaseOption = "") -> None:
    """Give somebody a role in the place of any other. The first administrator is made like this."""
    with opened(database) as repository:
        Roles(repository.database).grant(_name(user), role, at_the_server(), PLACE)
    typer.echo(f"{_name(user)} is now {role}.")


@access.command()
def revoke(user: PersonArgument, database: DatabaseOption = "") -> None:
    """Take somebody’s role away. It holds from their next press on."""
    with opened(database) as repository:
        had = Roles(repository.database).revoke(_name(user), at_the_server(), PLACE)
    if not had:
        stop(f"{_name(user)} has no role. See who has: scrutiny access list")
    typer.echo(f"{_name(user)} has no role any more.")


@access.command()
def log(
    most: Annotated[int, typer.Option("--last", min=1, help="How many entries, the newest first.")] = 50,
    verify: Annotated[bool, typer.Option("--verify", help="Check that no row was changed, removed or put in.")] = False,
    noted: Annotated[
        str, typer.Option("--noted", help="A last hash that an earlier check printed; it must still be there.")
    ] = "",
    database: DatabaseOption = "",
) -> None:
    """The audit log: moment in UTC, who, what, about what, from where. With --verify exits 1 where it was changed."""
    with opened(database) as repository:
        held = AuditLog(repository.database)
        if verify or noted:
            verdict = held.verify(noted)
            if verdict.wrong:
                stop(f"The audit log was tampered with. {verdict.wrong}")
            typer.echo(f"The audit log is whole: {count_of(verdict.rows, 'row')}, last hash {verdict.last}")
            return
        for row in held.newest(most):
            parts = (f"{row.at:%Y-%m-%dT%H:%M:%SZ}", row.who, row.what, row.about, row.detail, row.place)
            typer.echo("  ".join(filter(None, parts)))


def _name(user: str) -> str:
    try:
        return name_from(user)
    except ValueError as error:
        _refuse(error)


def _refuse(error: ValueError) -> NoReturn:
    stop(str(error))
