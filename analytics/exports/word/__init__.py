"""A report as a Word file that a committee's clerk can put into an agenda."""

from analytics.exports.word.document import report_as_word

__all__ = ["report_as_word"]
