"""The thresholds of the signals: seen, changed and put back, in the address like everything else."""

import streamlit as st
from pydantic import ValidationError

from analytics.enquiry.settings import DEFAULTS, Settings
from pages.shared import address
from pages.shared.forms import verbatim

# Any larger number says the same, and none that a browser cannot hold gets through.
_LARGEST = 1_000_000


def choose_settings() -> Settings:
    """The thresholds that the address names. One that will not do is said and left as it was."""
    values: dict[str, str] = {}
    for name in Settings.model_fields:
        asked = address.read(name)
        if not asked:
            continue
        reason = _reason_against(name, asked)
        if reason:
            usual = Settings.model_fields[name].default
            st.warning(f"{verbatim(asked)} will not do for {verbatim(name)}: {reason}. The usual {usual:g} is used.")
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


def _reason_against(name: str, asked: str) -> str:
    """Why a text is no threshold; blank where it is one."""
    try:
        value = getattr(Settings.model_validate({name: asked}), name)
    except ValidationError as error:
        problem = error.errors()[0]["msg"]
        return problem[:1].lower() + problem[1:]
    return "" if value <= _LARGEST else f"the largest is {_LARGEST:,}"


def _write(name: str, key: str, usual: float) -> None:
    value = st.session_state[key]
    address.write(name, "" if value in (None, usual) else f"{value:.10g}")


def _forget() -> None:
    for name in Settings.model_fields:
        address.write(name, "")
