"""The linter: sixteen rules that make a question fair, clear and worth asking."""

from analytics.enquiry.linter.breach import Breach, LineLike, Rule, Severity
from analytics.enquiry.linter.figures import numbers_in
from analytics.enquiry.linter.line import lint_line
from analytics.enquiry.linter.suggestion import suggest
from analytics.enquiry.linter.texts import lint_question, lint_statement

__all__ = [
    "Breach",
    "LineLike",
    "Rule",
    "Severity",
    "lint_line",
    "lint_question",
    "lint_statement",
    "numbers_in",
    "suggest",
]
