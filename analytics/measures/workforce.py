"""Workforce measures: caseload against a maximum, agency and vacancy on DfE's basis and as printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage with the two figures it was worked out from."""

    numerator: float
    denominator: float

    @property
    def percent(self) -> float:
        """The share in per cent."""
        return self.numerator / self.denominator * 100


def share(numerator: float, denominator: float) -> Share | None:
    """The share of `numerator` in `denominator`; None where the denominator is 0."""
    return Share(numerator, denominator) if denominator else None


def agency_share(agency: float, in_post: float) -> Share | None:
    """Agency workers as a share of all who do the work: agency / (agency + in post).

    DfE, Children's social work workforce: both in full-time equivalents.

    >>> agency_share(59, 136).percent  # doctest: +ELLIPSIS
    30.25...
    """
    return share(agency, agency + in_post)


def vacancy_share(vacant: float, agency_covered: float, in_post: float) -> Share | None:
    """Posts without a permanent holder as a share of all posts: vacancies / (vacancies + in post).

    DfE, Children's social work workforce: a post covered by an agency worker is vacant. A council that counts only
    posts nobody is in ("net of agency cover") is on another basis; show both and name each.

    >>> vacancy_share(7, 55, 136).percent  # doctest: +ELLIPSIS
    31.31...
    """
    return share(vacant + agency_covered, vacant + agency_covered + in_post)


def caseload_against_maximum(caseload: float, maximum: float) -> float | None:
    """An average caseload as a percentage of the maximum; None where the maximum is 0.

    From 95 some workers are very likely above it.

    >>> caseload_against_maximum(18.9, 20)
    94.5
    """
    return round(caseload / maximum * 100, 10) if maximum else None
