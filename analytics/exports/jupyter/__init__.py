"""A notebook as a Jupyter notebook that carries its evidence and runs with Polars and Altair alone."""

from analytics.exports.jupyter.notebook_file import notebook_as_ipynb

__all__ = ["notebook_as_ipynb"]
