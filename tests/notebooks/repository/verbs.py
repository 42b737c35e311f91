"""Notebooks of every shape: any sequence of verbs on an empty one."""

from datetime import date

from hypothesis import strategies as st

from analytics.enquiry.settings import Settings
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.packs.meeting import Meeting
from analytics.notebooks.running_order import RunningOrder

_numbers = st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
_values = st.recursive(
    st.none() | st.booleans() | _numbers | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
cells = st.dictionaries(st.sampled_from(["kind", "text", "indicator", "private"]) | st.text(), _values, max_size=4)

_days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
_begun = st.builds(
    Notebook,
    title=st.text(min_size=1, max_size=200),
    authority=st.text(),
    as_known_on=_days,
    public=st.booleans(),
    settings=st.builds(Settings, material_points=st.floats(0.001, 100), most_lines=st.integers(1, 20)),
)
_places = st.integers(0, 9)
_lines = st.sampled_from("abc")
_names = st.lists(_lines, unique=True).map(tuple)
_texts = st.dictionaries(_lines, st.text())
meetings = st.none() | st.builds(
    Meeting,
    date=st.dates(date(2023, 9, 1), date(2023, 9, 9)),
    place=st.text(),
    big_question=st.text(),
    witnesses=st.lists(st.sampled_from(["Service Director", "Designated Nurse"]), unique=True).map(tuple),
    running_order=st.builds(RunningOrder, order=_names, dropped=_names, kept=_names, added=_names),
    own_wordings=_texts,
    notes=_texts,
    minutes=st.integers(5, 480),
    answers_due=st.none() | st.dates(date(2023, 8, 1), date(2023, 9, 1)),
)
_verbs = st.one_of(
    st.tuples(st.just("adding"), _places, cells),
    st.tuples(st.just("without"), _places, st.none()),
    st.tuples(st.just("changed"), _places, cells),
    st.tuples(st.just("folded"), _places, st.booleans()),
    st.tuples(st.just("duplicated"), _places, st.none()),
    st.tuples(st.just("moved"), _places, st.sampled_from([-3, -1, 1, 3])),
    st.tuples(st.just("about"), _places, st.tuples(st.text(), _days)),
    st.tuples(st.just("retitled"), _places, st.text()),
    st.tuples(st.just("meeting"), _places, meetings),
)


@st.composite
def notebooks(draw: st.DrawFn) -> Notebook:
    """A notebook after up to eight verbs."""
    notebook = draw(_begun)
    for verb, place, given in draw(st.lists(_verbs, max_size=8)):
        notebook = applied(notebook, verb, place, given)
    return notebook


def applied(notebook: Notebook, verb: str, place: int, given: object) -> Notebook:
    """The notebook after one verb; those about a cell take one of those there are, if there is any."""
    if verb == "meeting":
        return notebook.model_copy(update={"meeting": given})
    if verb in ("about", "retitled"):
        return getattr(notebook, verb)(*(given if verb == "about" else (given,)))
    if not notebook.cells:
        return notebook.adding(given) if verb == "adding" else notebook
    cell = notebook.cells[place % len(notebook.cells)].id
    if verb == "adding":
        return notebook.adding(given, after=cell)
    if verb == "folded":
        return notebook.folded(cell, collapsed=given)
    return getattr(notebook, verb)(cell, *(() if given is None else (given,)))
