"""The browser of the tests in tests/browser, for those here that need one."""

from tests.browser.conftest import chromium, chromium_at

__all__ = ["chromium", "chromium_at"]
