import re

import pytest
from playwright.sync_api import expect

from tests.browser.running import DESKTOP, PHONE, TABLET, a_server, at_rest, choose, titles
from tests.browser.test_layout import too_wide

pytestmark = pytest.mark.browser
SCREENS = pytest.mark.parametrize("screen", [DESKTOP, TABLET, PHONE], ids=["desktop", "tablet", "phone"])


@pytest.fixture(scope="module")
def app(chromium, tmp_path_factory):
    """The app with a workspace of this module's own."""
    with a_server(workspace=tmp_path_factory.mktemp("workspace")) as (address, _):
        yield address


def begun(page, title, starter="A blank notebook"):
    """A new notebook, open."""
    page.get_by_role("textbox", name="Title").fill(title)
    choose(page, "Begin with", starter)
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url("**/notebook?notebook=*")
    page.get_by_role("heading", name=title, level=1).wait_for()
    return at_rest(page)


def press(page, name):
    at_rest(page).get_by_role("button", name=name).first.click()


def write(page, text):
    """Write into the note that is open, and leave it."""
    box = page.get_by_role("textbox", name="Your note")
    box.fill(text)
    box.blur()


def says(page, text):
    page.get_by_text(text, exact=True).first.wait_for()


@SCREENS
def test_reader_keeps_a_view_writes_beside_it_and_takes_it_along(app, someone, screen):
    page = someone(f"{app}/notebooks", screen)
    begun(page, f"Meeting on a screen {screen[0]} wide")
    address = page.url
    assert re.fullmatch(rf"{app}/notebook\?notebook=[0-9a-f]{{32}}", address)

    page.goto(f"{app}/workforce?authority=barnsley")
    at_rest(page)
    finding = titles(page)[0]
    press(page, f"Add to notebook {finding}")
    page.get_by_role("status").get_by_role("link").click()
    page.wait_for_url(address)
    page.get_by_role("heading", name=finding).wait_for()

    press(page, "Write a note")
    write(page, "What does **this** leave out?")
    says(page, "this")
    press(page, "Done What does")
    press(page, "▲ Up What does")
    page.get_by_text("1 of 2 · A note of your own").wait_for()
    press(page, f"Delete {finding}")
    page.get_by_text("1 of 1 · A note of your own").wait_for()
    press(page, "Undo")
    page.get_by_role("heading", name=finding).wait_for()

    again = someone(address, screen)
    assert titles(again) == [finding]
    says(again, "this")
    again.get_by_text("Take it along as a file").click()
    choose(again, "Format", "PDF")
    press(again, "Make the file")
    with again.expect_download() as download:
        again.get_by_role("button", name="Download the PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert download.value.suggested_filename == f"meeting-on-a-screen-{screen[0]}-wide.pdf"


def test_what_was_written_is_there_after_the_server_was_killed(chromium, someone, tmp_path):
    with a_server(workspace=tmp_path) as (app, process):
        page = begun(someone(f"{app}/notebooks"), "Before the crash")
        press(page, "Write a note")
        write(page, "Nothing of *this* is lost.")
        says(page, "this")
        identity = page.url.partition("notebook=")[2]
        process.kill()
        process.wait()
    with a_server(workspace=tmp_path) as (app, _):
        page = someone(f"{app}/notebook?notebook={identity}")

        assert page.get_by_role("heading", level=1).inner_text() == "Before the crash"
        says(page, "this")


@pytest.mark.parametrize(
    ("choice", "left"),
    [("Keep both", [1, 1]), ("Keep only yours", [0, 1]), ("Keep only theirs", [1, 0])],
    ids=["both", "ours", "theirs"],
)
def test_second_of_two_people_to_save_the_same_note_sees_both_texts_and_chooses(app, someone, choice, left):
    one = begun(someone(f"{app}/notebooks"), "Shared")
    press(one, "Write a note")
    write(one, "As it was")
    one.get_by_role("button", name="Done As it was").wait_for()
    other = someone(one.url)
    press(other, "Edit As it was")
    other.get_by_role("textbox", name="Your note").wait_for()

    write(one, "As the first puts it")
    one.get_by_role("button", name="Done As the first").wait_for()
    write(other, "As the second puts it")

    other.get_by_role("heading", name="You and someone else changed the same cell").wait_for()
    expect(other.locator("blockquote")).to_have_text(["As the first puts it", "As the second puts it"])
    press(other, choice)
    other.get_by_role("heading", name="You and someone else").wait_for(state="detached")
    third = someone(one.url)
    deletes = [third.get_by_role("button", name=f"Delete As the {who} puts it").count() for who in ("first", "second")]
    assert deletes == left


def test_two_people_at_different_cells_never_hinder_each_other(app, someone):
    one = begun(someone(f"{app}/notebooks"), "Side by side")
    press(one, "Write a note")
    write(one, "The first note")
    one.get_by_role("button", name="Done The first note").wait_for()
    other = someone(one.url)

    press(other, "Write a note")
    write(other, "The second note")
    other.get_by_role("button", name="Done The second note").wait_for()
    write(one, "The first note, longer")

    # What is told here passes by above the page for a while as well.
    one.locator(".note", has_text="Someone else changed this notebook while you did.").wait_for()
    one.get_by_role("button", name="Edit The second note").wait_for()
    one.get_by_role("button", name="Done The first note, longer").wait_for()
    assert one.locator("blockquote").count() == 0


def test_every_button_of_a_notebook_has_a_name_of_its_own_and_is_large_enough(app, someone):
    page = begun(someone(f"{app}/notebooks", PHONE), "Buttons", "Care leavers")

    buttons = page.locator(".stMain button:visible")
    names = [name for name in buttons.evaluate_all("all => all.map(one => one.innerText.trim())") if name]
    assert len(set(names)) == len(names)
    sizes = buttons.evaluate_all("all => all.map(one => [one.innerText, one.getBoundingClientRect().height])")
    assert [size for size in sizes if size[0].strip() and size[1] < 24] == []


@SCREENS
def test_notebook_needs_no_sideways_scrolling(app, someone, screen):
    page = begun(someone(f"{app}/notebooks", screen), "Wide", "Workforce and caseloads")

    assert too_wide(page) == []


def writing(page, text):
    """Somebody who has a text in the box of a note, and has not left it."""
    press(page, "Write a note")
    box = page.get_by_role("textbox", name="Your note")
    box.wait_for()
    at_rest(page)
    box.press_sequentially(text)
    return box


@pytest.mark.parametrize("leaving", ["beforeunload", "pagehide"])
def test_what_is_being_written_is_sent_when_the_page_is_about_to_be_left(app, someone, leaving):
    """Told by itself: a page that is gone at once can show nobody whether it was in time."""
    page = begun(someone(f"{app}/notebooks"), f"Left by {leaving}")
    box = writing(page, "Still in the box")

    page.evaluate("name => dispatchEvent(new Event(name))", leaving)

    page.get_by_role("button", name="Done Still in the box").wait_for()
    expect(box).to_be_focused()
    says(someone(page.url), "Still in the box")


def test_whoever_is_writing_can_go_back(app, someone):
    page = begun(someone(f"{app}/notebooks"), "Left by the way back")
    writing(page, "Still in the box")

    page.go_back()

    page.get_by_role("heading", name="My notebooks", level=1).wait_for()
