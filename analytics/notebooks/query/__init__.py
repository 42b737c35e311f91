"""Read-only questions in SQL over the evidence, for analysts: what may be asked, and a process that can do no more."""

from analytics.notebooks.query.run import QueryRefused, run_query

__all__ = ["QueryRefused", "run_query"]
