"""What stories share: two colleagues who act at the same moment, and how often something is killed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from coop import clock
from coop.permission import Role
from tests.stories.at_once import at_once


@pytest.fixture
def two(sign_in: Callable[..., FlaskClient]) -> Callable[..., list[tuple[int, str]]]:
    """Two colleagues send a form at the same moment, each from a page of their own; gives what each is told."""

    def send(role: Role, address: str, form: dict[str, Any] | None = None, *more: dict[str, Any]) -> Any:
        forms = [form or {}, *(more or [form or {}])]
        answers = at_once(clock.today(), *((sign_in(role), address, form) for form in forms))
        return sorted((answer.status_code, answer.text) for answer in answers)

    return send


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """Twenty; on PostgreSQL a few, for what is killed is the same and only its locks are others."""
    return 3 if request.config.getoption("--database") == "postgresql" else 20
