"""The refusals of the provider's API, in the shape that its SDK reads."""

from typing import Any


class Refused(Exception):
    """The API does not do this: a status, and the error as it is sent."""

    def __init__(self, status: int, message: str, **facts: str) -> None:
        """Take the status of HTTP, the sentence, and `type`, `code` or `param` where they are known."""
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"error": {"type": "invalid_request_error", "message": message, **facts}}


def no_such(kind: str, key: str) -> Refused:
    """What is not there."""
    return Refused(404, f"No such {kind}: '{key}'", code="resource_missing", param="id")
