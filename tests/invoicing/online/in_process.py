"""The stand-in without a network in between: the SDK asks it in the same process, five times as quick.

For tests that ask thousands of times. Everything else of the SDK and of the stand-in is as it is over HTTP.
"""

from collections.abc import Mapping
from typing import Any

from stripe import HTTPClient
from werkzeug.test import Client

from invoicing.online.stand_in.web import StandIn


class InProcess(HTTPClient):
    """What the SDK sends requests with."""

    name = "in process"

    def __init__(self, stand_in: StandIn) -> None:
        super().__init__()
        self._browser = Client(stand_in)

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        """Ask and get the answer."""
        answer = self._browser.open(url, method=method.upper(), headers=dict(headers or {}), data=post_data)
        return answer.data, answer.status_code, dict(answer.headers)

    def close(self) -> None:
        """There is nothing to close."""
