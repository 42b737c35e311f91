"""What is looked at on the copy of this machine: each check is a sentence, and raises where it is not so.

The checks follow one another on one machine; what a check stops, it starts again.
"""

import http.client
import os
import re
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from boot_steps import NAMES, PROVIDER_PORT, Followed, asked, blocks, steps, tables_of
from machine import Failed, Machine
from playwright.sync_api import Page, sync_playwright
from standing import ROOT, answers

from tests.browser.running import ARGUMENTS, at_rest, choose, chromium_path

WORKSPACE, PUBLIC, SITE = NAMES
REPLICAS = ("scrutiny@8501", "scrutiny@8502")
PUBLIC_REPLICAS = ("scrutiny-public@8511", "scrutiny-public@8512")
ACCOUNTS = ("scrutiny", "scrutiny-public", "www-data")
# TimeoutStopSec of the units.
_SECONDS_TO_STOP = 20
_CLOSED = "Operation not permitted|Permission denied|No such file|Read-only file system"


@dataclass(frozen=True)
class Booted:
    """The copy with everything up, and what came of the steps."""

    machine: Machine
    followed: Followed

    def as_scrutiny(self, command: str) -> str:
        """What `scrutiny` says to the workspace’s own account, called as README.md says. Raises Failed."""
        return self.machine.run(f"cd /opt/scrutiny\n{self.followed.as_scrutiny}\nas_scrutiny {command}")

    def shown(self, unit: str, name: str) -> str:
        """A property of a unit, as systemd has it."""
        return self.machine.run(f"systemctl show --property={name} --value {unit}").strip()


def every_unit_is_up_and_nothing_failed(up: Booted) -> str:
    """By systemd’s own word, with the kernel’s limits in force."""
    for unit in (*REPLICAS, *PUBLIC_REPLICAS, "scrutiny-backup.timer", "nginx", "postgresql@*"):
        assert up.machine.run(f"systemctl is-active '{unit}'").split() == ["active"], f"{unit} is not active"
    failed = up.machine.run("systemctl --failed --no-legend --plain").strip()
    assert not failed, failed
    group = up.shown(REPLICAS[0], "ControlGroup")
    limit = up.machine.run(f"cat /sys/fs/cgroup/memory{group}/memory.limit_in_bytes").strip()
    assert int(limit) <= 1500 * 2**20, f"MemoryMax is not in force: {limit}"
    return "systemd " + up.machine.run("systemctl --version").split()[1]


def tables_were_brought_up_to_date_before_anybody_came(up: Booted) -> str:
    """From those of the earlier version, with the notebook that was kept in them."""
    earlier, title = up.followed.earlier, up.followed.notebook
    if not earlier:
        return "made new; no earlier ones were tried"
    assert title in up.as_scrutiny("notebook list"), f"“{title}” is gone"
    now = tables_of(up.machine)
    assert not earlier.endswith(f"tables {now}"), "the tables are as old as they were"
    return f"{earlier} → tables {now}"


def both_editions_and_the_site_answer_through_nginx(_: Booted) -> None:
    """The workspace over TLS, and in the open only to send people there."""
    for name, tls in ((WORKSPACE, True), (PUBLIC, False), (SITE, False)):
        status, headers, body = _ask(name, tls=tls)
        assert status == 200, f"{name} answers {status}"
        assert "default-src 'none'" in headers.get("content-security-policy", ""), f"{name} has no policy"
        assert b"<title>" in body
    assert _ask(WORKSPACE, tls=False)[0] == 301
    for unit in (*REPLICAS, *PUBLIC_REPLICAS):
        assert answers(f"http://127.0.0.1:{unit.partition('@')[2]}/_stcore/health"), f"{unit} is not healthy"


def accounts_read_and_write_what_they_should_and_nothing_else(up: Booted) -> str:
    """Each account by itself, without what its unit closes besides."""
    machine = up.machine
    machine.run("install -o scrutiny -m 0600 /dev/null /var/lib/scrutiny/canary")
    may = {"scrutiny": "/var/lib/scrutiny /var/lib/scrutiny-releases /opt/scrutiny", "www-data": "/srv/scrutiny/site"}
    may["scrutiny-public"] = "/var/lib/scrutiny-releases /opt/scrutiny"
    for account, folders in may.items():
        for folder in folders.split():
            machine.run(f"runuser -u {account} -- ls {folder}")
    closed = {
        "scrutiny": "/etc/scrutiny /etc/scrutiny/workspace.env /etc/letsencrypt/live/*/privkey.pem",
        "scrutiny-public": "/etc/scrutiny /etc/scrutiny/public.env /var/lib/scrutiny /var/lib/scrutiny/canary "
        "/var/backups/scrutiny /srv/scrutiny/site /var/log/nginx/scrutiny-access.log /var/lib/postgresql/*/main",
        "www-data": "/etc/scrutiny /var/lib/scrutiny /var/lib/scrutiny-releases /var/backups/scrutiny",
    }
    for account, paths in closed.items():
        for path in paths.split():
            _refused(machine, f"runuser -u {account} -- bash -c 'for one in {path}; do ls $one/ || cat $one; done'")
    for account, folder in (("scrutiny", "/opt/scrutiny"), ("scrutiny-public", "/var/lib/scrutiny-releases")):
        _refused(machine, f"runuser -u {account} -- touch {folder}/canary")
    first = up.shown(REPLICAS[0], "MainPID")
    for account in ("scrutiny-public", "www-data"):
        _refused(machine, f"runuser -u {account} -- cat /proc/{first}/environ")
    for table in ("notebooks", "versions", "roles", "audit_log", "shares"):
        said = _refused(machine, f"cd /; runuser -u scrutiny-public -- psql scrutiny -c 'select * from {table}'")
        assert "permission denied" in said or "does not exist" in said, said
    asked(machine, "select count(content) from published_notebooks", "scrutiny-public")
    return f"{len(ACCOUNTS)} accounts"


def units_see_no_more_than_their_accounts(up: Booted) -> None:
    """Looked at from within: in the mounts of the replica’s own process, and with no privilege left to it."""
    for unit, account, closed in (
        (REPLICAS[0], "scrutiny", ("touch /opt/scrutiny/x", "touch /etc/x", "touch /usr/x", "touch /var/log/x")),
        (
            PUBLIC_REPLICAS[0],
            "scrutiny-public",
            ("ls /var/lib/scrutiny/*", "ls /var/backups/scrutiny/*", "touch /var/x"),
        ),
    ):
        process = up.shown(unit, "MainPID")
        state = up.machine.run(f"cat /proc/{process}/status")
        assert re.search(r"^CapEff:\s+0+$", state, re.MULTILINE), f"{unit} has privileges"
        assert re.search(r"^NoNewPrivs:\s+1$", state, re.MULTILINE), f"{unit} may get privileges"
        assert re.search(r"^Seccomp:\s+2$", state, re.MULTILINE), f"{unit} has no filter of calls"
        owner = up.machine.run(f"stat -c %U /proc/{process}").strip()
        assert owner == account, f"{unit} runs as {owner}"
        for command in closed:
            # Also root may not, in there: the mounts themselves are closed.
            _refused(up.machine, f"nsenter --target {process} --mount -- {command}")


def public_edition_shows_its_pages(_: Booted) -> str:
    """In a browser, with its charts; and its replicas’ sandbox lets them read the figures and the database."""
    with _a_page() as page:
        page.goto(f"http://{PUBLIC}/workforce?authority=barnsley")
        at_rest(page)
        assert page.locator(".stVegaLiteChart").count() > 0, "the page has no chart"
        assert page.locator("[data-testid=stException]").count() == 0
        page.goto(f"http://{PUBLIC}/published_notebooks")
        at_rest(page)
        assert page.get_by_text("cannot").count() == 0, page.inner_text("body")[:500]
        page.goto(f"http://{PUBLIC}/status")
        return str(at_rest(page).locator("h1.page").inner_text())


def officer_signs_in_and_takes_a_pdf_and_a_word_pack_away(up: Booted) -> str:
    """Through nginx, TLS and a provider; the files are made by the replica, in its sandbox, with their charts."""
    up.as_scrutiny("access grant officer@council.example officer")
    with _a_provider(), _a_page() as page:
        _sign_in(page, "/notebooks")
        page.get_by_role("link", name=up.followed.notebook).or_(page.locator("a[href*='notebook=']")).first.click()
        page.wait_for_url("**/notebook?notebook=*")
        at_rest(page)
        page.get_by_text("Take it along as a file").click()
        sizes = []
        for form, begins in (("PDF", b"%PDF"), ("Word document", b"PK")):
            content = _taken(page, form)
            assert content.startswith(begins), f"{form} begins with {content[:20]!r}"
            sizes.append(f"{form} {len(content) // 1000} kB")
            if form == "Word document":
                with tempfile.TemporaryFile() as file:
                    file.write(content)
                    pictures = [name for name in zipfile.ZipFile(file).namelist() if "/media/" in name]
                assert pictures, "the Word file has no chart"
    entries = up.as_scrutiny("access log")
    assert entries.count("officer@council.example") >= 3, entries[-1500:]
    up.as_scrutiny("access log --verify")
    return ", ".join(sizes)


def replica_that_is_killed_comes_back_by_itself(up: Booted) -> str:
    """And nobody at nginx’s door hears of it meanwhile, but for the moment of the kill."""
    for unit in (REPLICAS[0], PUBLIC_REPLICAS[1]):
        before = up.shown(unit, "MainPID")
        with _asking(WORKSPACE if unit in REPLICAS else PUBLIC, tls=unit in REPLICAS) as statuses:
            up.machine.run(f"kill -KILL {before}")
            began = time.monotonic()
            while up.shown(unit, "ActiveState") != "active" or up.shown(unit, "MainPID") in ("0", before):
                assert time.monotonic() - began < 120, f"{unit} did not come back"
                time.sleep(0.5)
            took = time.monotonic() - began
        assert statuses.count(200) >= len(statuses) - 1, statuses
        assert up.shown(unit, "NRestarts") == "1"
    return f"within {took:.0f} s"


def replica_ends_in_time_with_a_reader_connected(up: Booted) -> str:
    """On SIGTERM, and without SIGKILL; the reader goes on at the other replica."""
    with _a_page() as page:
        page.goto(f"http://{PUBLIC}/indicators?authority=barnet&indicator=cl_eet")
        at_rest(page)
        slowest = 0.0
        for unit in PUBLIC_REPLICAS:
            began = time.monotonic()
            up.machine.run(f"systemctl stop {unit}")
            slowest = max(slowest, time.monotonic() - began)
            assert up.shown(unit, "Result") == "success", f"{unit}: {up.shown(unit, 'Result')}"
            assert slowest < _SECONDS_TO_STOP, f"{unit} was ended by force after {slowest:.0f} s"
            page.wait_for_timeout(3000)
            page.reload()
            assert at_rest(page).locator("h1.page").inner_text() == "Indicators"
            up.machine.run(f"systemctl start {unit}")
    return f"slowest {slowest:.1f} s"


def upgrade_as_it_is_written_sends_nobody_away(up: Booted) -> str:
    """Every line of it, while somebody asks both editions the whole time."""
    install, restarts = steps("Upgrade, and back")
    with _asking(WORKSPACE, tls=True) as workspace, _asking(PUBLIC, tls=False) as public:
        up.machine.run(install, to_others=True)
        up.machine.run(f"cd /opt/scrutiny\n{restarts}")
    for statuses in (workspace, public):
        assert set(statuses) == {200}, [status for status in statuses if status != 200]
    return f"{len(workspace) + len(public)} requests, all answered"


def backup_is_made_at_night_and_put_back(up: Booted) -> str:
    """By the unit; what was lost since then is there again, and nobody else can read it."""
    assert up.shown("scrutiny-backup.timer", "NextElapseUSecRealtime"), "the timer has no next time"
    start, check = blocks("Backup and restore")[0].strip().splitlines()
    up.machine.run(start)
    newest = up.machine.run("ls -1d /var/backups/scrutiny/????-* | tail -n1").strip()
    up.as_scrutiny(check.partition("as_scrutiny ")[2].partition("#")[0].replace("/var/backups/scrutiny/<one>", newest))
    open_to = up.machine.run("find /var/backups/scrutiny -perm /077").strip()
    assert not open_to, f"others may read {open_to}"
    canary = "/var/lib/scrutiny/canary"
    up.machine.run(f"rm {canary}")
    asked(up.machine, "update notebooks set title = 'Spoilt'")
    up.machine.run(f"systemctl stop {' '.join(REPLICAS + PUBLIC_REPLICAS)}")
    up.as_scrutiny(f"restore {newest} --replace")
    up.machine.run(f"systemctl start {' '.join(REPLICAS + PUBLIC_REPLICAS)}")
    assert up.followed.notebook in asked(up.machine, "select title from notebooks")
    up.machine.run(f"test -e {canary} && test $(stat -c %U {canary}) = scrutiny")
    # The tables were made anew, and with them what the public edition may read of them.
    up.machine.run("cd /opt/scrutiny\nsudo -u postgres psql -v ON_ERROR_STOP=1 scrutiny < .deploy/public-reader.sql")
    asked(up.machine, "select count(content) from published_notebooks", "scrutiny-public")
    return up.machine.run(f"du -sh {newest}").split()[0]


def all_ends_and_begins_with_its_target(up: Booted) -> None:
    """With one word each."""
    every = " ".join(REPLICAS + PUBLIC_REPLICAS)
    for word, state in (("stop", "inactive"), ("start", "active")):
        up.machine.run(f"systemctl {word} scrutiny.target")
        until = time.monotonic() + 120
        # systemctl waits for the target itself; what is part of it follows.
        while set(found := up.machine.run(f"systemctl is-active {every} || true").split()) != {state}:
            assert time.monotonic() < until, f"after {word}: {found}"
            time.sleep(1)


def everything_is_up_again_after_the_machine_was_restarted(up: Booted) -> None:
    """Nobody has to start anything."""
    up.machine.stop()
    up.machine.start()
    every_unit_is_up_and_nothing_failed(up)
    both_editions_and_the_site_answer_through_nginx(up)


def journal_has_lines_for_machines_and_no_error(up: Booted) -> str:
    """What the replicas wrote all the while."""
    said = up.machine.run("journalctl --no-pager -o cat -u 'scrutiny*'")
    started = re.findall(r'"what": "started".*"edition": "(\w+)"', said)
    assert set(started) == {"workspace", "public"}
    assert "Traceback" not in said, said[said.index("Traceback") :][:2000]
    refused = re.findall(r"(?m)^.*(?:" + _CLOSED + r").*$", said)
    assert not refused, refused[:5]
    return f"{len(said.splitlines())} lines"


CHECKS: tuple[Callable[[Booted], str | None], ...] = (
    every_unit_is_up_and_nothing_failed,
    tables_were_brought_up_to_date_before_anybody_came,
    both_editions_and_the_site_answer_through_nginx,
    accounts_read_and_write_what_they_should_and_nothing_else,
    units_see_no_more_than_their_accounts,
    public_edition_shows_its_pages,
    officer_signs_in_and_takes_a_pdf_and_a_word_pack_away,
    replica_that_is_killed_comes_back_by_itself,
    replica_ends_in_time_with_a_reader_connected,
    upgrade_as_it_is_written_sends_nobody_away,
    backup_is_made_at_night_and_put_back,
    all_ends_and_begins_with_its_target,
    everything_is_up_again_after_the_machine_was_restarted,
    journal_has_lines_for_machines_and_no_error,
)


def _refused(machine: Machine, command: str) -> str:
    """What was said when it was refused; raises AssertionError where it was not."""
    try:
        said = machine.run(command)
    except Failed as refused:
        return str(refused)
    raise AssertionError(f"{command} was let: {said[:300]}")


def _ask(name: str, path: str = "/", *, tls: bool) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request to a name at nginx."""
    if tls:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection: http.client.HTTPConnection = http.client.HTTPSConnection("127.0.0.1", timeout=30, context=trusting)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", timeout=30)
    try:
        connection.request("GET", path, headers={"Host": name})
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@contextmanager
def _asking(name: str, *, tls: bool) -> Iterator[list[int]]:
    """The statuses of the answers to somebody who asks five times a second; 0 for none."""
    statuses: list[int] = []
    enough = threading.Event()

    def asks() -> None:
        while not enough.wait(0.2):
            try:
                statuses.append(_ask(name, "/_stcore/health", tls=tls)[0])
            except (OSError, http.client.HTTPException):
                statuses.append(0)

    thread = threading.Thread(target=asks)
    thread.start()
    try:
        yield statuses
    finally:
        enough.set()
        thread.join()


@contextmanager
def _a_provider() -> Iterator[None]:
    """The tests’ provider, where workspace.env says."""
    command = [sys.executable, "-W", "ignore", "tests/access/provider_process.py", str(PROVIDER_PORT), os.devnull]
    quiet = subprocess.DEVNULL
    environment = os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    try:
        until = time.monotonic() + 60
        while not answers(f"http://127.0.0.1:{PROVIDER_PORT}/jwks") and time.monotonic() < until:
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _a_page() -> Iterator[Page]:
    """A browser’s page for which the names are this machine."""
    path = chromium_path()
    assert path, "There is no Chromium: apt-get install chromium"
    with sync_playwright() as driver:
        rules = ", ".join(f"MAP {name} 127.0.0.1" for name in NAMES)
        browser = driver.chromium.launch(executable_path=path, args=[*ARGUMENTS, f"--host-resolver-rules={rules}"])
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def _sign_in(page: Page, path: str) -> None:
    page.goto(f"https://{WORKSPACE}{path}")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="officer", exact=True).click()
    page.wait_for_url(f"https://{WORKSPACE}{path}")
    at_rest(page)


def _taken(page: Page, form: str) -> bytes:
    choose(page, "Format", form)
    page.get_by_role("button", name="Make the file").click()
    button = page.get_by_role("button", name=f"Download the {form}")
    with page.expect_download() as download:
        button.click(timeout=90_000)
    return Path(download.value.path()).read_bytes()
