"""The steps of README.md, as they are written there, on a copy of this machine."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from machine import Failed, Machine
from standing import ROOT, make_certificate, with_tls

README = Path(__file__).with_name("README.md")
PROVIDER_PORT = 9400
NAMES = ("scrutiny.example.gov.uk", "scrutiny-public.example.gov.uk", "scrutiny-site.example.gov.uk")
_SOURCE = "/srv/scrutiny-source"
_VERSIONS = "analytics/notebooks/repository/migrations/versions"
_PROVIDED = {
    "METADATA_URL": f"http://127.0.0.1:{PROVIDER_PORT}/.well-known/openid-configuration",
    "CLIENT_ID": "scrutiny",
    "CLIENT_SECRET": "a-secret-of-the-client",
    "COOKIE_SECRET": "one-secret-of-the-cookies-for-both-replicas",
}


@dataclass(frozen=True)
class Followed:
    """What came of the steps: the shell’s function of README.md, and what was kept under the earlier version."""

    as_scrutiny: str
    earlier: str
    notebook: str


def source_of(machine: Machine) -> None:
    """Put a repository with the files as they are here where the copy can clone it."""
    source = machine.root / _SOURCE.lstrip("/")
    _git("clone", "--quiet", "--no-hardlinks", str(ROOT), str(source))
    listed = _git("-C", str(ROOT), "ls-files", "--modified", "--others", "--exclude-standard", "-z")
    for name in sorted(filter(None, listed.split("\0"))):
        here, there = ROOT / name, source / name
        if here.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(here.read_bytes())
            there.chmod(here.stat().st_mode)
        else:
            there.unlink(missing_ok=True)
    named = ("-c", "user.name=Here", "-c", "user.email=here@localhost")
    _git("-C", str(source), "add", "--all")
    _git("-C", str(source), *named, "commit", "--quiet", "--allow-empty", "--message", "As it is here")


def follow(machine: Machine) -> Followed:
    """Follow “First time” of README.md. Raises Failed at the first step that does not work."""
    users, settings, units, site, front, reload = steps("First time")
    [as_scrutiny] = [block for block in blocks("First time") if block.startswith("as_scrutiny()")]
    _step(machine, users.replace("<this repository>", _SOURCE), "users, programme", to_others=True)
    _step(machine, f"cd /opt/scrutiny\n{settings}", "database, settings, folders")
    _write_provider(machine)
    earlier, notebook = _work_under_the_earlier_version(machine)
    _step(machine, f"cd /opt/scrutiny\n{as_scrutiny}\n{units}", "units")
    _step(machine, f"cd /opt/scrutiny\n{as_scrutiny}\n{site}", "site")
    _step(machine, f"cd /opt/scrutiny\n{front}", "nginx")
    _write_tls(machine)
    _step(machine, reload, "nginx with TLS")
    return Followed(as_scrutiny, earlier, notebook)


def blocks(heading: str) -> list[str]:
    """The shell’s blocks below a heading of README.md."""
    text = README.read_text(encoding="utf-8")
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", section, re.DOTALL)


def steps(heading: str) -> list[str]:
    """The paragraphs of the first of them."""
    return blocks(heading)[0].strip().split("\n\n")


def _step(machine: Machine, script: str, words: str, *, to_others: bool = False) -> None:
    print(f"… {words}", flush=True)
    machine.run(script, to_others=to_others)


def _write_provider(machine: Machine) -> None:
    file = machine.root / "etc/scrutiny/workspace.env"
    text = file.read_text(encoding="utf-8")
    for name, value in _PROVIDED.items():
        text, times = re.subn(rf"^SCRUTINY_LOGIN_{name}=$", f"SCRUTINY_LOGIN_{name}={value}", text, flags=re.MULTILINE)
        if times != 1:
            raise Failed(f"workspace.env has no place for SCRUTINY_LOGIN_{name}.")
    # In place: the owner and the mode stay those of the step before.
    with file.open("r+", encoding="utf-8") as written:
        written.write(text)
        written.truncate()


def _work_under_the_earlier_version(machine: Machine) -> tuple[str, str]:
    """The version before the newest tables, and the title of a notebook made with it; both blank without a history."""
    newest = _git("-C", str(ROOT), "log", "-n1", "--format=%h", "--diff-filter=A", "--", f"{_VERSIONS}/*.py").strip()
    earlier = newest and _git("-C", str(ROOT), "rev-parse", "--short", f"{newest}^").strip()
    if not earlier:
        print("  Not tried: an upgrade of earlier tables, for this clone has no history.", flush=True)
        return "", ""
    print(f"… work under {earlier}", flush=True)
    program = "from analytics.commands import main; main()"
    machine.run(
        f"git clone --quiet {_SOURCE} /srv/earlier && cd /srv/earlier && git checkout --quiet {earlier}\n"
        "runuser -u scrutiny -- env SCRUTINY_WORKSPACE=/var/lib/scrutiny PYTHONPATH=/srv/earlier "
        "SCRUTINY_DATABASE_URL='postgresql+psycopg:///scrutiny?host=/var/run/postgresql' PYTHONDONTWRITEBYTECODE=1 "
        f"/opt/scrutiny/.venv/bin/python -c '{program}' notebook new --authority barnsley --as-known-on 2023-09-12 "
        "--starter workforce-and-caseloads"
    )
    return f"{earlier}, tables {tables_of(machine)}", asked(machine, "select title from notebooks")


def tables_of(machine: Machine) -> str:
    """The version of the tables."""
    return asked(machine, "select version_num from alembic_version")


def asked(machine: Machine, query: str, user: str = "postgres") -> str:
    """What the database answers a user. Raises Failed."""
    return machine.run(f'cd / && runuser -u {user} -- psql -At scrutiny -c "{query}"').strip()


def _write_tls(machine: Machine) -> None:
    folder = Path("/etc/letsencrypt/live") / NAMES[0]
    outside = machine.root / str(folder).lstrip("/")
    outside.mkdir(parents=True)
    make_certificate(outside)
    with_tls(machine.root / "etc/nginx/sites-enabled/workspace.conf", folder, 443)


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout
