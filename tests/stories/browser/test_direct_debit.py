"""A resident at a phone signs a mandate, a treasurer at a desk collects with it, and what comes back is told."""

from collections.abc import Callable
from datetime import date

import pytest

from coop.ledger.verify import verify
from coop.permission import Role
from invoicing.bank.awaited import CameBack, came_back
from invoicing.direct_debit import collection
from invoicing.online.link import token_of
from tests.invoicing.direct_debit.cast import bank_line, customer
from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import DESK, PHONE, Walk

pytestmark = pytest.mark.browser

DUE = date(2026, 3, 16)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_a_signature_on_the_phone_to_a_file_in_three_clicks(
    house_server: HouseServer, window: Callable[..., Walk], scripts: bool
) -> None:
    with house_server.inside():
        cast.neighbourhood()
        cast.who_works_here("Johan Medema", Role.TREASURER)
        customer("Fatima Haddad", email="fatima@example.org")
        link = f"/betalen/{token_of('2026-0001')}"
    phone = window(PHONE, java_script_enabled=scripts)
    phone.open(link)
    phone.tap("Voortaan automatisch betalen?")
    phone.type("Naam van de rekeninghouder", "F. Haddad")
    phone.type("Rekeningnummer (IBAN)", "nl20 ingb 0001 2345 67")
    phone.type("Teken met je naam", "Fatima Haddad")
    phone.tick("Ik geef deze machtiging")
    phone.tap("Teken de machtiging")
    phone.sees("Bedankt, je machtiging is er.", "M-00001", "NL•• •••• 4567")

    desk = window(DESK, java_script_enabled=scripts)
    desk.sign_in("johan.medema@example.org", cast.PASSWORD)
    desk.door("Incasso")  # the first click
    desk.sees("Fatima Haddad", "ma 16 mrt 2026")
    desk.tap("Maak incasso van 1 factuur, € 50,00" if scripts else "Maak de incasso")  # the second
    file = desk.download("Bewaar het bestand")  # the third
    assert b"<CtrlSum>50.00</CtrlSum>" in file
    desk.tap("De bank heeft het")
    desk.sees("Genoteerd")

    house_server.work()
    announced, signed = house_server.mails("fatima@example.org")
    assert next(signed.iter_attachments()).get_content()[:5] == b"%PDF-"
    assert "16 mrt 2026" in str(announced["Subject"])
    phone.open(link)
    phone.sees("Je hoeft niets te doen.")

    house_server.moment = DUE
    with house_server.inside():
        [item] = collection.find(1).items
        came_back.tell(CameBack(item.source, DUE, "AM04", bank_line(DUE, -5000).id))
        assert verify().first_fault is None
    desk.sign_in("johan.medema@example.org", cast.PASSWORD)
    desk.door("Incasso")
    desk.tap("INC-00001")
    desk.sees("er stond te weinig op de rekening")
    phone.open(link)
    phone.sees("Nog te betalen", "€ 50,00")
