"""What keeps the public edition apart from the workspace: accounts, groups, settings, and the cookies' flag."""

import configparser
import importlib
import re
import shutil
import subprocess

import pytest

from analytics.access.provider import ProviderUnusable, provider_from, secrets_from
from tests.deploy.deployed import DEPLOY

README = (DEPLOY / "README.md").read_text(encoding="utf-8")
WORKSPACE, PUBLIC, BACKUP = "scrutiny@", "scrutiny-public@", "scrutiny-backup"


def service(name):
    """The lines of a unit's service, the last of each name."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DEPLOY / "systemd" / f"{name}.service", encoding="utf-8")
    return unit["Service"]


def settings(name):
    lines = (DEPLOY / "systemd" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_public_edition_shares_neither_account_nor_group_with_the_workspace():
    public = service(PUBLIC)
    theirs = {public["User"], public["Group"]} | set(public.get("SupplementaryGroups", "").split())
    for other in (WORKSPACE, BACKUP):
        assert not theirs & {service(other)["User"], service(other)["Group"]}
    assert {"-/var/lib/scrutiny", "-/etc/scrutiny", "-/var/backups/scrutiny"} <= set(
        public["InaccessiblePaths"].split()
    )
    assert service(WORKSPACE)["StateDirectoryMode"] == "0700"


def test_both_editions_keep_the_releases_in_the_one_folder_that_both_may_read():
    folder = settings("workspace.env")["SCRUTINY_RELEASES"]
    assert folder == settings("public.env")["SCRUTINY_RELEASES"]
    assert not folder.startswith(settings("workspace.env")["SCRUTINY_WORKSPACE"] + "/")
    for writer in (WORKSPACE, BACKUP):
        assert folder in service(writer)["ReadWritePaths"].split()
        assert service(PUBLIC)["Group"] in service(writer)["SupplementaryGroups"].split()
    assert f"install -d -o scrutiny -g {service(PUBLIC)['Group']} -m 2750 {folder}" in README


def test_settings_are_for_root_alone_and_the_public_ones_hold_no_secret():
    assert "install -o root -g root -m 0600 .deploy/systemd/*.env /etc/scrutiny/" in README
    assert not [name for name in settings("public.env") if "SECRET" in name or "LOGIN" in name]
    assert settings("public.env")["SCRUTINY_WORKSPACE"] == service(PUBLIC)["Environment"].partition("HOME=")[2]


def test_no_step_puts_a_secret_on_a_command_line():
    assert not re.search(r"env \$\(|cat /etc/scrutiny|export .*SECRET", README)
    assert "-p EnvironmentFile=/etc/scrutiny/workspace.env" in README


def test_the_workspace_does_not_start_before_its_provider_is_written_down():
    with pytest.raises(ProviderUnusable, match="client_id"):
        provider_from(secrets_from(settings("workspace.env")))


def test_what_signing_in_takes_is_installed():
    installs = re.findall(r"pip install .*-e '\.\[(.*)\]'", README)
    assert installs == ["login,postgresql"] * 2


def test_everything_comes_up_when_the_machine_starts():
    enabled = " ".join(re.findall(r"systemctl enable --now (.*?)(?:  |\n)", README)).split()
    unit = (DEPLOY / "systemd" / "scrutiny@.service").read_text(encoding="utf-8")
    assert "WantedBy=scrutiny.target" in unit
    assert {"scrutiny.target", "scrutiny@8501", "scrutiny-public@8511", "scrutiny-backup.timer"} <= set(enabled)


def test_tables_are_made_before_a_replica_takes_anybody_and_figures_are_shown_without():
    assert service(WORKSPACE)["ExecStartPre"] == "-/opt/scrutiny/.venv/bin/scrutiny upgrade"
    assert "ExecStartPre" not in service(PUBLIC), "it may not change the tables"


def test_the_steps_are_still_those_that_boot_follows(monkeypatch):
    monkeypatch.syspath_prepend(DEPLOY)
    boot_steps = importlib.import_module("boot_steps")
    users, settings_, units, site, front, reload = boot_steps.steps("First time")
    assert "git clone <this repository> /opt/scrutiny" in users
    assert "install -o root -g root -m 0600 .deploy/systemd/*.env" in settings_
    assert "public-reader.sql" in units
    assert "as_scrutiny publish" in site
    assert "/etc/nginx/sites-enabled/" in front
    assert reload == "sudo nginx -t && sudo systemctl reload nginx"
    install, restarts = boot_steps.steps("Upgrade, and back")
    assert "git pull" in install
    assert all(f"restart {unit}" in restarts for unit in ("scrutiny@8501", "scrutiny-public@8512"))


def test_units_are_sound():
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed.")
    units = sorted((DEPLOY / "systemd").glob("*.service"))
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in said.stderr.splitlines() if "Unknown key" in line or "Failed to parse" in line]
    assert ours == []
