import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analytics.evidence.vocabulary import MissingReason
from analytics.importers.own import Layout, LayoutUnreadable, layout_from, load_layout
from analytics.importers.own.layout import Across, Days, Item, Totals, Written, Years

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
LABELS = (Item.MEMBER, Item.STATUS, Item.NOTE)


@st.composite
def layouts(draw):
    items = draw(st.lists(st.sampled_from(LABELS), unique=True))
    across = draw(st.sampled_from([None, *Across]))
    columns = {item: draw(TEXT) for item in items if across is None or item.value != across.value}
    return Layout(
        name=draw(TEXT),
        header_row=draw(st.integers(1, 90)),
        header_rows=draw(st.integers(1, 3)),
        skip_rows=tuple(draw(st.lists(st.integers(1, 99)))),
        columns=columns if across else columns | {Item.VALUE: draw(TEXT)},
        fixed={Item.COUNCIL: draw(TEXT), Item.PART: draw(TEXT)},
        across=across,
        across_columns=tuple(draw(st.lists(TEXT, min_size=1))),
        means={draw(st.sampled_from(list(Item))): draw(st.dictionaries(TEXT, TEXT))},
        totals=draw(st.sampled_from(Totals)),
        total_words=tuple(draw(st.lists(TEXT))),
        fill_down=tuple(items),
        written=draw(st.sampled_from(Written)),
        commas=draw(st.booleans()),
        blanks=draw(st.sampled_from([None, *MissingReason])),
        months_of=draw(TEXT),
        years=draw(st.sampled_from(Years)),
        first_days=draw(st.sampled_from(Days)),
    )


@given(layouts())
def test_a_layout_kept_as_toml_is_the_same_layout(layout):
    assert layout_from(layout.as_toml()) == layout


def test_a_layout_in_toml_is_short_and_can_be_read_by_a_person(tmp_path):
    layout = Layout(header_row=4, across=Across.PERIOD, columns={Item.MEMBER: "Team"}, fixed={Item.COUNCIL: "barnsley"})
    path = tmp_path / "caseloads.toml"
    path.write_text(layout.as_toml(), encoding="utf-8")
    assert path.read_text() == (
        'header_row = 4\nacross = "period"\n\n[columns]\n"member" = "Team"\n\n[fixed]\n"council" = "barnsley"\n'
    )
    assert load_layout(path) == layout
    assert layout.lacks() == (Item.INDICATOR,)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, "where the values are"),
        (
            {"columns": {"value": "n", "council": "LA"}, "fixed": {"council": "barnsley"}},
            "says twice where the council",
        ),
        ({"across": "period", "columns": {"period": "Month"}}, "says twice where the period"),
        ({"across": "period", "columns": {"value": "n"}}, "value cannot be chosen here"),
        ({"columns": {"value": "n"}, "fixed": {"numerator": "3"}}, "numerator cannot be chosen here"),
        ({"across": "member"}, "which columns are parts"),
        ({"columns": {"value": "n"}, "header_rows": 9}, "less than or equal to 3"),
        ({"columns": {"value": "n"}, "pattern": ".*"}, "Extra inputs"),
    ],
)
def test_a_layout_that_contradicts_itself_is_refused(said, wrong):
    with pytest.raises(ValidationError, match=wrong):
        Layout.model_validate(said)


def test_a_file_that_is_no_layout_is_refused_in_words(tmp_path):
    for text, wrong in (
        ("header_row = ", "no TOML file"),
        ("header_row = 0", "greater than"),
        ("", "where the values"),
    ):
        with pytest.raises(LayoutUnreadable, match=wrong):
            layout_from(text)
    with pytest.raises(LayoutUnreadable, match="cannot be read"):
        load_layout(tmp_path / "none.toml")
