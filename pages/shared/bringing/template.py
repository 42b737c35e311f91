"""The template in which a council writes figures of its own."""

from functools import lru_cache

import streamlit as st

from analytics.access.export import Export, ReadBy
from analytics.exports.own_figures import FIGURES, template_as_csv, template_as_xlsx
from pages.shared.bringing.workspace import catalogue
from pages.shared.download import download


def show_template() -> None:
    """The template as a workbook and as CSV."""
    with st.expander("Get the template for your own figures"):
        st.html(
            "<p class='summary'>One row for each figure: of which council, what it measures, for which month or year, "
            "and the number. The workbook lists every indicator and says what to write in each column. Fill it in, "
            "delete the examples, and drop it above. A file of your own that looks otherwise can be dropped too: you "
            "are then asked what its columns are.</p>"
        )
        with st.container(horizontal=True, key="template"):
            download(
                "Template as a workbook (.xlsx)",
                _workbook(),
                Export("own-figures-template", "xlsx", ReadBy.MEMBERS),
                file_name="own-figures.xlsx",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                key="template_xlsx",
            )
            download(
                "Template as CSV",
                _csv(),
                Export("own-figures-template", "csv", ReadBy.MEMBERS),
                file_name="own-figures.csv",
                mime="text/csv",
                key="template_csv",
            )


@lru_cache(maxsize=1)
def _workbook() -> bytes:
    return template_as_xlsx(catalogue())


@lru_cache(maxsize=1)
def _csv() -> bytes:
    return template_as_csv(catalogue())[FIGURES]
