"""What a figure is compared with, each comparator at its own period, and the comparators that are missing."""

from typing import Any

import polars as pl

from analytics.enquiry.answers.answer import (
    Answer,
    Asked,
    Row,
    cite,
    is_rough,
    is_withheld,
    keys,
    shown,
)
from analytics.evidence.vocabulary import Unit
from analytics.evidence.wording import difference, figure, listed, when, when_of


def beside(asked: Asked) -> Answer:
    """Each comparator of the latest figures with its own period, and which of the usual three are not given."""
    papers, indicator = asked.papers, asked.indicator
    mine = papers.facts.compared.filter(pl.col("indicator") == indicator.id)
    pairs = [(row, one) for row in asked.latest for one in _of_row(mine, row)]
    texts = [_sentence(asked, row, one) for row, one in pairs]
    missing = _missing(asked, {one["comparator"] for _, one in pairs})
    if missing:
        texts.append(f"Not given: {listed(missing)}.")
        if "England" in missing and indicator.basis.startswith("No national figure"):
            texts.append("No national figure is published; neighbouring councils may share theirs.")
    rows = [row for row, _ in pairs] + [found for _, one in pairs for found in _comparator_row(asked, one)]
    return Answer(
        "What is it compared with, and what is missing?",
        tuple(dict.fromkeys(texts)),
        cited=tuple(dict.fromkeys(cite(rows, indicator, papers))),
        rows=tuple(dict.fromkeys(keys(rows, indicator, papers))),
        arithmetic=tuple(sum_of for row, one in pairs if _gap(asked, row, one) and (sum_of := _sum(asked, row, one))),
    )


def _of_row(compared: pl.DataFrame, row: Row) -> list[dict[str, Any]]:
    return compared.filter((pl.col("dimension") == row["dimension"]) & (pl.col("member") == row["member"])).to_dicts()


def _comparator_row(asked: Asked, one: dict[str, Any]) -> list[Row]:
    """The row of the series from which a comparator was taken."""
    points = asked.papers.facts.points(one["comparator"], one["indicator"], one["dimension"], one["member"])
    return points.filter(pl.col("period") == one["comparator_period"]).to_dicts()


def _sentence(asked: Asked, row: Row, one: dict[str, Any]) -> str:
    indicator, papers = asked.indicator, asked.papers
    theirs = figure(one["comparator_value"], indicator.unit, one["comparator_printed"])
    whose = f"{row['member']}: " if row["member"] else ""
    name = papers.evidence.catalogue.area_name(one["comparator"])
    text = f"{whose}{name}, {theirs} {when(one['comparator_period'])}"
    if is_withheld(row, indicator, papers):
        return f"{text}."
    own = f"{papers.council} {shown(row, indicator, papers)} {when_of(row)}"
    gap = _gap(asked, row, one)
    apart = f" ({gap})" if gap else ""
    unlike = "" if one["comparator_period"] == row["period"] else " The two are for different periods."
    return f"{text}; {own}{apart}.{unlike}"


def _gap(asked: Asked, row: Row, one: dict[str, Any]) -> str:
    """How far the council's figure is from a comparator's; blank where a difference would say nothing.

    Counts of areas of different size are not subtracted, nor is a figure that was printed in words.
    """
    indicator = asked.indicator
    if indicator.unit in (Unit.COUNT, Unit.POSTS) or is_rough(row):
        return ""
    if abs(one["gap"]) < 1e-9:
        return "the same"
    side = "above" if one["gap"] > 0 else "below"
    return f"{difference(one['gap'], indicator.unit, one['comparator_value'])} {side}"


def _sum(asked: Asked, row: Row, one: dict[str, Any]) -> str:
    unit = asked.indicator.unit
    theirs = figure(one["comparator_value"], unit, one["comparator_printed"])
    return f"{shown(row, asked.indicator, asked.papers)} against {theirs}: {_gap(asked, row, one)}"


def _missing(asked: Asked, given: set[str]) -> list[str]:
    papers = asked.papers
    authority = papers.evidence.catalogue.authorities.get(papers.authority)
    region = f"the region ({authority.region})" if authority and authority.region else "the region"
    usual = {
        "England": "england" in given,
        region: any(name.startswith("region:") for name in given),
        "similar councils": any(name.startswith("neighbours:") for name in given),
    }
    return [name for name, there in usual.items() if not there]
