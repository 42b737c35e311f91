"""Which of the tool's measures are indicators of the catalogue: data/catalogue/compilations/lait.toml."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from analytics.evidence.files import read_toml
from analytics.evidence.loading import SHIPPED
from analytics.evidence.problem import EvidenceError
from analytics.importers.lait.years import YearKind

MAPPING = SHIPPED / "catalogue" / "compilations" / "lait.toml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class About(_Entry):
    """What the release says of itself."""

    family: str
    title: str
    short_title: str
    publisher: str
    licence: str
    attribution: str
    cautions: tuple[str, ...] = ()


class Mapped(_Entry):
    """A measure of the tool, the indicator of the catalogue that it is, and what its years stand for."""

    measure: str
    indicator: str
    years: YearKind


class Mapping(_Entry):
    """lait.toml."""

    release: About
    measures: tuple[Mapped, ...]


@cache
def load_mapping(path: Path = MAPPING) -> Mapping:
    """The shipped mapping. Raises EvidenceError with every problem in it."""
    content, problems = read_toml(path, Mapping, f"catalogue/compilations/{path.name}")
    if problems or content is None:
        raise EvidenceError(list(problems))
    return content
