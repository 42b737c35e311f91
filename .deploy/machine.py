"""A copy of this machine with a systemd of its own: what is written in it is gone with it, and it reaches nobody.

The root of the copy is an overlay in memory over the machine's own, its processes, host name and network are in
namespaces of their own, and its units are in control groups below one that is removed with it. Needs root, and the
hierarchies of control groups as systemd took them before version 2 (or beside it): where a systemd runs the machine
already, take a virtual machine and follow README.md there.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from standing import CannotStand, nginx_program, postgres_programs

SYSTEMD = Path("/lib/systemd/systemd")
_GROUPS = Path("/sys/fs/cgroup")
_CONTROLLERS = ("cpu", "cpuacct", "blkio", "memory", "devices", "pids")
_HIERARCHIES = (*_CONTROLLERS, "systemd", "unified")
_PROGRAMS = ("unshare", "nsenter", "pivot_root", "git", "curl", "openssl", "ip", "runuser", "psql")
# pyenv and the like are in the home of whoever runs this, where no service may look.
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# Set where mounts and network are its own, to the open file that stands for the machine's network.
_INSIDE = "SCRUTINY_COPY_OUTSIDE"
_SECONDS_TO_START = 300
_SUDO = """#!/bin/sh
# Root needs nobody's leave; "-u USER" is another user.
if [ "$1" = -u ]; then user=$2; shift 2; exec runuser -u "$user" -- "$@"; fi
exec "$@"
"""
_MAKE_ROOT = """
set -eu
ip link set lo up
mount -t tmpfs -o size=75%,mode=755 tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/root"
"""
# The kernel's settings and devices are the machine's own, and may only be read.
_BOOT = """
set -eu
cd "$1/root"
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 tmpfs sys/fs/cgroup
for one in $2; do
    mkdir "sys/fs/cgroup/$one"
    mount -t cgroup -o "$one" cgroup "sys/fs/cgroup/$one"
done
mkdir sys/fs/cgroup/systemd sys/fs/cgroup/unified
mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
mount -t tmpfs -o mode=755 tmpfs dev
mknod -m 666 dev/null c 1 3
mknod -m 666 dev/zero c 1 5
mknod -m 666 dev/full c 1 7
mknod -m 666 dev/random c 1 8
mknod -m 666 dev/urandom c 1 9
mknod -m 666 dev/tty c 5 0
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -s /proc/self/fd dev/fd
ln -s fd/0 dev/stdin
ln -s fd/1 dev/stdout
ln -s fd/2 dev/stderr
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
hostname scrutiny-copy
mkdir -p .before
pivot_root . .before
umount -l .before
exec env -i container=scrutiny "PATH=$3" "$4" --system --log-target=journal
"""


class Failed(Exception):
    """A step that did not do what README.md says, with what was said."""


def go_inside() -> None:
    """Start this program again where mounts and network are its own; does nothing there. Raises CannotStand."""
    if _INSIDE in os.environ:
        return
    _look_whether_it_can()
    network = os.open("/proc/self/ns/net", os.O_RDONLY)
    os.set_inheritable(network, True)
    inside = ["unshare", "--mount", "--net", "--propagation", "private", sys.executable, *sys.argv]
    os.execvpe("unshare", inside, os.environ | {_INSIDE: str(network)})


def _look_whether_it_can() -> None:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        raise CannotStand("This follows the steps that need root, on a copy of a Linux machine: run it as root.")
    if Path("/proc/1/comm").read_text(encoding="utf-8").strip() == "systemd":
        raise CannotStand(
            "A systemd runs this machine, and shares its control groups with nobody. Take a virtual machine, and "
            "follow README.md there."
        )
    missing = [name for name in _PROGRAMS if shutil.which(name, path=PATH) is None]
    missing += [] if SYSTEMD.exists() else ["systemd"]
    missing += [] if Path("/usr/bin/python3").exists() else ["python3"]
    missing += [] if list(Path("/etc/postgresql").glob("*/main")) else ["PostgreSQL’s cluster “main” of Debian"]
    if missing:
        raise CannotStand(f"Not installed: {', '.join(missing)}.")
    nginx_program()
    postgres_programs()
    closed = [name for name in _HIERARCHIES if not os.access(_GROUPS / name / "cgroup.procs", os.W_OK)]
    if closed:
        raise CannotStand(f"No group can be made in these hierarchies of {_GROUPS}: {', '.join(closed)}.")


@dataclass
class Machine:
    """The copy: its files below `root`, and the systemd that runs it."""

    folder: Path
    _process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def root(self) -> Path:
        """Where its files are, seen from outside."""
        return self.folder / "root"

    @property
    def first(self) -> int:
        """The number of its systemd, seen from outside."""
        assert self._process is not None
        number = self._process.pid
        return int(Path(f"/proc/{number}/task/{number}/children").read_text(encoding="utf-8"))

    def start(self) -> None:
        """Start it, and wait until all of its units are up. Raises CannotStand."""
        script = "".join(f'echo $$ > "{self._group(name)}/cgroup.procs"\n' for name in _HIERARCHIES)
        for name in _HIERARCHIES:
            self._group(name).mkdir(exist_ok=True)
        script += 'exec unshare --mount --propagation private --pid --uts --ipc --cgroup --fork --kill-child sh -c "$@"'
        given = [_BOOT, "sh", str(self.folder), " ".join(_CONTROLLERS), PATH, str(SYSTEMD)]
        with (self.folder / "systemd.log").open("a") as log:
            self._process = subprocess.Popen(["sh", "-c", script, "sh", *given], stdout=log, stderr=log)
        until = time.monotonic() + _SECONDS_TO_START
        said = ""
        while said not in ("running", "degraded"):
            if self._process.poll() is not None or time.monotonic() > until:
                log_text = (self.folder / "systemd.log").read_text()[-2000:]
                raise CannotStand(f"No systemd came up on the copy of this machine: {said} {log_text}")
            time.sleep(0.5)
            with suppress(Failed, ValueError, FileNotFoundError):
                said = self.run("systemctl is-system-running || true").strip()

    def stop(self) -> None:
        """End all of its processes at once."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._process = None
        for name in _HIERARCHIES:
            self._remove_group(name)

    def run(self, script: str, *, to_others: bool = False) -> str:
        """What a script says that root runs in it with bash. Raises Failed. `to_others`: over the machine's network."""
        entering = ["nsenter", "--target", str(self.first), "--mount", "--uts", "--ipc", "--cgroup", "--pid"]
        entering += [f"--net=/proc/{os.getpid()}/fd/{os.environ[_INSIDE]}"] if to_others else []
        said = subprocess.run(
            [*entering, "bash", "-c", f"set -euo pipefail\ncd /root\n{script}"],
            env={name: value for name, value in os.environ.items() if name.startswith("PIP_")}
            | {"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if said.returncode:
            raise Failed(f"{script.strip()[-300:]}\nended with {said.returncode}: {said.stdout.strip()[-1500:]}")
        return said.stdout

    def _group(self, hierarchy: str) -> Path:
        return _GROUPS / hierarchy / f"scrutiny-copy-{os.getpid()}"

    def _remove_group(self, hierarchy: str) -> None:
        # A group can be removed a moment after the last of its processes is gone.
        until = time.monotonic() + 10
        while self._group(hierarchy).exists() and time.monotonic() < until:
            for path, _, _ in os.walk(self._group(hierarchy), topdown=False):
                with suppress(OSError):
                    Path(path).rmdir()
            time.sleep(0.1)


@contextmanager
def a_machine(folder: Path) -> Iterator[Machine]:
    """A copy of this machine that is not started yet, until the block ends. Raises CannotStand."""
    made = subprocess.run(["sh", "-c", _MAKE_ROOT, "sh", folder], capture_output=True, text=True, check=False)
    if made.returncode:
        raise CannotStand(f"The root of this machine cannot be copied: {made.stderr.strip()}")
    machine = Machine(folder)
    if shutil.which("sudo", path=PATH) is None:
        sudo = machine.root / "usr/local/bin/sudo"
        sudo.write_text(_SUDO, encoding="utf-8")
        sudo.chmod(0o755)
    try:
        yield machine
    finally:
        machine.stop()
        subprocess.run(["umount", "--lazy", machine.root, folder], capture_output=True, check=False)
