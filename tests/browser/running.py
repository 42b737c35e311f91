"""The app as its readers meet it: a server process, a Chromium, and a page that has come to rest."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as TooLong

from tests.processes import a_port, end

# How long a browser waits for what is to come, in milliseconds: on a machine that is busy with other tests a page may
# take long, and whoever waits in vain has failed anyhow.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP, TABLET, PHONE, SMALLEST = (1280, 900), (820, 1180), (390, 844), (320, 640)
_AT_REST = """() =>
    document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') !== null
    && document.querySelector("h1.page") !== null
    && document.querySelector('[data-testid="stSkeleton"]') === null
    && [...document.querySelectorAll(".stVegaLiteChart")].every(chart => chart.querySelector("svg, canvas"))
    && [...document.querySelectorAll("img")].every(image => image.complete)
    && document.fonts.status === 'loaded'"""


def chromium_path() -> str | None:
    """Any Chromium of this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running_app(data: Path | None = None) -> Iterator[str]:
    """The address of a fresh process of the app, which ends with the block. `data` is where its evidence is."""
    with a_server(data) as (address, _):
        yield address


@contextmanager
def a_server(data: Path | None = None, workspace: Path | None = None) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same with its process. `workspace` is where its notebooks are; else it is that of the whole test run."""
    port = a_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    environment = {name: value for name, value in os.environ.items() if name != "SCRUTINY_DATA"}
    if data is not None:
        environment["SCRUTINY_DATA"] = str(data)
    if workspace is not None:
        environment["SCRUTINY_WORKSPACE"] = str(workspace)
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for_health(process, address)
        yield address, process
    finally:
        end(process)


def _wait_for_health(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except OSError:
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            break
    raise RuntimeError(f"The app did not start at {address}; its process ended with {process.poll()}.")


@contextmanager
def a_chromium(path: str) -> Iterator[Browser]:
    """A browser without a window, and with patience."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE))
        try:
            yield browser
        finally:
            browser.close()


def at_rest(page: Page) -> Page:
    """The page once the server has said all, its letters are there and every chart is drawn.

    A page that was just pressed rests still, until the server has heard of it: wait first for something that the press
    brings.
    """
    page.wait_for_function(_AT_REST)
    return page


def ready_for_keys(page: Page) -> Page:
    """The page once it says that it is ready: before, it may still take the keyboard to its heading."""
    expect(page.get_by_role("status").filter(has_text="The page is ready.")).to_have_count(1)
    return page


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list by mouse. A list closes when the page scrolls under it, and is then opened again."""
    wanted = page.get_by_role("option", name=option, exact=True)
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    until = time.monotonic() + PATIENCE / 1000
    while True:
        # A press on an open list, which may only be slow to show what is in it, would close it.
        if box.get_attribute("aria-expanded") != "true":
            box.click()
        try:
            wanted.click(timeout=4000)
        except TooLong:
            if time.monotonic() > until:
                raise
            continue
        return


def titles(page: Page) -> list[str]:
    """The findings on the page."""
    return page.locator("h2.finding").all_inner_texts()


def rows(page: Page, number: int = 0) -> list[list[str]]:
    """A table of the page, header first."""
    return (
        page.locator("table")
        .nth(number)
        .evaluate("table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))")
    )


def number_in(text: str) -> float | None:
    """The figure that a table's words give; None where they say why there is none."""
    found = re.search(r"-?[\d,]*\.?\d+", text.replace("−", "-"))
    return float(found[0].replace(",", "")) if found else None
