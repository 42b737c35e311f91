"""What is accessible, what is not yet, and what to do about it."""

import streamlit as st

from pages.shared.frame import begin, end_page

begin("Accessibility statement", "Who can use this app, and who cannot use all of it yet.")
st.html(
    """
<p class="summary">This statement is about the Scrutiny Notebook app. The council that runs it for the public
adds its name, its contact and the date it last reviewed this page.</p>
<h2 class="finding">What you can do</h2>
<ul class="sources">
<li>Read every chart as a sentence and as a table, and download its figures as CSV.</li>
<li>Tell every rating by its word and its shape, not only by its colour.</li>
<li>Use the pages on a phone, where a table shows one row under another.</li>
<li>Share or bookmark the address: it holds the council, the day and whatever else you chose.</li>
<li>Print a page: menus and buttons are left out.</li>
</ul>
<h2 class="finding">How accessible it is</h2>
<p class="summary">We aim for the Web Content Accessibility Guidelines 2.2 at level AA. We do not claim to meet
them in full. The app has been looked at in one browser at three widths, in light and dark. It has not been audited,
and it has not yet been
tried with people who use assistive technology.</p>
<h2 class="finding">What is not accessible yet</h2>
<ul class="sources">
<li>The pages need JavaScript. Without it nothing is shown.</li>
<li>Following a link in a table loads the page anew.</li>
<li>The menu, the choice of council and the date field come from Streamlit. Their behaviour for keyboards and screen
readers is Streamlit’s, and we have not tested all of it.</li>
<li>Charts cannot be explored by keyboard. The table under each chart holds the same figures.</li>
</ul>
<h2 class="finding">How to complain</h2>
<p class="summary">Tell the council that runs the app first. If you are not happy with the answer, contact the
<a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a>. The Equality and Human
Rights Commission enforces the accessibility regulations of 2018.</p>
"""
)
end_page()
