"""A report as a PDF that a screen reader can read: PDF/UA-1, made without a network."""

from analytics.exports.pdf.document import DoesNotFit, report_as_pdf

__all__ = ["DoesNotFit", "report_as_pdf"]
