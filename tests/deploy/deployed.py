"""The shipped set-up, for tests: skipped, with the reason, where nginx or PostgreSQL is missing."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / ".deploy"
sys.path.insert(0, str(DEPLOY))

import standing  # noqa: E402 - from the folder above

sys.path.remove(str(DEPLOY))


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder that other users may enter, which pytest's own may not: PostgreSQL will not run as root."""
    folder = Path(tempfile.mkdtemp(prefix="scrutiny-deploy-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def one_replica_behind_nginx(
    folder: Path, **environment: str
) -> Iterator[tuple[str, standing.Replica, standing.Front]]:
    """The address of a workspace with one replica behind nginx: quicker to start than the whole set-up."""
    skip_without(standing.nginx_program)
    ports = standing.free_ports(6)
    workspace = {"SCRUTINY_WORKSPACE": str(folder / "workspace")} | environment
    address = f"http://{standing.LOOPBACK}:{ports[3]}"
    # Both letters are the one replica.
    put = standing.placed([ports[0], ports[0], ports[1], ports[2], *ports[3:]], folder / "site")
    (folder / "workspace").mkdir(exist_ok=True)
    standing.make_site(folder / "site")
    with (
        standing.running_replicas(ports[:1], folder, workspace) as (replica,),
        standing.running_front(folder / "nginx", standing.SERVERS, put, f"{address}/_stcore/health") as front,
    ):
        yield address, replica, front


def make_certificate(folder: Path) -> None:
    """A key and a certificate for localhost; skips where there is no openssl."""
    try:
        standing.make_certificate(folder)
    except standing.CannotStand as reason:
        pytest.skip(str(reason))


with_tls = standing.with_tls


def skip_without(*programs: object) -> None:
    """Skip where a program of the system is missing, in words."""
    for program in programs:
        try:
            program()  # type: ignore[operator]
        except standing.CannotStand as reason:
            pytest.skip(str(reason))


def skip_where_the_whole_cannot_stand() -> None:
    """Skip where nginx or PostgreSQL is missing."""
    if os.name == "nt":
        pytest.skip("The set-up is for Linux.")
    skip_without(standing.nginx_program, standing.postgres_programs, standing.postgres_user)
