"""A treasurer at a desk: invoices, credits, pays, sees whether we make it, and ends on the trial balance."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date

import pikepdf
import pytest

from coop import clock
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from invoicing import cost_rate
from members.engagement import EngagementKind
from orders import hours
from orders.staffing import assign
from tests.members.cast import a_member, person
from tests.orders.cast import a_job, an_order
from tests.stories.browser import cast
from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import DESK, Walk

pytestmark = pytest.mark.browser

THURSDAY, NEXT_MONDAY = date(2026, 3, 5), date(2026, 3, 9)


@pytest.fixture
def desk(house_server: HouseServer, window: Callable[..., Walk]) -> Walk:
    """The treasurer is at the desk; two visits are done and approved, the hours of a third are not."""
    with house_server.inside():
        _, garden, painting = cast.neighbourhood()
        cast.who_works_here("Johan Medema", Role.TREASURER)
        cost_rate.set_rate(EngagementKind.EMPLOYEE, date(2026, 1, 1), Money(2400))
        jan = a_member("Jan de Vries", EngagementKind.EMPLOYEE)
        orders = (
            an_order(garden, person("Fatima Haddad")),
            an_order(painting, person("Omar Bakker", email=""), vat_answer=True),
            an_order(garden, person("Thea de Jong"), quantity=3000),
        )
        jobs = [a_job(order) for order in orders]
        for job in jobs:
            assign(job, [jan])
        with clock.at(THURSDAY):
            told = [hours.confirm(job, jan, f"klopt-{job.id}") for job in jobs]
            hours.approve(told[:2])
    house_server.moment = NEXT_MONDAY
    walk = window(DESK)
    walk.sign_in("johan.medema@example.org", cast.PASSWORD)
    return walk


def test_a_treasurer_invoices_credits_and_books_up_to_the_trial_balance(
    house_server: HouseServer, desk: Walk
) -> None:
    desk.door("Te factureren")
    desk.sees("1 klant heeft geen e-mailadres. Print die factuur en bezorg hem.")
    desk.tap("1 klus wacht: de uren zijn nog niet goedgekeurd.")
    desk.sees("Thea de Jong")
    assert "€ 60,00" in desk.words("Fatima Haddad")
    assert "geen e-mail" in desk.words("Omar Bakker")
    desk.tap("Niets aanvinken")
    desk.tick("Factuur voor Fatima Haddad")
    desk.find("Maak 1 factuur, € 60,00").hover()
    desk.tap("Alles aanvinken")
    desk.tap("Maak 2 facturen, € 103,60")
    desk.sees("2026-0001 – 2026-0002", "€ 103,60", "0 van 2 klaar")
    house_server.work()
    desk.sees("2 van 2 klaar")
    (mail,) = house_server.mails("fatima.haddad@example.org")
    (paper,) = mail.iter_attachments()

    desk.tap("Naar de facturen")
    desk.tap("2026-0001")
    desk.sees("Fatima Haddad", "€ 60,00")
    printed = desk.fetch("PDF")
    assert printed[:5] == b"%PDF-"
    assert printed == paper.get_content()
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert len(pdf.pages) == 1
        assert "2026-0001" in str(pdf.docinfo["/Title"])
    desk.tap("Betaling boeken")
    desk.tap("Boek de betaling")
    desk.sees("betaald", "Betaald, bank")

    desk.tap("Alle facturen")
    desk.tap("2026-0002", beside="Omar Bakker")
    desk.tap("Crediteren")
    desk.type("Waarom", "De muur was van de buren.")
    desk.tap("Maak de creditnota")
    desk.sees("Creditnota 2026-0003", "De muur was van de buren.", "€ -43,60")

    desk.door("Grootboek")
    _ends_on_the_trial_balance(house_server, desk)


def test_a_treasurer_enters_a_purchase_and_sees_whether_we_make_it(house_server: HouseServer, desk: Walk) -> None:
    desk.door("Te factureren")
    desk.tap("Maak 2 facturen, € 103,60")
    paper = _a_paper()
    desk.door("Inkoop")
    desk.tap("Nieuwe inkoopfactuur")
    desk.type("Of een nieuwe leverancier", "Groencentrum Noorderhof")
    desk.type("Factuurnummer", "F-77")
    desk.type("Waarvoor", "Snoeischaar")
    desk.pick("Rekening", "45320 Klein gereedschap")
    desk.type("Zonder btw", "49,59")
    desk.attach("De factuur zelf", "snoeischaar.pdf", paper)
    desk.tap("Boek de inkoopfactuur")
    desk.sees("Inkoop F-77", "€ 60,00")
    assert desk.fetch("Bekijk de bijlage") == paper

    desk.door("Exploitatie")
    desk.sees("Halen we het?", "Omzet diensten 21%", "Klein gereedschap")
    desk.tap("49,59", beside="80501 Omzet diensten 21%")  # the first click
    desk.sees("Geboekt in 2026", "Factuur 2026-0001")
    desk.tap("Tuinonderhoud", beside="Factuur 2026-0001")  # the second: the work and its hours
    desk.sees("Boelemaheerd 12", "Jan de Vries", "2 u")

    desk.door("Exploitatie")
    assert desk.fetch("Print (PDF)")[:5] == b"%PDF-"
    sheet = desk.download("Spreadsheet per rekening").decode("utf-8-sig")
    booked = {row["Rekening"]: row["Geboekt"] for row in csv.DictReader(io.StringIO(sheet), delimiter=";")}
    assert booked["80501 Omzet diensten 21%"] == booked["45320 Klein gereedschap"] == "49,59"
    desk.door("Grootboek")
    _ends_on_the_trial_balance(house_server, desk)


def _ends_on_the_trial_balance(house_server: HouseServer, desk: Walk) -> None:
    debit, credit = re.findall(r"€ [\d.,]+", desk.words("Samen"))
    assert debit == credit != "€ 0,00"
    with house_server.inside():
        assert verify().first_fault is None


def _a_paper() -> bytes:
    kept = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(kept)
    return kept.getvalue()
