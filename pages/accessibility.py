"""What is accessible, what is not yet, and what to do about it: the model statement’s words, where they are true."""

from html import escape

import streamlit as st

from pages.shared.frame import begin, end_page
from pages.shared.library import is_public

CAN_DO = (
    "Read every chart as a sentence and as a table, and download its figures as CSV.",
    "Tell every rating by its word and its shape, not only by its colour.",
    "Zoom in up to 400% without having to scroll sideways.",
    "Reach every link, button and field of a page with a keyboard, see where you are, and skip the menu.",
    "Go on with the keyboard where you were when a page is laid out anew, and at the heading of another page.",
    "Hear from a screen reader that a page is ready, how files fared and that a change to a notebook is saved.",
    "Use the pages on a phone, where a table shows one row under another.",
    "Read in light or dark, with your own colours, and without anything that moves.",
    "Share or bookmark the address: it holds the council, the day and whatever else you chose.",
    "Print a page: menus and buttons are left out.",
)
OUR_OWN = (
    "The pages need JavaScript. Without it nothing is shown.",
    "Following a link in a table loads the page anew.",
    "Charts cannot be explored by keyboard. The table with each chart holds the same figures.",
    "A notebook’s notes are shown as their writers laid them out. We cannot promise that their links and headings say "
    "what they should.",
)
# What was heard with a screen reader that Streamlit or the browser causes.
HEARD = (
    "The browser says that a page has loaded before its figures are there. “The page is ready” follows when they are.",
    "Among the buttons, those that open a list of choices are all called “Open”. The field before each has the name.",
    "Every chart has four buttons before it, for its data, a picture, its code and the full screen.",
    "The button that takes files is called “Upload”. What kind of files, and how large they may be, is said before it.",
    "When what a button does changes a table or a chart further down, only the button or “The page is ready” is said.",
)
# What a checker still finds that Streamlit causes: what it is, whom it may hinder, the checker's rule and its impact.
OF_THE_WORKSPACE = (
    (
        "The box that files are dropped on, on the page Bring in figures and where a file can be brought in",
        "It has a name where a screen reader expects none. The button in it is named and works.",
        ("presentation-role-conflict, minor",),
    ),
)
OF_BOTH_EDITIONS = (
    (
        "The list that opens under a choice, and the bubble that opens beside a question mark, on every page that has "
        "them",
        "While it is open it stands outside the parts of the page, so that a screen reader which goes from part to "
        "part passes it by. The arrow keys reach the list.",
        ("region, moderate",),
    ),
    (
        "The calendar that opens beside a day, on every page that asks for a day",
        "While it is open its head counts as a second head of the page. A day can be typed instead.",
        (
            "landmark-banner-is-top-level, moderate",
            "landmark-no-duplicate-banner, moderate",
            "landmark-unique, moderate",
        ),
    ),
)


def _listed(texts: tuple[str, ...]) -> str:
    return f'<ul class="sources">{"".join(f"<li>{escape(text)}</li>" for text in texts)}</ul>'


def _streamlits_own() -> str:
    return "".join(
        f"<li><strong>{escape(what)}.</strong> {escape(hinders)} "
        f"({'; '.join(f'axe-core rule {escape(rule)}' for rule in rules)})</li>"
        for what, hinders, rules in (*(() if is_public() else OF_THE_WORKSPACE), *OF_BOTH_EDITIONS)
    )


begin("Accessibility statement", "Who can use this app, and who cannot use all of it yet.")
st.html(
    f"""
<p class="summary">This statement applies to the Scrutiny Notebook app. The council that runs it adds its name, how to
contact it, and the dates on which this statement was prepared and last reviewed.</p>
<p class="summary">We want as many people as possible to be able to use it. You should be able to:</p>
{_listed(CAN_DO)}
<p class="summary"><a href="https://mcmw.abilitynet.org.uk/">AbilityNet</a> has advice on making your device easier to
use if you have a disability.</p>
<h2 class="finding">How accessible this app is</h2>
<p class="summary">We know that some parts of it are not fully accessible:</p>
{_listed(OUR_OWN)}
<h2 class="finding">What to do where you cannot use a part of it</h2>
<p class="summary">Where the council also publishes these figures as a site of plain pages, that site needs no
JavaScript and says the same. If you need anything in another form, such as large print, ask the council that runs the
app.</p>
<h2 class="finding">Reporting accessibility problems</h2>
<p class="summary">If you find a problem that is not listed on this page, tell the council that runs the app.</p>
<h2 class="finding">Enforcement procedure</h2>
<p class="summary">The Equality and Human Rights Commission is responsible for enforcing the Public Sector Bodies
(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. If you are not happy with how the council
responds to your complaint, contact the <a href="https://www.equalityadvisoryservice.com/">Equality Advisory and
Support Service</a>.</p>
<h2 class="finding">Technical information about this app’s accessibility</h2>
<p class="summary">We aim for the Web Content Accessibility Guidelines version 2.2 at level AA. We do not claim to meet
them in full, because nobody has audited the app yet.</p>
<h3>What a checker still finds</h3>
<p class="summary">Every page is checked by axe-core 4.12 in Chromium, on a wide screen and a narrow one, in light and
in dark. It finds nothing in what we write. It finds these in Streamlit, the software that draws the lists, the fields
and the menus. None of them is among the checker’s rules for levels A and AA: they are advice.</p>
<ul class="sources">{_streamlits_own()}</ul>
<h3>What somebody who listens to it meets</h3>
<p class="summary">These too come from Streamlit, or from what a browser makes of it:</p>
{_listed(HEARD)}
<h2 class="finding">How this app was tested</h2>
<p class="summary">By programs, each time the app is changed: the checker above, the order and the visible place of the
keyboard, pages of 320 pixels, zoom to 400%, forced colours, reduced motion, headings, language, and the contrast of
every colour of a chart. We also look at the pages in one browser at three widths, and have listened to the main tasks
with one screen reader, Orca 43 with Chromium on Linux. It has not been tried with NVDA, JAWS, VoiceOver or TalkBack,
with other assistive technology, nor with disabled people, and no other browser was used.</p>
"""
)
end_page()
