"""The thresholds: every one is a finite number, whoever gives it."""

from math import inf, isfinite, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analytics.enquiry.settings import DEFAULTS, Settings, settings_in_words
from analytics.notebooks.notebook import Notebook
from analytics.notebooks.stored import as_stored, notebook_from_stored

names = st.sampled_from(sorted(Settings.model_fields))


def test_the_usual_ones_are_finite():
    assert all(isfinite(getattr(DEFAULTS, name)) for name in Settings.model_fields)


@given(names, st.sampled_from([inf, -inf, nan, "inf", "-inf", "nan", "Infinity", "NaN", "1e400"]))
def test_what_is_no_number_to_compare_with_is_refused_in_words(name, value):
    with pytest.raises(ValidationError) as raised:
        Settings.model_validate({name: value})
    [problem] = raised.value.errors()
    assert problem["loc"] == (name,)
    assert problem["msg"].startswith("Input should be a ")
    assert any(words in problem["msg"] for words in ("finite number", "valid integer"))


@given(names, st.floats() | st.integers() | st.text(max_size=6))
def test_whatever_is_taken_is_finite_and_can_be_stored_and_said(name, value):
    try:
        settings = Settings.model_validate({name: value})
    except ValidationError:
        return
    assert isfinite(getattr(settings, name))
    notebook = Notebook(authority="barnet", settings=settings)
    assert notebook_from_stored(as_stored(notebook)).settings == settings
    assert not {"inf", "nan"} & {value for value, _, _ in settings_in_words(settings)}


@pytest.mark.parametrize("value", ['"Infinity"', '"nan"', '"1e999"'])
def test_a_notebook_cannot_bring_one_in(value):
    with pytest.raises(ValueError, match=r"This is no notebook: settings\.material_points: Input should be a finite"):
        notebook_from_stored(f'{{"authority": "barnet", "settings": {{"material_points": {value}}}}}')
