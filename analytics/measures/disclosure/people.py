"""Which figures are of children and families, so that a small one could point at somebody."""

from collections.abc import Mapping

from analytics.evidence.catalogue import Catalogue, Indicator
from analytics.evidence.vocabulary import Unit

# Staff: the department’s own release prints every authority's, 1 to 5 of them too (Children's social work workforce).
# The rest: what a whole town has in common, what things cost, and what audits, teams and meetings there were.
_THEMES_OF_OTHERS = frozenset(
    {
        "finance",
        "inspection",
        "leadership",
        "partnership",
        "performance_information",
        "population",
        "programme",
        "quality_assurance",
        "supervision",
        "workforce",
    }
)
# Counts in the other themes that are of months, years, ranks, teams and homes, or of how far a number moved.
_COUNTS_OF_OTHERS = frozenset(
    {
        "adopt_share_rank",
        "cic_change",
        "cic_review_fall_months",
        "cin_usual_range",
        "cl_accom_plan_years",
        "cl_touch_months_above_target",
        "cp_n_highest_months",
        "cp_plo_months",
        "cp_visit_low_teams_n",
        "ey_settings_good_rank",
        "foster_hubs_n",
        "local_placements_n",
        "residential_units_n",
        "sufficiency_plan_years",
        "sufficiency_priorities_n",
        "uasc_change",
    }
)
_MOVES = ("_growth", "_change")
_SHARES_OF_OTHERS = frozenset({"ey_settings_good", "ey_settings_good_gap"})
_UNITS_OF_OTHERS = frozenset({Unit.POSTS, Unit.GBP_MILLION})


def is_of_people(indicator: Indicator) -> bool:
    """Whether the figure counts children, families or carers, or is a share, rate or average of them.

    Whatever is not known to be of something else is of people. Growth and change of a number are not: they say how far
    it moved (`moves`).
    """
    return not (
        indicator.theme in _THEMES_OF_OTHERS
        or indicator.unit in _UNITS_OF_OTHERS
        or indicator.id in _COUNTS_OF_OTHERS | _SHARES_OF_OTHERS
        or indicator.id.endswith(_MOVES)
    )


def of_people(catalogue: Catalogue) -> frozenset[str]:
    """The ids of the indicators whose figures are of people."""
    return frozenset(entry.id for entry in catalogue.indicators.values() if is_of_people(entry))


def moves(catalogue: Catalogue) -> Mapping[str, str]:
    """The indicators that say how far a number of people moved, each with the number or share that did.

    Blank where the catalogue has no such number.
    """
    people, found = of_people(catalogue), {}
    for entry in catalogue.indicators.values():
        if entry.theme not in _THEMES_OF_OTHERS and entry.id.endswith(_MOVES):
            stem = entry.id.removesuffix("_growth").removesuffix("_change")
            found[entry.id] = next((name for name in (f"{stem}_n", stem) if name in people), "")
    return found
