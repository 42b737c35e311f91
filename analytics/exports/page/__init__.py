"""A report as one web page that works from a file: no script, nothing loaded, ready for paper."""

from analytics.exports.page.report_page import report_as_html

__all__ = ["report_as_html"]
