"""What an importer makes of a file: rows of evidence, of which release, and what was left out."""

from dataclasses import dataclass, field

import polars as pl

from analytics.evidence.catalogue import Indicator, Neighbour
from analytics.evidence.evidence import OBSERVATIONS, RATINGS
from analytics.evidence.problem import Problem
from analytics.evidence.releases import Release


@dataclass(frozen=True, eq=False)
class Imported:
    """Everything that one file gives. `observations` and `ratings` have the evidence's own columns and types.

    `document` of every row is the release's id, `locator` is "file name#column" (or "#a + b" where a figure was worked
    out from several), `row` the row of the file as a spreadsheet counts it. `indicators` are measures that the shipped
    catalogue does not have, `neighbours` lists of statistical neighbours, `left_out` what was not taken and why, one
    plain sentence each, and `warnings` what is odd but was taken.
    """

    release: Release
    file: str
    sha256: str
    observations: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=OBSERVATIONS))
    ratings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=RATINGS))
    neighbours: tuple[Neighbour, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    left_out: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
