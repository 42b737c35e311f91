"""The words that each signal offers to the question library, by rule and case: the contract between the two."""

from analytics.enquiry.signal import SignalKind as S

# Every signal offers these.
ALWAYS = frozenset({"measure", "Measure", "council"})
# A signal offers these where the evidence has them. A question that needs one is not asked where it is missing.
WHERE_KNOWN = frozenset(
    {
        *("group", "children", "place", "outcome"),
        *("other", "other_dated", "other_figure", "other_figure_dated"),
        *("other_value", "other_when", "other_gap", "other_side"),
        "also_beside",
    }
)

_FIGURE = frozenset({"now", "now_when"})
_CHANGE = _FIGURE | {"before", "before_when", "change", "moved", "move"}
_COMPARATOR = frozenset(
    {
        *("comparator", "comparator_dated", "comparator_figure", "comparator_figure_dated"),
        *("comparator_value", "comparator_when", "comparator_gap", "comparator_side"),
    }
)

CASES: dict[S, dict[str, frozenset[str]]] = {
    S.ADVERSE_TREND: {"trend": _CHANGE | {"moves"}, "stated": _CHANGE},
    S.SHARP_REVERSAL: {"reversal": _CHANGE | {"earlier", "earlier_when", "gain"}, "sharp": _CHANGE},
    S.STEP_CHANGE: {"step": _CHANGE, "first": _CHANGE},
    S.OFF_BENCHMARK: {"level": _FIGURE | _COMPARATOR, "improving": _CHANGE | _COMPARATOR},
    S.BENCHMARKS_DISAGREE: {"split": _FIGURE | _COMPARATOR | {"other", "other_value", "other_when", "other_gap"}},
    S.AHEAD_BUT_SLIPPING: {"slipping": _CHANGE | _COMPARATOR},
    S.TARGET_MISSED: {
        "missed": _FIGURE | {"target", "gap"},
        "near miss": _FIGURE | {"target", "gap"},
        "duty": _FIGURE | {"rest"},
    },
    S.AT_MAXIMUM: {
        "above": _FIGURE | {"group", "maximum", "share"},
        "at": _FIGURE | {"group", "maximum", "share"},
    },
    S.VOLUME_AND_TIMELINESS: {
        "holding": _FIGURE | {"volume", "Volume", "volume_size", "volume_moved"},
        "low": _FIGURE | {"volume", "Volume", "volume_size", "volume_moved"},
        "unpublished": frozenset({"volume", "Volume", "volume_size", "volume_moved"}),
        "not national": frozenset({"volume", "Volume", "volume_size", "volume_moved"}),
        "apart": _CHANGE | {"stock", "Stock", "stock_now", "stock_now_when", "stock_change", "stock_moved"},
    },
    S.DENOMINATOR_SHIFT: {
        "programme": _FIGURE
        | {"before", "before_when", "total_now", "total_before", "share_now", "share_before", "change"},
        "denominator": _FIGURE | {"before_when", "of_now", "of_before", "of_size"},
    },
    S.STALE: {"benchmark": _FIGURE | _COMPARATOR | {"age"}, "figure": _FIGURE | {"age", "read_day"}},
    S.PROVISIONAL: {"figure": _FIGURE},
    S.NO_COMPARATOR: {"alone": _FIGURE, "said": _FIGURE | {"said", "against"}},
    S.MISSING: {
        "of releases": frozenset({"count", "named"}),
        "not given": frozenset({"gaps", "reason"}),
        "named": frozenset({"group", "place", "said"}),
    },
    S.TEXT_AGAINST_FIGURE: {
        "change": _CHANGE | {"said", "place"},
        "comparator": _FIGURE | {"said", "place", "comparator", "comparator_value", "comparator_when"},
        "target": _FIGURE | {"said", "place", "target", "gap"},
    },
    S.SELECTIVE_TEXT: {"left out": frozenset({"covered", "total", "worst", "worst_measure", "place", "now_when"})},
    S.CLAIM_WITHOUT_FIGURE: {
        "one": frozenset({"said", "place"}),
        "several": frozenset({"claims", "place"}),
    },
    S.DOES_NOT_ADD_UP: {
        "money": frozenset({"printed", "computed", "difference", "place"}),
        "counts": frozenset({"printed", "computed", "difference", "place"}),
        "rate": frozenset({"printed", "computed", "difference", "place"}),
        "same figure": frozenset({"printed", "other_measure", "place"}),
    },
    S.SMALL_NUMBER: {"few": frozenset({"now_when"})},
    S.SPEND_AND_OUTCOME: {
        "revised": _CHANGE,
        "changed": _CHANGE,
        "alone": _FIGURE,
    },
    S.AGENCY_AND_VACANCY: {
        "share": frozenset({"share", "agency", "workers", "now_when"}),
        "basis": frozenset({"printed_share", "dfe_share", "now_when"}),
        "concentration": frozenset({"group", "group_share", "posts_share", "now_when"}),
    },
    S.REPEATED_FINDING: {"repeated": frozenset({"earlier_document", "later_document", "earlier_place", "later_place"})},
    S.HEADLINE_MASKS: {
        "one unit": _FIGURE | {"unit", "place"},
        "team": _FIGURE | {"group", "middle"},
        "grade": frozenset({"overall", "part", "part_grade", "now_when"}),
    },
    S.DOCUMENTS_CONFLICT: {
        "statements": frozenset({"said", "other_said", "place", "other_place"}),
        "figures": frozenset({"now", "now_when", "before", "before_when", "place", "other_place"}),
    },
    S.DEFINITION_DIFFERS: {
        "so far": _FIGURE | {"count", "of", "share", "share_when"},
        "definition": _FIGURE,
    },
    S.CEILING: {"full": _FIGURE},
}


def offered(kind: S, case: str) -> frozenset[str]:
    """Every word that a question on this case may use."""
    return ALWAYS | CASES[kind][case] | WHERE_KNOWN
