"""Cold start and interaction of our heaviest page against a bare one-chart Streamlit page, in one run.

    python tests/benchmarks/interaction.py [interactions]

Both are real servers driven by a real Chromium. The bare page runs with Streamlit's defaults: one choice and one Altair
chart. Ours is the workforce page with its charts and tables, and the choice of council. An interaction lasts from the
choice to the new finding on screen; processor time is the server's own. Timings are printed and never asserted.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
BARE = """
import altair as alt, pandas as pd, streamlit as st
which = st.selectbox("Council", ["Barnsley", "Barnet"])
frame = pd.DataFrame({"year": list("abcdef"), "value": [3, 1, 4, 1, 5, 9 if which == "Barnet" else 2]})
st.header(f"Shown: {which}")
st.altair_chart(alt.Chart(frame).mark_line().encode(x="year", y="value"))
"""
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def server(script: Path, folder: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.02)
        yield address, process.pid, started
    finally:
        process.terminate()
        process.wait()


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def choose(page: Page, council: str, finding: re.Pattern[str]) -> float:
    page.get_by_role("combobox", name="Council").click()
    option = page.get_by_role("option", name=council)
    option.wait_for()
    started = time.perf_counter()
    option.click()
    page.get_by_role("heading", name=finding).first.wait_for()
    return time.perf_counter() - started


def measure(name: str, script: Path, folder: Path, path: str, findings: dict[str, str], times: int) -> dict[str, float]:
    patterns = {council: re.compile(words) for council, words in findings.items()}
    with server(script, folder) as (address, pid, started), sync_playwright() as driver:
        chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = driver.chromium.launch(executable_path=chromium, args=CHROMIUM)
        page = browser.new_page()
        page.goto(f"{address}/{path}")
        page.locator(".vega-embed svg, .vega-embed canvas").first.wait_for()
        cold = time.perf_counter() - started
        for council in ("Barnet", "Barnsley"):
            choose(page, council, patterns[council])
        before = processor_seconds(pid)
        laps = [choose(page, c, patterns[c]) for _ in range(times // 2) for c in ("Barnet", "Barnsley")]
        page.wait_for_timeout(300)
        spent = (processor_seconds(pid) - before) / len(laps)
        memory = int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024
        browser.close()
    return {
        "cold start to first chart, s": cold,
        "interaction, median ms": statistics.median(laps) * 1000,
        "interaction, slowest ms": max(laps) * 1000,
        "processor time each, ms": spent * 1000,
        "memory, MB": memory,
    }


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory() as empty:
        script = Path(empty) / "bare.py"
        script.write_text(BARE)
        shown = {"Barnet": "Shown: Barnet", "Barnsley": "Shown: Barnsley"}
        bare = measure("bare", script, Path(empty), "", shown, times)
    findings = {"Barnet": "Onwards & Upwards", "Barnsley": "not given"}
    ours = measure("ours", ROOT / "app.py", ROOT, "workforce", findings, times)
    print(f"{'':32}{'bare':>10}{'ours':>10}{'ratio':>8}   ({times} interactions)")
    for row in bare:
        print(f"{row:32}{bare[row]:10.1f}{ours[row]:10.1f}{ours[row] / bare[row]:8.2f}")


if __name__ == "__main__":
    main()
