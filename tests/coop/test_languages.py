"""A page speaks the language of who asks for it, whoever asked before."""

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from flask_babel import force_locale


@pytest.mark.parametrize("asked", [("nl", "en"), ("en", "nl")])
def test_each_request_gets_its_own_language(client: FlaskClient, asked: tuple[str, ...]) -> None:
    words = {"nl": "Naar de inhoud", "en": "To the content"}
    for language in asked:
        page = client.get("/", headers={"Accept-Language": language}).text
        assert f'<html lang="{language}">' in page
        assert words[language] in page


def test_a_part_that_is_always_dutch_leaves_the_rest_of_the_request_in_its_own_language(app: Flask) -> None:
    words = "{{ _('Naar de inhoud') }}"
    with app.test_request_context(headers={"Accept-Language": "en"}):
        before = render_template_string(words)
        with force_locale("nl"):
            within = render_template_string(words)
        assert [before, within, render_template_string(words)] == [
            "To the content",
            "Naar de inhoud",
            "To the content",
        ]
