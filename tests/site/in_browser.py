"""Published pages in a real browser: served as any web server would, and looked at by axe-core."""

import json
import threading
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files

# Every rule that axe-core has, of every standard and best practice. A style sheet is read from the page itself.
_RUN = """() => axe.run({resultTypes: ["violations"], preload: false})
    .then(found => found.violations.map(one => [one.id, one.impact, one.nodes.slice(0, 3).map(node => node.html)]))"""


@cache
def axe():
    """The script of axe-core."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(chromium, folder, pages, **look):
    """What axe-core finds on each of these pages; pages without any are left out."""
    # The pages allow no script, so axe-core is let in past their policy; that they keep it is another test.
    context = chromium.new_context(bypass_csp=True, **({"viewport": {"width": 1280, "height": 900}} | look))
    context.add_init_script(axe())
    page, found = context.new_page(), {}
    try:
        for path in pages:
            page.goto((folder / path).as_uri(), wait_until="load")
            if wrong := page.evaluate(_RUN):
                found[path] = json.dumps(wrong)
    finally:
        context.close()
    return found


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(folder):
    """The address of a folder on a plain web server of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
