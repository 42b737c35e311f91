"""R10: what a good answer holds, and what would be a worry, can be seen and heard."""

import pytest

from analytics.enquiry.linter.answers import check_observable


@pytest.mark.parametrize(
    "sign",
    [
        "A breakdown by team",
        "A date for recovery",
        "A named owner",
        "Says what children think of it",
        "It’s called a recording issue without a dip sample",
        "Only an average is given",
        "Nobody can say",
        "66.3% is explained",
    ],
)
def test_signs_that_can_be_noticed_pass(sign):
    assert check_observable([sign], [sign]) == []


@pytest.mark.parametrize("sign", ["Thorough and satisfying", "Good leadership", "Commitment to excellence"])
def test_signs_that_are_hard_to_hear_are_advised_against(sign):
    assert [(breach.severity, breach.where) for breach in check_observable([sign], [sign])] == [
        ("advice", "good answer 1"),
        ("advice", "worry 1"),
    ]


@pytest.mark.parametrize(
    "sign",
    ["The answer is evasive", "An honest account with figures", "The director seems unsure", "Gets defensive on dates"],
)
def test_signs_that_judge_the_person_are_stopped(sign):
    (breach,) = check_observable(["A date"], ["A figure is missing", sign])
    assert (breach.severity, breach.where) == ("block", "worry 2")


@pytest.mark.parametrize("nothing", [(), ("",), (" ", "")])
def test_both_have_to_be_there(nothing):
    assert [breach.where for breach in check_observable(nothing, nothing)] == ["good answer", "worry"]
