"""`scrutiny template`: an empty file in which a council's own figures can be written."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analytics.commands.evidence import AuthorityOption, Folder, app, stop
from analytics.commands.releases import catalogue_of
from analytics.evidence.loading import SHIPPED
from analytics.exports.own_figures import FIGURES, template_as_csv, template_as_xlsx
from analytics.importers.store.files import put_file


class Form(StrEnum):
    """What the template is made as."""

    XLSX = "xlsx"
    CSV = "csv"


@app.command()
def template(
    *,
    form: Annotated[Form, typer.Option(help="A workbook, or three CSV files.")] = Form.XLSX,
    out: Annotated[Path, typer.Option(help="The folder to write it to.")] = Path(),
    authority: AuthorityOption = None,
    folder: Folder = SHIPPED,
) -> None:
    """Write a file to fill in with the council's own figures, with what each column and each indicator is.

    It holds nothing of the workspace, so the log of what leaves says nothing of it.
    """
    catalogue = catalogue_of(folder)
    if authority is not None and authority not in catalogue.authorities:
        stop(f"The authority “{authority}” is not known. Give its id, such as barnsley or kingston-upon-hull.")
    stem = f"own-figures-{authority}" if authority else "own-figures"
    if form is Form.XLSX:
        files = {f"{stem}.xlsx": template_as_xlsx(catalogue, authority or "")}
    else:
        parts = template_as_csv(catalogue, authority or "")
        files = {
            f"{stem}{'' if name == FIGURES else f'-{name.lower()}'}.csv": content for name, content in parts.items()
        }
    _write(files, out)


def _write(files: dict[str, bytes], out: Path) -> None:
    """Write the files where none of them is there yet: one that is may have been filled in."""
    there = [out / name for name in files if (out / name).exists()]
    if there:
        stop(f"{there[0]} is there already and may hold figures. Move it, or name another folder: --out FOLDER.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            put_file(out / name, content)
    except OSError as error:
        stop(f"The template cannot be written to {out}: {error.strerror}. Name another folder: --out FOLDER.")
    written = "\n".join(f"  {out / name}" for name in files)
    typer.echo(f"Written:\n{written}\nDelete the example rows, fill it in, and take it in with: scrutiny import FILE")
