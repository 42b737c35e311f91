"""`scrutiny disclosure`: for officers, what is withheld from the public and why. Never what it is."""

from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from polars.exceptions import PolarsError

from analytics.access.export import Export, ReadBy
from analytics.access.publications import Publications
from analytics.commands.evidence import AuthorityOption, Folder, app, decided_or_stop, evidence_for, stop, write_out
from analytics.commands.leaving import PLACE, at_the_server, set_down
from analytics.commands.notebook import DatabaseOption, opened
from analytics.commands.reconcile import Format
from analytics.commands.remembering import remember, remembered
from analytics.evidence.evidence import Evidence
from analytics.evidence.loading import SHIPPED
from analytics.evidence.wording import count_of, listed
from analytics.exports.frame_file import frame_as_csv
from analytics.measures.disclosure.exposed import exposed_in_words
from analytics.measures.disclosure.memory import SHOWN, Memory
from analytics.measures.disclosure.percentages import disclosures
from analytics.measures.disclosure.policy import Covers, Policy, PolicyError, Rule, policy_named
from analytics.measures.disclosure.protect import UNPRINTED, WITHHELD, Protected, protected
from analytics.notebooks.leaving import for_the_public, public_edition
from analytics.notebooks.repository import Decided, RepositoryError

_COLUMNS = {"policy": pl.String} | WITHHELD | {"can_be_had": pl.Boolean}
_PUBLISHED = "published already"


@app.command()
def disclosure(  # noqa: PLR0917 - each is an option of the command
    policy: Annotated[
        str, typer.Option(help="Such as “dfe” or “10-5 everything”. Without it: the one that is in force.")
    ] = "",
    authority: AuthorityOption = None,
    form: Annotated[Format, typer.Option("--format", help="csv and json give one row a figure.")] = Format.TEXT,
    chosen: Annotated[
        str, typer.Option("--set", help="Put this policy in force, for the public edition, the site and papers alike.")
    ] = "",
    show: Annotated[
        bool, typer.Option("--show", help="Let the public see what is held back from it until somebody says so.")
    ] = False,
    write_seen: Annotated[
        Path | None, typer.Option("--write-seen", help="Write what the public has been shown as a CSV file.")
    ] = None,
    read_seen: Annotated[
        Path | None,
        typer.Option("--read-seen", help="Keep what such a file of another workspace says that the public was shown."),
    ] = None,
    folder: Folder = SHIPPED,
    database: DatabaseOption = "",
) -> None:
    """Say which figures are withheld from the public and why, what is held back, and what published papers give away.

    Own figures that nobody has published are looked at as if they were, to see it beforehand.
    """
    decided = decided_or_stop(database)
    try:
        asked = policy_named(policy, named_by="--policy") if policy else decided.policy
        wanted = policy_named(chosen, named_by="--set") if chosen else None
    except PolicyError as error:
        stop(str(error))
    if write_seen is not None:
        _write_seen(write_seen, decided, database)
        return
    if read_seen is not None:
        _keep(read_seen, decided, database)
        return
    evidence = evidence_for(folder, None, None)
    if wanted is not None:
        _choose(wanted, evidence, decided, database)
        return
    if show:
        _show(evidence, database)
        return
    if authority is not None and authority not in evidence.catalogue.authorities:
        stop(f"The authority “{authority}” is not known. Known: {', '.join(evidence.authorities_with_documents())}.")
    found = _found(evidence, asked, decided.shown, authority)
    set_down(Export("withheld", form.value, ReadBy.MEMBERS), database)
    match form:
        case Format.JSON:
            typer.echo(found.write_json())
        case Format.CSV:
            typer.echo(frame_as_csv(found), nl=False)
        case Format.TEXT:
            typer.echo("\n".join([_in_words(found, asked, evidence), *held_back_lines(evidence, decided)]))


def held_back_lines(evidence: Evidence, decided: Decided) -> list[str]:
    """Which documents the public edition leaves out until somebody lets it show them, and how; none for none."""
    if not decided.covers_any:
        return []
    held = public_edition(evidence, decided).held_back.values()
    said = (
        f"Held back from the public, because nobody has let it see them as they are now: "
        f"{count_of(len(held), 'document')}. To show them: scrutiny disclosure --show"
    )
    return ["", said, *(f"  {one.file.title}" for one in held)] if held else []


def _found(evidence: Evidence, policy: Policy, before: pl.DataFrame, authority: str | None) -> pl.DataFrame:
    """What the policy and the next stricter one withhold, and what papers give away; of one authority, or of all."""
    frames = [withheld_frame(evidence, one, before) for one in (policy, *_stricter(policy))]
    found = pl.concat([*frames, given_away_frame(evidence)])
    if authority is None:
        return found
    theirs = [slug for slug, held in evidence.documents.items() if held.file.authority == authority]
    about = (pl.col("area") == authority) | ((pl.col("area") == "") & pl.col("document").is_in(theirs))
    return found.filter(about)


def _show(evidence: Evidence, database: str) -> None:
    try:
        safe, new = remembered(evidence, database)
    except RepositoryError as error:
        stop(error.in_full)
    typer.echo(
        f"The public sees {count_of(new, 'figure')} that it has not seen before."
        if new
        else "Nothing is held back from the public."
    )
    _say_exposed(safe)


def _write_seen(file: Path, decided: Decided, database: str) -> None:
    leaves = Export("shown figures", "csv", ReadBy.PUBLIC)
    instead = "Name a file in a folder of yours with --write-seen."
    write_out(file, frame_as_csv(decided.shown).encode(), leaves, database, instead)


def _keep(file: Path, decided: Decided, database: str) -> None:
    try:
        read = pl.read_csv(file, infer_schema=False).fill_null("")
        seen = decided.not_remembered(Memory.of(read).frame)
    except (OSError, PolarsError, ValueError) as error:
        stop(f"{file} is no file that scrutiny disclosure --write-seen wrote, with {', '.join(SHOWN)}: {error}")
    try:
        remember(seen, decided, database)
    except RepositoryError as error:
        stop(error.in_full)
    typer.echo(f"Kept: {count_of(seen.height, 'figure')} more that the public has been shown.")


def _choose(policy: Policy, evidence: Evidence, decided: Decided, database: str) -> None:
    safe = for_the_public(evidence, decided.under(policy))
    with opened(database) as repository:
        Publications(repository.database).choose_policy(
            policy, safe.shown, at_the_server(), PLACE, knowing=decided.mark
        )
    typer.echo(
        f"In force: {policy.name}. {policy.in_words} "
        f"{count_of(safe.withheld.height, 'figure is', 'figures are')} withheld from what is public now. The public "
        "edition and papers follow at once, the site when it is next published."
    )
    _say_exposed(safe)


def _say_exposed(safe: Protected) -> None:
    for sentence in exposed_in_words(safe):
        typer.echo(sentence)


def withheld_frame(evidence: Evidence, policy: Policy, before: pl.DataFrame | None = None) -> pl.DataFrame:
    """One row a figure that the policy withholds, with why, and whether it can be had from what is published.

    So has each small number that nobody prints and that can be had; it stands in no document.
    `before` is what the public has seen before.
    """
    shown = protected(evidence, policy, before)
    exposed = shown.exposed.unique().with_columns(pl.lit(value=True).alias("can_be_had"))
    rounded = exposed.join(shown.withheld, on=list(WITHHELD), how="anti")
    withheld = shown.withheld.join(exposed, on=list(WITHHELD), how="left", maintain_order="left")
    both = pl.concat([withheld, rounded]).with_columns(pl.col("can_be_had").fill_null(value=False))
    return both.select(pl.lit(policy.name).alias("policy"), *list(_COLUMNS)[1:])


def given_away_frame(evidence: Evidence) -> pl.DataFrame:
    """One row an indicator of which papers give something away, published as they are."""
    rows = [
        {
            "policy": _PUBLISHED,
            "document": one.document,
            "area": one.area,
            "indicator": indicator,
            "dimension": "",
            "member": "",
            "period": one.period,
            "locator": ", ".join(one.locators),
            "why": f"gives away {one.given}",
            "can_be_had": True,
        }
        for one in disclosures(evidence)
        for indicator in one.indicators
    ]
    return pl.DataFrame(rows, schema=_COLUMNS)


def _stricter(policy: Policy) -> list[Policy]:
    """The next stricter policy, to see beforehand what it would take away: rounded first, then everything."""
    if policy.rule is Rule.DFE:
        return [Policy(rule=Rule.TEN_FIVE, covers=policy.covers)]
    return [Policy(rule=policy.rule, covers=Covers.EVERYTHING)] if policy.covers is Covers.UNPUBLISHED else []


def _in_words(found: pl.DataFrame, policy: Policy, evidence: Evidence) -> str:
    of_policy = found.filter((pl.col("policy") == policy.name) & (pl.col("why") != ""))
    withheld, unprinted = of_policy.filter(pl.col("why") != UNPRINTED), of_policy.filter(pl.col("why") == UNPRINTED)
    said = [f"Policy: {policy.name}. {policy.in_words}", ""]
    said.append(f"Withheld: {count_of(withheld.height, 'figure')}.")
    said += [f"  {_place(row, evidence)}: {row['why']}." for row in withheld.to_dicts()]
    exposed = withheld.filter("can_be_had")
    if not exposed.is_empty():
        said += ["", f"Can be worked out all the same from what is published: {count_of(exposed.height, 'figure')}."]
        said += [f"  {_place(row, evidence)}" for row in exposed.to_dicts()]
    if not unprinted.is_empty():
        said += ["", f"Nobody prints, and what is published gives: {count_of(unprinted.height, 'small number')}."]
        said += [f"  {_of_nobody(row, evidence)}" for row in unprinted.to_dicts()]
    for stricter in _stricter(policy):
        more = found.filter((pl.col("policy") == stricter.name) & (pl.col("why") != UNPRINTED))
        reasons = ", ".join(f"{count} {why}" for why, count in _by_reason(more))
        said += ["", f"Under {stricter.name} {count_of(more.height, 'figure')} would be withheld{_after(reasons)}."]
    given = found.filter(pl.col("policy") == _PUBLISHED)
    if not given.is_empty():
        said += ["", "Published papers give away, with their percentages as printed:"]
    for (document, locator, period, why), rows in given.group_by(
        ["document", "locator", "period", "why"], maintain_order=True
    ):
        names = [evidence.catalogue.indicators[one].short_name for one in rows["indicator"]]
        title = evidence.documents[str(document)].file.short_title
        said.append(f"  {title}, {locator}, {period}: {listed(names)} {str(why).replace('gives', 'give', 1)}.")
    return "\n".join(said)


def _place(row: dict[str, str], evidence: Evidence) -> str:
    """Which figure it is, for a reader: where it stands, what it measures, of whom and when."""
    where = evidence.where(row["document"], row["locator"])
    indicator = evidence.catalogue.indicators.get(row["indicator"])
    what = [indicator.short_name if indicator else "text", row["member"], row["period"]]
    return f"{where}: {', '.join(part for part in what if part)}"


def _of_nobody(row: dict[str, str], evidence: Evidence) -> str:
    """Which number it is that nobody prints: of whom, what it would count, by what and when."""
    indicator = evidence.catalogue.indicators.get(row["indicator"])
    what = [evidence.catalogue.area_name(row["area"]), indicator.short_name if indicator else "some of a total"]
    by = [f"by {row['dimension']}"] if row["dimension"] else []
    return ", ".join([*what, *by, row["period"]])


def _by_reason(rows: pl.DataFrame) -> list[tuple[str, int]]:
    """How many figures are withheld for each reason, most first; those withheld for another's sake are one reason."""
    of = pl.col("why").str.extract(r"^([^:]*)")
    counted = rows.group_by(of.alias("why")).len().sort(["len", "why"], descending=[True, False])
    return [(str(why), int(count)) for why, count in counted.iter_rows()]


def _after(reasons: str) -> str:
    return f": {reasons}" if reasons else ""
