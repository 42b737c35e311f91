import pytest

from analytics.evidence.problem import Problem


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [
        (3, "value", "short-report/observations.csv, row 3, column value: "),
        (3, "", "short-report/observations.csv, row 3: "),
        (0, "publisher", "short-report/observations.csv, column publisher: "),
        (0, "", "short-report/observations.csv: "),
    ],
)
def test_a_problem_says_where_then_what_is_wrong_then_what_would_be_right(row, column, place):
    problem = Problem("short-report/observations.csv", row, column, "It is blank.", "Write it.")
    assert str(problem) == f"{place}It is blank. Write it."
