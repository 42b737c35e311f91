"""The templates of the site, which escape everything that is not HTML already."""

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("analytics.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def fill(name: str, **values: Any) -> str:
    """A template with its values, as text. A name of a value that is not given is an error."""
    return _environment().get_template(name).render(**values)


def text_of(name: str) -> str:
    """A file beside the templates, as it stands."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
