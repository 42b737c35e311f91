"""How many people the app holds: sessions over real websockets, each with one interaction every five seconds.

    python tests/benchmarks/load.py                        one replica, two behind nginx, a bare page, the site
    python tests/benchmarks/load.py one bare --most 40     some of them, up to forty sessions each
    python tests/benchmarks/load.py soak --minutes 60      one replica, twenty sessions; memory and its growth
    python tests/benchmarks/load.py one --page indicators  another page than the heaviest, which is workforce

A session speaks Streamlit's own protocol: it opens a page, and every five seconds asks for the same page of another
council and day, as a browser does when its reader chooses one. An interaction lasts from the question to the message
that the script has finished and everything was sent. A number of sessions holds when 95 of 100 interactions ended
within a second; it is doubled until it does not, and then halved in between. Everything is bounded: sessions by --most,
time by --seconds a step, and it all runs on this machine's loopback. The columns CPU, nginx, own (the generator) and
all (whatever runs on this machine) are in per cent of one processor, and where a step does not hold, the line after it
says which of them was at its limit.
"""

import argparse
import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".deploy"))

from standing import LOOPBACK, SERVERS, answers, free_ports, make_site, placed, running_front, running_replicas  # noqa: E402

EVERY_SECONDS = 5.0
LIMIT_SECONDS = 1.0
PATIENCE_SECONDS = 60.0
SETTLE_SECONDS = 5.0
# All come from one address here, and are to be held up by the work alone.
UNLIMITED = {"limit_req zone=scrutiny_requests burst=400 nodelay;": "", "limit_conn scrutiny_connections 500;": ""}
BARE = """
import altair as alt, pandas as pd, streamlit as st
which = st.query_params.get("authority", "barnsley")
frame = pd.DataFrame({"year": list("abcdef"), "value": [3, 1, 4, 1, 5, 9 if which == "barnet" else 2]})
st.header(f"Shown: {which}")
st.altair_chart(alt.Chart(frame).mark_line().encode(x="year", y="value"))
"""
# Two councils, each as known on some day: what the readers choose between.
VIEWS = tuple(
    {"authority": authority, "known": day}
    for authority in ("barnsley", "barnet")
    for day in ("2018-12-31", "2019-12-31", "2020-12-31", "2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31")
)


@dataclass
class Tally:
    """What the sessions have seen since the last step: how long each interaction took, and what failed."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    bytes: int = 0


@dataclass
class Target:
    """Something to load: where it answers, and the processes whose time and memory count."""

    name: str
    address: str
    processes: Sequence[int]
    page: str = ""
    fronts: Sequence[int] = ()


class Person:
    """One session: a websocket, and the page that it is on."""

    def __init__(self, target: Target, tally: Tally, chance: random.Random) -> None:
        self._target, self._tally, self._chance = target, tally, chance
        self._hash = ""

    async def see_all(self) -> None:
        """Ask for every view once, so that what follows is as on a day when others have been here before."""
        async with self._connected() as socket:
            await self._ask(socket, {}, self._target.page)
            for query in VIEWS:
                began = time.perf_counter()
                await self._ask(socket, query)
                self._tally.seconds.append(time.perf_counter() - began)

    async def stay(self, until: asyncio.Event) -> None:
        """Open the page, and choose another council or day every five seconds, until told to go."""
        try:
            async with self._connected() as socket:
                # The first visit loads what is loaded once; the ramp is about interactions.
                await self._ask(socket, self._chance.choice(VIEWS), self._target.page)
                await asyncio.sleep(self._chance.uniform(0, EVERY_SECONDS))
                while not until.is_set():
                    began = time.perf_counter()
                    await self._ask(socket, self._chance.choice(VIEWS))
                    took = time.perf_counter() - began
                    self._tally.seconds.append(took)
                    await asyncio.sleep(max(0.0, EVERY_SECONDS - took))
        except Exception as problem:
            # Whatever a websocket says, the others go on.
            self._tally.failed.append(repr(problem)[:200])

    def _connected(self) -> connect:
        address = self._target.address.replace("http", "ws", 1) + "/_stcore/stream"
        return connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, ping_interval=None)

    async def _ask(self, socket: ClientConnection, query: Mapping[str, str], page: str | None = None) -> None:
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(query)
        if page is None:
            asked.rerun_script.page_script_hash = self._hash
        else:
            asked.rerun_script.page_name = page
        await socket.send(asked.SerializeToString())
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._answered(socket)

    async def _answered(self, socket: ClientConnection) -> None:
        seen = 0
        while True:
            content = await socket.recv()
            assert isinstance(content, bytes)
            self._tally.bytes += len(content)
            said = ForwardMsg.FromString(content)
            kind = said.WhichOneof("type")
            if kind == "navigation":
                shown = said.navigation.page_script_hash
                if self._hash not in ("", shown):
                    raise RuntimeError("Another page was shown than was asked for.")
                self._hash = shown
            elif kind == "delta":
                if said.delta.new_element.WhichOneof("type") == "exception":
                    raise RuntimeError(f"The page failed: {said.delta.new_element.exception.message[:200]}")
                seen += 1
            elif kind == "script_finished" and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                if not seen:
                    raise RuntimeError("The page was empty.")
                return


def processor_seconds(processes: Sequence[int]) -> float:
    """Processor time of some processes and what they started; none of one that has ended.

    That is what nginx's loader of its cache does after a minute, when it has used next to nothing.
    """
    total = 0
    for pid in processes:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def megabytes(processes: Sequence[int]) -> float:
    """Memory of some processes together, in MB of 2 to the 20 bytes."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in processes)
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def part(values: Sequence[float], share: float) -> float:
    """The value that a share of all stay at or under."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


HEADER = (
    f"{'':10}{'sessions':>9}{'p50 ms':>8}{'p95':>8}{'p99':>8}{'/s':>7}{'CPU %':>7}{'nginx':>7}{'own':>6}{'all':>6}"
    f"{'MB':>7}{'KB/s':>8} failed"
)


@dataclass
class Crowd:
    """Sessions that come and go until there are as many as are asked for."""

    target: Target
    tally: Tally = field(default_factory=Tally)
    people: list[asyncio.Task[None]] = field(default_factory=list)
    leave: asyncio.Event = field(default_factory=asyncio.Event)
    chance: random.Random = field(default_factory=lambda: random.Random(1))

    async def be(self, number: int) -> None:
        """So many sessions, none of which was sent away by its connection."""
        self.people = [one for one in self.people if not one.done()]
        for one in self.people[number:]:
            one.cancel()
        await asyncio.gather(*self.people[number:], return_exceptions=True)
        del self.people[number:]
        while len(self.people) < number:
            one = Person(self.target, self.tally, random.Random(self.chance.random()))
            self.people.append(asyncio.create_task(one.stay(self.leave)))
            # A hundred people do not arrive in one second.
            await asyncio.sleep(0.05)

    async def holds(self, number: int, seconds: float) -> bool:
        """Whether 95 of 100 interactions of so many sessions end within the limit. Prints what was seen."""
        target, tally = self.target, self.tally
        await self.be(number)
        await asyncio.sleep(SETTLE_SECONDS)
        tally.seconds.clear()
        tally.failed.clear()
        tally.bytes = 0
        mine, theirs, fronts = time.process_time(), processor_seconds(target.processes), _front_seconds(target)
        machine, began = _machine_seconds(), time.perf_counter()
        await asyncio.sleep(seconds)
        span = time.perf_counter() - began
        spent = 100 * (processor_seconds(target.processes) - theirs) / span
        front = 100 * (_front_seconds(target) - fronts) / span
        own = 100 * (time.process_time() - mine) / span
        every = 100 * (_machine_seconds() - machine) / span
        p50, p95, p99 = (1000 * part(tally.seconds, share) for share in (0.5, 0.95, 0.99))
        print(
            f"{target.name:10}{number:9}{p50:8.0f}{p95:8.0f}{p99:8.0f}{len(tally.seconds) / span:7.1f}{spent:7.0f}"
            f"{front:7.0f}{own:6.0f}{every:6.0f}{megabytes(target.processes):7.0f}{tally.bytes / span / 1024:8.0f} "
            f"{len(tally.failed)}",
            flush=True,
        )
        if tally.failed:
            print(f"{'':10}{tally.failed[0]}")
        # Who gets no answer at all within the time is not among the interactions that ended.
        expected = 0.5 * number * span / EVERY_SECONDS
        well = not tally.failed and p95 <= 1000 * LIMIT_SECONDS and len(tally.seconds) >= expected
        if not well:
            print(f"{'':10}{_limit(len(target.processes), spent, front, own, every)}")
        return well

    async def go(self) -> None:
        """Everybody leaves."""
        self.leave.set()
        await self.be(0)


def _limit(replicas: int, spent: float, front: float, own: float, every: float) -> str:
    """What was at its limit, by processor time in per cent of one processor each."""
    machine = 100 * (os.cpu_count() or 1)
    if own > 90:
        return "The generator was at its limit, which is one processor: the app may hold more."
    if front > 180:
        return "nginx was at its limit."
    if every > 0.93 * machine and spent + front + own < 0.8 * every:
        return f"Other work took {every - spent - front - own:.0f} % of this machine: a quiet one may hold more."
    if spent > 85 * replicas:
        return f"The app was at its limit: one processor for each of {replicas} replicas."
    if every > 0.93 * machine:
        return f"The machine was at its limit: app {spent:.0f} %, generator {own:.0f} %, nginx {front:.0f} %."
    return "No processor was at its limit."


def _front_seconds(target: Target) -> float:
    return processor_seconds(target.fronts)


def _machine_seconds() -> float:
    """Processor time that the whole machine was busy, whoever had it."""
    fields = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


async def search(target: Target, first: int, most: int, within: int, seconds: float) -> int:
    """The most sessions that hold: twice as many each time until it is too many, then halfway in between."""
    before = Tally()
    for _ in target.processes:
        # Behind nginx each replica is drawn by chance, and most have seen most after this.
        await Person(target, before, random.Random(1)).see_all()
    print(f"{target.name:10}a view for the first time: p50 {1000 * part(before.seconds, 0.5):.0f} ms")
    crowd, start, held, number = Crowd(target), megabytes(target.processes), 0, first
    too_many = most + 1
    grown = sessions = 0.0
    try:
        while held < number < too_many:
            if await crowd.holds(number, seconds):
                held = number
                grown, sessions = megabytes(target.processes) - start, number
                number = min(2 * number, most) if too_many > most else (held + too_many) // 2
            else:
                too_many = number
                number = (held + too_many) // 2
            if too_many - held <= within:
                break
    finally:
        await crowd.go()
    more = f"; {grown / sessions:.1f} MB more for each session" if sessions else ""
    end = " and perhaps more, which were not tried" if held == most else ""
    print(f"{target.name:10}{held:9} held{end}{more}")
    return held


async def soak(target: Target, number: int, minutes: float) -> None:
    """Hold some sessions and print memory every minute, and its growth an hour over the second half."""
    tally, leave = Tally(), asyncio.Event()
    chance = random.Random(1)
    await Person(target, Tally(), chance).see_all()
    start = megabytes(target.processes)
    people = [
        asyncio.create_task(Person(target, tally, random.Random(chance.random())).stay(leave)) for _ in range(number)
    ]
    seen: list[tuple[float, float]] = []
    began = time.perf_counter()
    try:
        while (gone := (time.perf_counter() - began) / 60) < minutes:
            await asyncio.sleep(min(60.0, 60 * (minutes - gone)))
            gone = (time.perf_counter() - began) / 60
            now = megabytes(target.processes)
            seen.append((gone, now))
            print(
                f"{gone:6.1f} min{now:8.1f} MB{(now - start) / number:8.2f} MB a session"
                f"{1000 * part(tally.seconds, 0.95):8.0f} ms p95{len(tally.seconds):7} interactions"
                f"{len(tally.failed):4} failed",
                flush=True,
            )
            tally.seconds.clear()
    finally:
        leave.set()
        for one in people:
            one.cancel()
        await asyncio.gather(*people, return_exceptions=True)
    half = seen[len(seen) // 2 :]
    if len(half) > 1:
        slope = statistics.linear_regression([at for at, _ in half], [size for _, size in half]).slope
        print(
            f"growth over the second half: {60 * slope:+.1f} MB an hour, "
            f"{60 * slope / number:+.2f} MB a session and hour"
        )
    if tally.failed:
        print(f"first failure: {tally.failed[0]}")


async def read_site(address: str, seconds: float, readers: int = 32) -> None:
    """Ask for the site's page over connections that stay open, and print how many a second were answered."""
    host = address.removeprefix("http://")
    asked = f"GET /index.html HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    until = time.perf_counter() + seconds
    laps: list[float] = []

    async def one() -> None:
        name, _, port = host.partition(":")
        reading, writing = await asyncio.open_connection(name, int(port))
        try:
            while time.perf_counter() < until:
                began = time.perf_counter()
                writing.write(asked)
                head = await reading.readuntil(b"\r\n\r\n")
                assert b" 200 " in head.split(b"\r\n", 1)[0], head
                size = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                await reading.readexactly(size)
                laps.append(time.perf_counter() - began)
        finally:
            writing.close()

    await asyncio.gather(*(one() for _ in range(readers)))
    print(
        f"{'site':10}{len(laps) / seconds:9.0f} requests a second from {readers} connections; "
        f"p95 {1000 * part(laps, 0.95):.1f} ms (asked for by Python, which is slower than nginx)"
    )


def read_site_fast(address: str, seconds: float) -> bool:
    """The same with wrk, where it is installed."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return False
    said = subprocess.run(
        [wrk, "-t2", "-c32", f"-d{seconds:.0f}s", "--latency", f"{address}/index.html"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    lines = [
        line.strip() for line in said.splitlines() if line.strip().startswith(("Requests/sec", "99%", "50%", "Non-2xx"))
    ]
    print(f"{'site':10}{'; '.join(' '.join(line.split()) for line in lines)} (wrk, 32 connections)")
    return True


@contextmanager
def one_replica(folder: Path, page: str) -> Iterator[Target]:
    """Ours, asked directly."""
    with running_replicas(free_ports(1), folder, {"SCRUTINY_WORKSPACE": str(folder / "workspace")}) as (replica,):
        assert replica.process
        yield Target("one", replica.address, [replica.process.pid], page)


@contextmanager
def two_replicas(folder: Path, page: str) -> Iterator[Target]:
    """Ours, two of them behind the shipped nginx."""
    ports = free_ports(7)
    address = f"http://{LOOPBACK}:{ports[4]}"
    make_site(folder / "site")
    with (
        running_replicas(ports[:2], folder, {"SCRUTINY_WORKSPACE": str(folder / "workspace")}) as replicas,
        running_front(
            folder / "nginx", SERVERS, placed(ports, folder / "site") | UNLIMITED, f"{address}/_stcore/health"
        ) as front,
    ):
        processes = [replica.process.pid for replica in replicas if replica.process]
        yield Target("two", address, processes, page, front.processes())


@contextmanager
def bare_page(folder: Path, _: str) -> Iterator[Target]:
    """A page with one chart, and Streamlit as it comes."""
    (folder / "empty").mkdir()
    (folder / "empty" / "bare.py").write_text(BARE)
    port = free_ports(1)[0]
    command = [sys.executable, "-m", "streamlit", "run", "bare.py", "--server.port", str(port)]
    command += ["--server.address", LOOPBACK, "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen(command, cwd=folder / "empty", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answers(f"http://{LOOPBACK}:{port}/_stcore/health"):
            assert process.poll() is None, "The bare page did not start."
            time.sleep(0.1)
        yield Target("bare", f"http://{LOOPBACK}:{port}", [process.pid])
    finally:
        process.terminate()
        process.wait()


@contextmanager
def published_site(folder: Path) -> Iterator[str]:
    """The address of a site behind the shipped nginx."""
    ports = free_ports(7)
    address = f"http://{LOOPBACK}:{ports[6]}"
    make_site(folder / "site")
    put = placed(ports, folder / "site") | UNLIMITED
    with running_front(folder / "nginx", SERVERS, put, f"{address}/index.html"):
        yield address


TARGETS: dict[str, Callable[[Path, str], object]] = {"one": one_replica, "two": two_replicas, "bare": bare_page}


def main() -> None:
    """Load what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", choices=[*TARGETS, "site", "soak", []], help="default: all but soak")
    parser.add_argument("--first", type=int, default=25, help="sessions at first")
    parser.add_argument("--most", type=int, default=400, help="sessions at most")
    parser.add_argument("--within", type=int, default=10, help="how near to find the number held")
    parser.add_argument("--seconds", type=float, default=15.0, help="how long a step is watched")
    parser.add_argument("--minutes", type=float, default=60.0, help="how long a soak lasts")
    parser.add_argument("--page", default="workforce", help="the page of the app")
    given = parser.parse_args()
    first = min(given.first, given.most)
    held: dict[str, int] = {}
    for name in given.what or [*TARGETS, "site"]:
        with tempfile.TemporaryDirectory(prefix="scrutiny-load-") as text, ExitStack() as up:
            folder = Path(text)
            (folder / "workspace").mkdir()
            if name == "site":
                address = up.enter_context(published_site(folder))
                if not read_site_fast(address, given.seconds):
                    asyncio.run(read_site(address, given.seconds))
            elif name == "soak":
                target = up.enter_context(one_replica(folder, given.page))
                asyncio.run(soak(target, min(20, given.most), given.minutes))
            else:
                print(HEADER)
                target = up.enter_context(TARGETS[name](folder, given.page))  # type: ignore[arg-type]
                held[name] = asyncio.run(search(target, first, given.most, given.within, given.seconds))
    if held:
        print("held: " + ", ".join(f"{name} {number}" for name, number in held.items()))


if __name__ == "__main__":
    main()
