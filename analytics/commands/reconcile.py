"""`scrutiny reconcile`: what adds up in the papers and what does not."""

from enum import StrEnum
from typing import Annotated

import typer

from analytics.access.export import Export, ReadBy
from analytics.commands.evidence import AuthorityOption, Folder, KnownOn, app, evidence_for, refuse_unknown, stop
from analytics.commands.leaving import set_down
from analytics.evidence.loading import SHIPPED
from analytics.exports.frame_file import frame_as_csv
from analytics.measures.reconciliation.result import Reconciliation
from analytics.notebooks.cells.reconciliation import ReconciliationCell, reconciled, reconciliation_frame
from analytics.notebooks.view import CannotRender


class Format(StrEnum):
    """How results are written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


@app.command()
def reconcile(  # noqa: PLR0917 - each is an option of the command
    authority: AuthorityOption = None,
    as_known_on: KnownOn = None,
    document: Annotated[str, typer.Option(help="A document's folder name.")] = "",
    theme: Annotated[str, typer.Option(help="A theme's id, such as workforce.")] = "",
    form: Annotated[
        Format, typer.Option("--format", help="text shows what fails; json and csv give everything.")
    ] = Format.TEXT,
    folder: Folder = SHIPPED,
) -> None:
    """Set totals, ratios and statements against the figures, and say what does not add up."""
    evidence = evidence_for(folder, authority, as_known_on)
    refuse_unknown(evidence, document, theme)
    results: list[Reconciliation] = []
    for name in [authority] if authority else evidence.authorities_with_documents():
        try:
            results += reconciled(ReconciliationCell(authority=name, document=document, theme=theme), evidence)
        except CannotRender as reason:
            stop(str(reason))
    set_down(Export("reconciliation", form.value, ReadBy.MEMBERS))
    match form:
        case Format.JSON:
            typer.echo(reconciliation_frame(results).write_json())
        case Format.CSV:
            typer.echo(frame_as_csv(reconciliation_frame(results)), nl=False)
        case Format.TEXT:
            for result in results:
                if result.fails:
                    typer.echo(f"{evidence.where(result.document, result.locator)}: {result.statement}")
                    typer.echo(f"  {result.arithmetic}")
                    typer.echo(f"  A fair reading: {result.charitable_reading}")
            failing = sum(result.fails for result in results)
            typer.echo(f"{failing} of {len(results)} do not add up.")
