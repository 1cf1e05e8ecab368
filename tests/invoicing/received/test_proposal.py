"""What is proposed of a received invoice, and how it becomes a purchase."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock
from coop.database import db
from coop.files import StoredFile
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.money import Money
from coop.permission import Role
from invoicing import purchase
from invoicing.bought import Bought
from invoicing.paying_out import payee
from invoicing.purchase import Purchase
from invoicing.received.proposal import propose
from members.party import Organisation
from tests.invoicing.cast import service, wijk
from tests.invoicing.received.cast import an_invoice
from tests.members.cast import organisation

TODAY = date(2026, 12, 1)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield
        assert verify().first_fault is None


def test_each_rate_becomes_a_line_that_adds_up_to_the_invoice() -> None:
    proposal = propose(an_invoice())
    assert [(line.vat_rule, line.net, line.vat, line.text) for line in proposal.bought] == [
        ("low", Money(10000), Money(900), "Planten"),
        ("high", Money(6000), Money(1260), "Potgrond en 1 andere"),
    ]
    assert proposal.supplier is None
    assert "Kwekerij Noord is nieuw. We schrijven de leverancier op." in proposal.doubts


def test_the_accounts_are_those_of_the_last_time() -> None:
    nursery = organisation("Kwekerij Noord", kvk="01234567")
    cost_object = service().cost_object_id
    bought = [Bought("70053", Money(100), "low", "Planten", cost_object)]
    purchase.enter(nursery, "oud", TODAY, TODAY, bought)
    proposal = propose(an_invoice(supplier="Kwekerij Noord B.V. (nieuwe naam)"))
    assert proposal.supplier is nursery, "found by its KvK number"
    assert {(line.account, line.cost_object_id) for line in proposal.bought} == {("70053", cost_object)}


def test_vat_that_is_shifted_is_not_asked_and_vat_we_do_not_know_is_cost() -> None:
    shifted = an_invoice(
        lines=(("Werk", "100.00", "AE", "0"),), taxes=(("100.00", "0", "AE", "0"),), net="100", vat="0",
        total="100", payable="100",
    )  # fmt: skip
    [line] = propose(shifted).bought
    assert (line.vat_rule, line.vat) == ("reverse_high", None)
    danish = an_invoice(
        lines=(("Werk", "100.00", "S", "25"),), taxes=(("100.00", "25", "S", "25"),), net="100", vat="25",
        total="125", payable="125",
    )  # fmt: skip
    proposal = propose(danish)
    assert (proposal.bought[0].vat_rule, proposal.bought[0].net) == ("none", Money(12500))
    assert any("telt mee als kosten" in doubt for doubt in proposal.doubts)


def test_another_account_number_on_an_e_invoice_asks_for_a_second_look(sign_in: SignIn) -> None:
    client = sign_in(Role.TREASURER)
    for place, number in enumerate(
        ("NL20INGB0001234567", "NL20 INGB 0001 2345 67", "NL44RABO0123456789", "kapot")
    ):
        account = f"<cac:PayeeFinancialAccount><cbc:ID>{number}</cbc:ID></cac:PayeeFinancialAccount>"
        sent = an_invoice(number=f"F-{place}", more=f"<cac:PaymentMeans>{account}</cac:PaymentMeans>")
        read = client.post("/inkoop/e-factuur", data={"file": (BytesIO(sent), "f.xml")})
        known = db.session.scalar(select(Organisation.id).where(Organisation.name == "Kwekerij Noord"))
        supplier = {"supplier": str(known), "new_supplier": ""} if known else {}
        typed = _typed(read.location.rpartition("=")[2]) | supplier | {"number": f"F-{place}"}
        assert client.post("/inkoop/nieuw", data=typed).status_code == 303
    assert [(one.iban, one.origin) for one in payee.waiting()] == [("NL44RABO0123456789", "invoice")]


def test_the_treasurer_drops_it_in_looks_and_books(sign_in: SignIn) -> None:
    client = sign_in(Role.TREASURER)
    answer = client.post("/inkoop/e-factuur", data={"file": (BytesIO(an_invoice()), "f.xml")})
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert 'value="2026-117"' in page
    assert 'value="100,00"' in page
    assert "Kwekerij Noord is nieuw." in page
    assert db.session.scalar(select(Purchase.id)) is None, "nothing is booked before it was looked at"
    sha256 = answer.location.rpartition("=")[2]
    typed = _typed(sha256)
    made = client.post("/inkoop/nieuw", data=typed)
    assert made.status_code == 303, made.text
    booked = db.session.scalars(select(Purchase)).one()
    assert (booked.payable, booked.due_on) == (Money(18160), date(2026, 12, 20))
    assert balance(chart.VAT_INPUT) == Money(2160)
    supplier = db.session.scalars(select(Organisation).where(Organisation.name == "Kwekerij Noord")).one()
    assert (supplier.kvk, supplier.house_number, supplier.city) == ("01234567", "12", "Bedum")
    assert client.get(f"/inkoop/{booked.id}/e-factuur").data == an_invoice()
    again = client.get(f"/inkoop/nieuw?original={sha256}").text
    assert "Factuur 2026-117 van deze leverancier is al ingevoerd." in again


def test_a_broken_file_is_told_fault_by_fault_and_keeps_nothing(sign_in: SignIn) -> None:
    client = sign_in(Role.TREASURER)
    broken = an_invoice(vat="1.00", net="5.00")
    answer = client.post("/inkoop/e-factuur", data={"file": (BytesIO(broken), "f.xml")})
    assert answer.status_code == 422
    assert answer.text.count("is niet gelijk aan") == 4
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "DOCTYPE" in client.post("/inkoop/e-factuur", data={"file": (BytesIO(bomb), "f.xml")}).text
    assert "Kies een bestand." in client.post("/inkoop/e-factuur", data={}).text
    assert db.session.scalar(select(StoredFile.sha256)) is None


def test_the_board_does_not_read_invoices_in(sign_in: SignIn) -> None:
    assert sign_in(Role.BOARD).get("/inkoop/e-factuur").status_code == 403


def _typed(sha256: str) -> dict[str, Any]:
    typed: dict[str, Any] = {
        "supplier": "0",
        "new_supplier": "Kwekerij Noord",
        "number": "2026-117",
        "day": "2026-11-20",
        "due_on": "2026-12-20",
        "original": sha256,
    }
    for place, (net, rule, vat) in enumerate((("100,00", "low", "9,00"), ("60,00", "high", "12,60"))):
        typed |= {
            f"lines-{place}-account": "70053",
            f"lines-{place}-net": net,
            f"lines-{place}-vat_rule": rule,
            f"lines-{place}-vat": vat,
            f"lines-{place}-cost_object": "0",
        }
    for place in (2, 3):
        typed |= {
            f"lines-{place}-account": "",
            f"lines-{place}-vat_rule": "high",
            f"lines-{place}-cost_object": "0",
        }
    return typed
