"""A browser's side of Streamlit's protocol, without a browser: a page is asked for, and a box on it is written into."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol


class Session:
    """One reader's connection. `words` is all HTML and messages of the last run, `alerts` the messages alone."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._page, self._query = socket, "", ""
        self.boxes: dict[str, str] = {}
        self.words = ""
        self.alerts: list[str] = []

    def open(self, page: str, query: str) -> None:
        """Open a page by its address."""
        self._query = query
        asked = BackMsg()
        asked.rerun_script.page_name = page
        self._ask(asked)

    def go_on_as(self, before: "Session") -> None:
        """Be the same page after the connection was lost: a browser keeps its page, its address and its boxes."""
        self._page, self._query, self.boxes = before._page, before._query, before.boxes

    def write(self, label: str, text: str) -> None:
        """Write into the box with that label, and wait until the page has run to its end."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self._page
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self.boxes[label], text
        self._ask(asked)

    def _ask(self, asked: BackMsg) -> None:
        asked.rerun_script.query_string = self._query
        self._socket.send(asked.SerializeToString())
        self.words, self.alerts = "", []
        while True:
            content = self._socket.recv(timeout=120)
            assert isinstance(content, bytes)
            said = ForwardMsg.FromString(content)
            kind = said.WhichOneof("type")
            if kind == "navigation":
                self._page = said.navigation.page_script_hash
            elif kind == "page_info_changed":
                self._query = said.page_info_changed.query_string
            elif kind == "delta":
                self._note(said)
            elif kind == "script_finished" and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return

    def _note(self, said: ForwardMsg) -> None:
        element = said.delta.new_element
        match element.WhichOneof("type"):
            case "text_input":
                self.boxes[element.text_input.label] = element.text_input.id
            case "html":
                self.words += element.html.body
            case "alert":
                self.words += element.alert.body
                self.alerts.append(element.alert.body)
            case "exception":
                self.words += f"EXCEPTION {element.exception.type} {element.exception.message}"


@contextmanager
def a_session(address: str, cookie: str = "") -> Iterator[Session]:
    """A connection to a running app, as a browser with that cookie makes it."""
    socket = connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        open_timeout=120,
        ping_interval=None,
        close_timeout=1,
        additional_headers={"Cookie": cookie} if cookie else None,
    )
    with socket:
        yield Session(socket)
