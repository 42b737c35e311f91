"""The data of a report for other programs: a workbook, and a zip of CSV files."""

from analytics.exports.sheets.archive import report_as_zip
from analytics.exports.sheets.workbook import report_as_xlsx

__all__ = ["report_as_xlsx", "report_as_zip"]
