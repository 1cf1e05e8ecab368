"""The screen kit: its page of samples and its error page render, and keep to the content policy."""

import re

from flask import Flask, render_template_string
from flask.testing import FlaskClient

from coop.config import ROOT
from coop.styleguide import tokens

INLINE = re.compile(r"""\s(style|on[a-z]+)=["']|<style|<script(?![^>]*\ssrc=)|javascript:""")


def test_no_template_holds_a_style_or_script_of_its_own() -> None:
    for template in (ROOT / "templates").rglob("*.html"):
        if "mail" in template.parts or "pdf" in template.stem or "document" in template.stem:
            continue
        found = INLINE.search(template.read_text())
        assert not found, f"{template}: {found}"


def test_an_error_page_is_calm_and_has_one_h1(client: FlaskClient) -> None:
    answer = client.get("/deze-pagina-is-er-niet")
    assert answer.status_code == 404
    assert answer.text.count("<h1") == 1
    assert "Niet gevonden" in answer.text


def test_every_icon_a_template_names_is_in_the_sprite(app: Flask) -> None:
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "coop/static/vendor/lucide.svg").read_text()))
    for template in (ROOT / "templates").rglob("*.html"):
        named = set(
            re.findall(r"""\b(?:icon|draw)\("([a-z0-9-]+)"\)|icon="([a-z0-9-]+)\"""", template.read_text())
        )
        assert {one or other for one, other in named} <= sprite, template


def test_the_page_of_samples_shows_every_component(client: FlaskClient) -> None:
    page = client.get("/styleguide")
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert "Schrijf het bedrag als 12,50" in page.text


def test_every_button_in_a_list_has_a_key_of_its_own(app: Flask) -> None:
    buttons = (
        "{% from 'kit/buttons.html' import post_button %}{{ post_button('/', 'A') }}{{ post_button('/', 'B') }}"
    )
    with app.test_request_context():
        keys = re.findall(r'name="once" value="([^"]+)"', render_template_string(buttons))
    assert len(set(keys)) == 2


def test_the_page_of_samples_shows_every_token_and_both_looks(client: FlaskClient) -> None:
    page = client.get("/styleguide")
    sheet = client.get("/styleguide/look.css")
    assert sheet.mimetype == "text/css"
    for name, _value in tokens():
        assert f"sample-{name}" in page.text
        assert f".sample-{name} {{" in sheet.text
    assert 'class="look"' in client.get("/styleguide?look=dark").text
    assert "color-scheme: dark" in client.get("/styleguide/look.css?look=dark").text
    assert "color-scheme: dark" not in sheet.text
