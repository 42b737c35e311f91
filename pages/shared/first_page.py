"""What a browser is given before the app has drawn anything: Streamlit's first page, in words of ours.

Streamlit calls it “Streamlit”, which a screen reader says whenever a page opens, and tells whoever has no JavaScript
how programmes can use it. It also lets go of the keyboard when a page is laid out anew: keys_and_voice.js does not.
"""

import re
from hashlib import sha256
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit.file_util import get_static_dir

_PAGES = Path(__file__).parents[1]
_SCRIPT = Path(__file__).with_name("keys_and_voice.js")
_TITLE = "Scrutiny Notebook"
_WITHOUT_JAVASCRIPT = (
    "These pages need JavaScript, and nothing is shown without it. Where the council also publishes these figures as a "
    "site of plain pages, that site needs none and says the same. If you need anything in another form, such as large "
    "print, ask the council that runs this app."
)


def first_page_routes() -> list[BaseRoute]:
    """The address of every page, and of the script that each loads.

    Other addresses are answered by Streamlit, as it answers them all.
    """
    page, script = first_page(), _SCRIPT.read_text(encoding="utf-8")

    def give_page(_: Request) -> Response:
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})

    def give_script(_: Request) -> Response:
        return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    names = sorted(path.stem for path in _PAGES.glob("*.py") if path.stem != "__init__")
    return [
        *(Route(f"/{name}", give_page) for name in ("", *names)),
        Route(f"/{_SCRIPT.name}", give_script),
    ]


def first_page() -> str:
    """Streamlit's first page with our title, our words for whoever has no JavaScript, and our script.

    What another version of Streamlit writes otherwise stays as it is; a test says so.
    """
    html = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    version = sha256(_SCRIPT.read_bytes()).hexdigest()[:12]
    for pattern, ours in (
        (r"<title>Streamlit</title>", f"<title>{_TITLE}</title>"),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{escape(_WITHOUT_JAVASCRIPT)}</p></noscript>"),
        (r"</head>", f'<script src="./{_SCRIPT.name}?{version}"></script></head>'),
    ):
        html = re.sub(pattern, lambda _, ours=ours: ours, html, count=1, flags=re.DOTALL)
    return html
