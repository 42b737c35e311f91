"""`scrutiny build`: what is worked out of every figure of every authority, as files for other tools."""

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from polars.exceptions import PolarsError

from analytics.access.export import Export, ReadBy
from analytics.commands.evidence import Folder, app, stop
from analytics.commands.leaving import set_down
from analytics.commands.releases import StoreOption, catalogue_of, store_at
from analytics.evidence.loading import SHIPPED
from analytics.evidence.release_place import ReleasesUnreadable
from analytics.evidence.release_store import Releases, open_releases
from analytics.measures.national.build import BY_AREA, build_with_polars
from analytics.measures.national.context import context_of
from analytics.measures.national.measures import TABLES
from analytics.spark import build_with_spark

# Made first and put in place whole, and the one before it is removed after that: a build that was cut off leaves it.
_UNFINISHED, _BEFORE = ".unfinished", ".before"


class Engine(StrEnum):
    """What does the work: this machine, or a Spark cluster."""

    POLARS = "polars"
    SPARK = "spark"


@app.command()
def build(
    engine: Annotated[Engine, typer.Option(help="polars: on this machine. spark: on Apache Spark.")] = Engine.POLARS,
    master: Annotated[
        str | None, typer.Option(help="With --engine spark: the cluster, such as local[4]. Without it the current one.")
    ] = None,
    out: Annotated[Path, typer.Option(help="A new folder, or one that an earlier build made.")] = Path("measures"),
    store: StoreOption = None,
    folder: Folder = SHIPPED,
) -> None:
    """Work out every measure of every authority from the imported releases, and write it as Parquet files."""
    if master and engine is Engine.POLARS:
        stop("--master names a Spark cluster. Add --engine spark, or leave it out.")
    if out.exists() and not _is_build(out):
        stop(f"{out} is there already and is not an earlier build. Name a new folder with --out.")
    try:
        releases = open_releases(store_at(store).place.base)
    except ReleasesUnreadable as error:
        stop(str(error))
    if releases is None:
        stop("Nothing was imported yet. Run scrutiny import with a file that you downloaded.")
    for problem in releases.problems:
        typer.echo(problem, err=True)
    set_down(Export("measures", "parquet", ReadBy.MEMBERS))
    unfinished = out.with_name(f"{out.name}{_UNFINISHED}")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        _build(engine, master, releases, catalogue_folder=folder, into=unfinished)
        _put_in_place(unfinished, out)
    except (OSError, PolarsError) as error:
        stop(str(error))
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    typer.echo(f"Written to {out}: {', '.join(TABLES)} by measure, and {BY_AREA} by area.")


def _build(engine: Engine, master: str | None, releases: Releases, *, catalogue_folder: Path, into: Path) -> None:
    context = context_of(releases, catalogue_of(catalogue_folder))
    if engine is Engine.SPARK:
        try:
            build_with_spark(releases, context, into, master)
        except ModuleNotFoundError as error:
            stop(f"{error.name} is not installed. Run pip install 'scrutiny-notebook[spark]'; it also needs Java.")
        return
    with typer.progressbar(length=100, file=sys.stderr, label="Building") as bar:
        build_with_polars(releases, context, into, lambda share: bar.update(round(100 * share) - bar.pos))


def _put_in_place(made: Path, out: Path) -> None:
    """Put a whole build in the place of the one before it, which stays where that fails."""
    before = out.with_name(f"{out.name}{_BEFORE}")
    if out.exists():
        shutil.rmtree(before, ignore_errors=True)
        out.rename(before)
    try:
        made.rename(out)
    except OSError:
        if before.exists():
            before.rename(out)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _is_build(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else {""}
    return names <= {*TABLES, f"{BY_AREA}.parquet"}
