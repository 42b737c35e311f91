"""The thresholds of the signals: seen, changed and put back, in the address like everything else."""

import streamlit as st

from analytics.enquiry.settings import DEFAULTS, Settings
from pages.shared import address
from pages.shared.forms import verbatim


def choose_settings() -> Settings:
    """The thresholds that the address names. One that will not do is said and left as it was."""
    values: dict[str, str] = {}
    for name in Settings.model_fields:
        asked = address.read(name)
        if not asked:
            continue
        try:
            Settings.model_validate({name: asked})
        except ValueError:
            st.warning(f"{verbatim(asked)} will not do for {verbatim(name)}. The usual threshold is used instead.")
            continue
        values[name] = asked
    return Settings.model_validate(values) if values else DEFAULTS


def show_settings(settings: Settings) -> None:
    """Every threshold with what it does, each to be changed."""
    for name, field in Settings.model_fields.items():
        key, value, usual = f"threshold_{name}", getattr(settings, name), field.default
        st.session_state[key] = value
        st.number_input(
            field.description or name,
            key=key,
            step=1 if isinstance(usual, int) else 0.5,
            format=None if isinstance(usual, int) else "%g",
            on_change=_write,
            args=(name, key, usual),
        )
    if settings != DEFAULTS:
        st.button("Use the usual thresholds", on_click=_forget)


def _write(name: str, key: str, usual: float) -> None:
    value = st.session_state[key]
    address.write(name, "" if value == usual else f"{value:g}")


def _forget() -> None:
    for name in Settings.model_fields:
        address.write(name, "")
