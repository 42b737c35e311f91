"""Every page of an indicator has nothing that axe-core calls a violation of any impact."""

import pytest

from tests.site.in_browser import violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("council", ["barnet", "barnsley"])
def test_no_page_of_an_indicator_has_a_violation(site, chromium, council):
    pages = [path for path in site.files if path.startswith(f"{council}/indicators/") and path.endswith(".html")]
    assert len(pages) > 60
    assert violations(chromium, site.folder, pages) == {}
