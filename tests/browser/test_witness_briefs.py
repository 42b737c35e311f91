"""An officer's afternoon: from a report to the papers of a meeting, over a crash of the server, to Word and PDF."""

import re
import signal
import subprocess
from pathlib import Path

import docx
import pytest

from tests.browser.running import DESKTOP, PHONE, TABLET, a_server, at_rest, choose
from tests.browser.test_layout import too_wide

pytestmark = pytest.mark.browser
REPORT = "Reading Barnsley’s scrutiny report of 2023"
SERVICE_DIRECTOR = "Service Director, Children's Social Care, Children's Services"
LEADING = "Don't you think that caseloads are far too high?"
OPEN = "What do social workers say about the time they have for each child?"
NOTE = "Our Chair leads; the vice-chair listens for numbers."


def begun(page):
    """A notebook begun on the page itself, with the day of the meeting."""
    page.get_by_role("textbox", name="Title").fill("Meeting of 12 September 2023")
    choose(page, "Begin with", REPORT)
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url("**/witness_briefs?notebook=*")
    day = page.get_by_role("spinbutton", name="day, Date of the meeting")
    day.wait_for()
    at_rest(page)
    day.focus()
    page.keyboard.type("12092023")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_text("Monday 28 August 2023 is a bank holiday and not counted.").wait_for()
    return at_rest(page)


def written(page, label, text):
    """A text written into a field, and left."""
    box = page.get_by_role("textbox", name=label)
    box.fill(text)
    box.blur()


def taken(page, paper, form):
    """The file of a paper, made and downloaded."""
    choose(page, "Make them as", form)
    page.get_by_role("button", name=f"Make the {form} {paper}", exact=True).click()
    download = page.get_by_role("button", name=f"Download the {form}").filter(has_text=paper).first
    download.wait_for()
    with page.expect_download() as file:
        download.click()
    return Path(file.value.path()), file.value.suggested_filename


def text_of_pdf(path):
    return " ".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.split())


def test_officer_builds_a_pack_and_loses_nothing_when_the_server_is_killed(chromium, someone, tmp_path):
    with a_server(workspace=tmp_path) as (app, process):
        page = begun(someone(f"{app}/witness_briefs?authority=barnsley&known=2023-09-12"))
        choose(page, "Witnesses, by role", SERVICE_DIRECTOR)
        page.get_by_text("1 witness is invited.").wait_for()
        page.keyboard.press("Escape")
        page.get_by_text("Line 1: your own wording", exact=True).click()
        written(page, "Your question for line 1", LEADING)
        page.get_by_text("Advice, not a rule for you").wait_for()
        written(page, "Your question for line 1", OPEN)
        page.get_by_text("✓ Open, short and fair: nothing to mend.").wait_for()
        page.get_by_text("Line 1: private note", exact=True).click()
        written(page, "Your note on line 1", NOTE)
        page.get_by_text("✓ Saved. ■ For members only").wait_for()
        page.get_by_role("textbox", name="Place").fill("Half a pl")
        process.send_signal(signal.SIGKILL)
        process.wait()
        identity = page.url.partition("notebook=")[2]

    with a_server(workspace=tmp_path) as (app, _):
        page = someone(f"{app}/witness_briefs?notebook={identity}")
        assert page.get_by_role("textbox", name="Your question for line 1").input_value() == OPEN
        assert page.get_by_role("textbox", name="Your note on line 1").input_value() == NOTE
        page.get_by_text("1 witness is invited.").wait_for()
        assert page.get_by_role("textbox", name="Place").input_value() == ""

        path, name = taken(page, "Members’ pack", "Word document")
        assert name == "members-pack.docx"
        word = docx.Document(path)
        said = "\n".join(paragraph.text for paragraph in word.paragraphs)
        assert OPEN in said
        assert NOTE in said
        assert "For members of the committee: not for publication" in said
        alts = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
        assert alts
        assert all(alt and len(alt) > 20 for alt in alts)

        path, name = taken(page, "Members’ pack", "PDF")
        assert name == "members-pack.pdf"
        assert OPEN in text_of_pdf(path)
        assert NOTE in text_of_pdf(path)
        assert len(re.findall(rb"/Alt ?[(<]", path.read_bytes())) >= len(alts)

        path, _ = taken(page, f"Brief for the {SERVICE_DIRECTOR}", "PDF")
        brief = text_of_pdf(path)
        assert "holds nothing that is for members only" in brief
        assert OPEN not in brief
        assert NOTE not in brief


@pytest.mark.parametrize("screen", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])
def test_page_needs_no_sideways_scrolling_and_every_button_can_be_hit(app, someone, screen):
    page = begun(someone(f"{app}/witness_briefs?authority=barnsley&known=2023-09-12", screen))

    assert too_wide(page) == []
    buttons = page.locator(
        '.stMain .stButton button:visible, .stMain [data-testid="stFormSubmitButton"] button:visible'
    )
    sizes = buttons.evaluate_all("all => all.map(one => [one.innerText, one.getBoundingClientRect().height])")
    assert sizes
    assert [size for size in sizes if size[1] < 43.9] == []
    names = [name for name in buttons.evaluate_all("all => all.map(one => one.innerText.trim())") if name]
    assert len(set(names)) == len(names)
