"""A page speaks the language of who asks for it, whoever asked before."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from flask_babel import force_locale

from coop.languages import LANGUAGES, STAFFS, direction, own_name, told
from coop.permission import Role

SignIn = Callable[..., FlaskClient]
FOREIGN = [language for language in LANGUAGES if language not in STAFFS]


@pytest.mark.parametrize("asked", [("nl", "en"), ("en", "nl")])
def test_each_request_gets_its_own_language(client: FlaskClient, asked: tuple[str, ...]) -> None:
    words = {"nl": "Naar de inhoud", "en": "To the content"}
    for language in asked:
        page = client.get("/", headers={"Accept-Language": language}).text
        assert f'<html lang="{language}" dir="ltr">' in page
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_offers_each_language_by_its_own_name(client: FlaskClient, language: str) -> None:
    page = client.get("/").text
    assert f'formaction="/taal/{language}" lang="{language}"' in page
    assert f">{own_name(language)}</button>" in page


def test_after_choosing_one_is_back_on_the_page_with_all_that_was_asked_of_it(client: FlaskClient) -> None:
    assert 'name="next" value="/inloggen?next=/mijn"' in client.get("/inloggen?next=/mijn").text
    answer = client.post("/taal/en", data={"next": "/inloggen?next=/mijn"})
    assert answer.location == "/inloggen?next=/mijn"


@pytest.mark.parametrize("language", FOREIGN)
def test_the_staffs_pages_are_in_dutch_or_english_whatever_somebody_reads(
    app: Flask, sign_in: SignIn, language: str
) -> None:
    browser = sign_in(Role.COORDINATOR)
    browser.set_cookie("language", language)
    side = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{side}">' in browser.get("/account").text
    page = browser.get("/bestellingen").text
    assert '<html lang="nl" dir="ltr">' in page
    assert f'formaction="/taal/{language}"' not in page, "it would choose what this page does not speak"
    second = browser.get("/bestellingen", headers={"Accept-Language": f"{language}, en;q=0.5"}).text
    assert '<html lang="en" dir="ltr">' in second


@pytest.mark.parametrize("language", FOREIGN)
def test_the_menu_of_the_staff_is_in_one_language_on_every_page(
    app: Flask, sign_in: SignIn, language: str
) -> None:
    browser = sign_in(Role.COORDINATOR, as_member=True)
    browser.set_cookie("language", language)
    menu = browser.get("/account").text.partition('<nav class="doors"')[2].partition("</nav>")[0]
    assert "Bestellingen" in menu
    assert "Mijn klussen" in menu


@pytest.mark.parametrize("language", FOREIGN)
def test_who_may_not_see_a_page_is_told_so_in_their_own_language(
    app: Flask, sign_in: SignIn, language: str
) -> None:
    browser = sign_in(Role.MEMBER, as_member=True)
    browser.set_cookie("language", language)
    answer = browser.get("/bestellingen")
    assert answer.status_code == 403
    assert f'<html lang="{language}"' in answer.text


def test_the_direction_follows_the_language(app: Flask) -> None:
    for language in LANGUAGES:
        with force_locale(language):
            assert direction() == ("rtl" if language == "ar" else "ltr")


@pytest.mark.skipif("ar" not in LANGUAGES, reason="no language from right to left")
def test_among_arabic_letters_a_number_keeps_its_order(app: Flask) -> None:
    words = "{{ _('Factuur %(number)s', number='2026-0042') }}"
    with force_locale("ar"):
        assert "\u20682026-0042\u2069" in render_template_string(words)
        assert told("Zonwering wassen.") == "\u2068Zonwering wassen.\u2069", "its dot stays behind it"
    with force_locale("nl"):
        assert render_template_string(words) == "Factuur 2026-0042"
        assert told("Zonwering wassen.") == "Zonwering wassen."
