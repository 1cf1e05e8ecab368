"""A resident at a phone: orders a garden without an account, follows it by its link, changes and withdraws it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from coop.ledger.verify import verify
from members import portrait
from members.engagement import EngagementKind
from orders.staffing import assign
from tests.members.cast import a_member, person
from tests.orders.cast import a_job, an_order
from tests.pictures import photo
from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import PHONE, Walk

pytestmark = pytest.mark.browser

MOST_TYPED = 5
LAW = "Bestelling met betalingsverplichting"  # BW 6:230v lid 3: the words of the button


def test_a_resident_orders_sees_the_price_first_changes_it_and_withdraws(
    house_server: HouseServer, window: Callable[..., Walk]
) -> None:
    with house_server.inside():
        cast.neighbourhood()
        person("Thea de Jong", street="Boelemaheerd", postcode="9736 HB")
    phone = window(PHONE)
    phone.open("/")
    phone.sees("Tuinonderhoud", "vanaf € 30,00", "Schilderen", "vanaf € 43,60", "Alle prijzen zijn met btw.")

    phone.tap("Schilderen")
    phone.sees("€ 43,60", "9 % btw")
    phone.tick("Nee of dat weet ik niet", among="Is de woning ouder dan 2 jaar?")
    phone.sees("€ 48,40", "21 % btw")

    phone.tap("Alle diensten")
    phone.tap("Tuinonderhoud")
    phone.sees("Stap 1 van 3", "€ 60,00", "met btw")
    phone.tick("Groenafval meenemen")
    phone.sees("€ 72,50")
    phone.tick("Ik heb een Stadjerspas")
    phone.sees("€ 57,50")
    assert phone.typed == [], "the price is known before anything about oneself is told"

    phone.tap("Verder")
    phone.sees("Stap 2 van 3")
    phone.tap("Verder")
    phone.sees("Kies een dag.")
    phone.tick("maandag 9 maart")
    phone.tap("Verder")
    phone.sees("Stap 3 van 3")
    phone.type("Postcode", "9736hb")
    phone.type("Huisnummer", "12")
    phone.sees("Boelemaheerd")
    phone.type("Je naam", "Fatima Haddad")
    phone.type("E-mail", "fatima@example.org")
    assert len(phone.typed) < MOST_TYPED, "somebody there ordered before, so we know the street"
    phone.sees("Je bestelt Tuinonderhoud voor € 57,50 per keer.")
    phone.tap(LAW)
    phone.sees("Bedankt, je bestelling is binnen.", "€ 57,50", "maandag 9 maart", "Boelemaheerd 12")

    house_server.work()
    (mail,) = house_server.mails("fatima@example.org")
    text = mail.get_content()
    assert "€ 57,50" in text.replace("\u00a0", " ")
    assert "14 dagen" in text
    link = re.findall(r"http\S+", text)[0]

    elsewhere = window(PHONE)
    elsewhere.open(link)
    elsewhere.sees("We hebben je bestelling")
    elsewhere.tap("Wijzigen")
    elsewhere.pick("Vanaf welke dag?", "2026-03-12")
    elsewhere.type("Wil je nog iets vertellen?", "De sleutel ligt bij de buren.")
    elsewhere.tap("Bewaren")
    elsewhere.sees("Je wijziging is bewaard.", "donderdag 12 maart", "De sleutel ligt bij de buren.")
    elsewhere.tap("Hier herroep je de overeenkomst")
    elsewhere.tap("Bevestig de herroeping")
    elsewhere.sees("Je hebt deze bestelling herroepen. Er komt niemand meer.")

    house_server.work()
    assert "herroepen" in house_server.mails("fatima@example.org")[-1]["Subject"]
    with house_server.inside():
        assert verify().first_fault is None


def test_a_resident_orders_without_scripts(house_server: HouseServer, window: Callable[..., Walk]) -> None:
    with house_server.inside():
        cast.neighbourhood()
    phone = window(PHONE, java_script_enabled=False)
    phone.open("/")
    phone.tap("Tuinonderhoud")
    phone.sees("Stap 1 van 3", "€ 60,00", "Stap 2 van 3", "Stap 3 van 3")
    phone.tick("Groenafval meenemen")
    phone.tap("Bereken de prijs")
    phone.sees("€ 72,50")
    assert phone.typed == []
    phone.tick("donderdag 5 maart")
    phone.type("Postcode", "9737 XX")
    phone.type("Huisnummer", "12")
    phone.type("Straat", "Emingaheerd")
    phone.type("Je naam", "Fatima Haddad")
    phone.type("Telefoon", "06 1234 5678")
    assert len(phone.typed) <= MOST_TYPED
    phone.tap(LAW)
    phone.sees("Bedankt, je bestelling is binnen.", "€ 72,50")


def test_a_first_order_is_quickly_made(house_server: HouseServer, window: Callable[..., Walk]) -> None:
    with house_server.inside():
        cast.neighbourhood()
        person("Thea de Jong", street="Boelemaheerd", postcode="9736 HB")
    phone = window(PHONE)
    with phone.task("resident: a first order", seconds=45, fields=MOST_TYPED):
        phone.open("/")
        phone.tap("Tuinonderhoud")
        phone.type("Hoeveel uur?", "3")
        phone.sees("€ 90,00")
        phone.tap("Verder")
        phone.tick("donderdag 5 maart")
        phone.tap("Verder")
        phone.type("Postcode", "9736hb")
        phone.type("Huisnummer", "12")
        phone.type("Je naam", "Fatima Haddad")
        phone.type("Telefoon", "06 1234 5678")
        phone.tap(LAW)
        phone.sees("Bedankt, je bestelling is binnen.")


def test_the_way_back_leads_to_the_step_before(house_server: HouseServer, window: Callable[..., Walk]) -> None:
    with house_server.inside():
        cast.neighbourhood()
    phone = window(PHONE)
    phone.open("/bestellen/tuin")
    phone.tap("Verder")
    phone.tick("vrijdag 6 maart")
    phone.tap("Verder")
    phone.type("Je naam", "Fatima Haddad")
    phone.tap("Terug")
    phone.sees("Stap 2 van 3")
    phone.page.go_back()
    phone.sees("Stap 1 van 3")
    phone.tap("Verder")
    phone.tap("Verder")
    phone.sees("Stap 3 van 3")
    assert phone.page.get_by_label("Je naam").input_value() == "Fatima Haddad", "what was typed is still there"


def test_what_is_refused_stands_open_with_its_sentence(
    house_server: HouseServer, window: Callable[..., Walk]
) -> None:
    with house_server.inside():
        cast.neighbourhood()
    phone = window(PHONE)
    phone.expects(422)
    phone.open("/bestellen/tuin")
    phone.tap("Verder")
    phone.tick("Een andere dag")
    phone.pick("Welke andere dag?", "2026-03-08")
    phone.tick("Kom ook als dat binnen 14 dagen is")
    phone.tap("Verder")
    phone.type("Postcode", "9737 XX")
    phone.type("Huisnummer", "12")
    phone.sees("Deze postcode kennen we nog niet.")
    phone.type("Straat", "Emingaheerd")
    phone.type("Je naam", "Fatima Haddad")
    phone.type("Telefoon", "06 1234 5678")
    phone.tap(LAW)
    phone.sees("Stap 2 van 3", "Op zondagen en feestdagen werken we niet.")
    phone.pick("Welke andere dag?", "2026-03-10")
    phone.tap("Verder")
    phone.tap(LAW)
    phone.sees("Bedankt, je bestelling is binnen.", "dinsdag 10 maart")


def test_a_resident_follows_judges_and_orders_again(
    house_server: HouseServer, window: Callable[..., Walk]
) -> None:
    with house_server.inside():
        _, garden, _ = cast.neighbourhood()
        jan = a_member("Jan de Vries", EngagementKind.VOLUNTEER)
        portrait.show(jan, photo((300, 300), place=False), agreed=True)
        job = a_job(an_order(garden, person("Fatima Haddad"), first_day=date(2026, 3, 5)))
        assign(job, [jan])
        token = job.order.token
    phone = window(PHONE)
    phone.open(f"/bestelling/{token}")
    phone.sees("We komen. Hieronder zie je wanneer.", "donderdag 5 maart", "Om 9:00 uur", "Jan")
    expect(phone.main.locator("img.portrait")).to_have_count(1)

    house_server.moment = date(2026, 3, 6)
    with phone.task("resident: say that it was good", taps=1, characters=0):
        phone.open(f"/bestelling/{token}")
        phone.tap("Goed")
        phone.sees("Je vond het goed.")
    with phone.task("resident: order again", taps=3, characters=0, fields=0):
        phone.tap("Nog eens bestellen")
        phone.sees("€ 60,00", "Boelemaheerd 12")
        phone.tick("dinsdag 10 maart")
        phone.tap(LAW)
        phone.sees("Bedankt, je bestelling is binnen.", "dinsdag 10 maart")

    phone.open(f"/bestelling/{token}")
    with phone.task("resident: say what was not good", seconds=45):
        phone.tap("Niet goed")
        phone.tick("Niet alles is gedaan")
        phone.type("Wil je er iets over vertellen?", "De heg is vergeten.")
        phone.tap("Versturen")
        phone.sees("We laten je snel weten wat we doen.", "Je hoort snel wat we doen.")


def test_a_photo_of_the_garden_is_made_small_before_it_travels(
    house_server: HouseServer, window: Callable[..., Walk]
) -> None:
    with house_server.inside():
        cast.neighbourhood()
        person("Thea de Jong", street="Boelemaheerd", postcode="9736 HB")
    sent = photo((3200, 2400))
    phone = window(PHONE)
    phone.open("/bestellen/tuin")
    phone.tap("Iets vertellen of een foto meesturen")
    phone.attach("Foto's van het werk", "IMG_2041.jpg", sent, "image/jpeg")
    expect(phone.main.locator("[name=photos][data-shrunk='1']")).to_be_attached()
    assert phone.page.evaluate("document.querySelector('[name=photos]').files[0].size") < len(sent) // 2
    phone.tap("Verder")
    phone.tick("donderdag 5 maart")
    phone.tap("Verder")
    phone.type("Postcode", "9736 HB")
    phone.type("Huisnummer", "12")
    phone.type("Je naam", "Fatima Haddad")
    phone.type("Telefoon", "0612345678")
    phone.tap(LAW)
    phone.sees("Bedankt, je bestelling is binnen.")
    seen = phone.main.get_by_role("img", name="Foto 1 die je meestuurde")
    size = seen.evaluate("picture => picture.decode().then(() => [picture.naturalWidth, picture.naturalHeight])")
    assert size == [1200, 1600], "it stands upright"
