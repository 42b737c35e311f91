"""What a reader is told where a button cannot give its file: in our words, in the place where Streamlit has its own.

Streamlit makes such a file in a thread that knows no page, and says “Failed to generate file for download” whatever
happened. The words stand below the button for five seconds, so they are few.
"""

import asyncio

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime import app_session
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from analytics.happenings import Happening, went_wrong

_NOT_MADE = "The file could not be made, and that has been noted. Try again. Nothing that was saved is lost."


class NotGiven(Exception):
    """A file that may not be given. Its text says why, and what would work."""


class SaysWhy(DeferredFileHandler):
    """Makes the file that a button asks for, or says why there is none."""

    async def handle(self, request: BackendOperationRequest, session_id: str) -> BackendOperationResponse:  # noqa: ARG002
        """Where the file is for its reader to fetch; or the words below the button."""
        made = self._get_media_file_mgr().execute_deferred
        try:
            url = await asyncio.to_thread(made, request.deferred_file.file_id)
        except Exception as error:
            # Streamlit puts its own error around ours.
            why = error.__cause__ or error
            went_wrong(Happening.PAGE_FAILED, why)
            said = str(why) if isinstance(why, NotGiven) else _NOT_MADE
            return BackendOperationResponse(request_id=request.request_id, error_msg=said)
        return BackendOperationResponse(
            request_id=request.request_id, deferred_file=DeferredFileResponsePayload(url=url)
        )


def say_why() -> None:
    """Have every session that begins from now on use our words."""
    app_session.DeferredFileHandler = SaysWhy  # type: ignore[misc]
