"""How lines are found, checked and ranked: every rule with its reason, an example, and where it is wrong."""

import streamlit as st

from analytics.enquiry.methods import Part, find_method, load_methods
from analytics.notebooks.cells.method import MethodCell, MethodsCell
from pages.shared import address
from pages.shared.forms import choose
from pages.shared.frame import begin, end_page, show
from pages.shared.thresholds import choose_settings

begin("How lines are found and checked", "By which rules was this suggested, and when are they wrong?")
methods = load_methods()
named = find_method(address.read("method"))
asked_part = address.read("part")
# Another part was chosen than the one of the method in the address: the choice is newer.
if named and asked_part in list(Part) and named[0] != asked_part:
    address.write("method", "")
    named = None

with st.container(horizontal=True, key="filters"):
    part = Part(
        choose(
            "Part",
            "part",
            [part.value for part in Part],
            lambda name: Part(name).plainly,
            default=named[0].value if named else Part.SIGNALS.value,
        )
    )
    titles = {method.id: method.title for method in methods[part]}
    method = choose("Method", "method", ["", *titles], lambda name: titles.get(name, "All of them"))

cell = {"authority": address.read("authority"), "as_known_on": address.known_day()}
if method:
    show(MethodCell(**cell, method=method, settings=choose_settings()))
else:
    show(MethodsCell(**cell, part=part))
end_page()
