"""Who publishes a site, and what only they can say in its accessibility statement."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analytics.evidence.wording import listed

Words = Annotated[str, Field(min_length=1, max_length=1000)]


class Publisher(BaseModel):
    """Who publishes the site, how to reach them, and when they looked at how accessible it is.

    Blank or None is not said. `problems` are those that the publisher knows of, each with the success criterion that
    it fails: "The map has no text alternative (1.1.1, non-text content)."
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    contact: str = ""
    answer_within_days: Annotated[int, Field(ge=1, le=365)] | None = None
    prepared: date | None = None
    reviewed: date | None = None
    tested: date | None = None
    tested_by: str = ""
    problems: tuple[Words, ...] = ()


def publisher_from(file: Path) -> Publisher:
    """What a TOML file says of the publisher. Raises ValueError with every fault of it and what would be right."""
    try:
        return Publisher.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise ValueError(f"{file} could not be read: {error.strerror or error}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{file} is no TOML: {error}.") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise ValueError(f"{file}: {faults}. It may have {listed(Publisher.model_fields)}.") from error
