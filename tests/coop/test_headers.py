"""Every answer of the house forbids what no page of it needs."""

import pytest
from flask import Flask

from coop.headers import CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", ["/gezond", "/bestaat-niet"])
def test_every_answer_carries_the_headers(app: Flask, path: str) -> None:
    headers = app.test_client().get(path).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    directives = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert directives["default-src"] == "'none'"
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert directives["frame-ancestors"] == "'none'"


def test_the_browser_is_told_to_come_back_safely_only_when_it_came_safely(app: Flask) -> None:
    client = app.test_client()
    assert "Strict-Transport-Security" not in client.get("/gezond").headers
    assert "Strict-Transport-Security" in client.get("/gezond", base_url="https://localhost").headers


def test_a_strange_host_is_refused(app: Flask) -> None:
    assert app.test_client().get("/gezond", base_url="http://elders.example").status_code == 400


def test_a_language_is_remembered_and_leads_only_back_into_the_house(app: Flask) -> None:
    client = app.test_client()
    answer = client.post("/taal/en", data={"next": "//elders.example"})
    assert answer.location == "/"
    assert "Something went wrong" not in answer.text
    assert client.get_cookie("language") is not None
    assert client.post("/taal/xx").status_code == 404
