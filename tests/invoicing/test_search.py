"""One search finds people, streets, orders, invoices, purchases and bank lines by what one knows of them."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from coop import clock
from coop.money import Money
from coop.permission import Role
from invoicing import payment
from invoicing.bank import importing
from tests.invoicing.bank.cast import camt, entry, statement
from tests.invoicing.cast import draft_line, issued, wijk
from tests.invoicing.paying_out.cast import asks, supplier
from tests.members.cast import a_member, person
from tests.orders.cast import an_order, garden

TODAY = date(2026, 3, 16)
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def neighbourhood(app: Any) -> dict[str, str]:
    """A bit of everything, by what it should be found as."""
    with clock.at(TODAY):
        wijk()
        fatima = person("Fatima Haddad", phone="+31505550142")
        a_member("Saida Visser", street="Grevingaheerd", house_number="3")
        order = an_order(garden(), fatima)
        invoice = issued(fatima, [draft_line(125_000)])
        payment.book(invoice, TODAY, Money(4_250))
        purchase = asks(supplier("Kwekerij De Wilg"), 12_100, "F-77")
    return {
        "fatima": f"/mensen/{fatima.id}",
        "order": f"/bestellingen/{order.id}",
        "invoice": f"/facturen/{invoice.number}",
        "purchase": f"/inkoop/{purchase.id}",
        "street": "/mensen?search=Grevingaheerd",
        "number": invoice.number,
    }


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("haddad", "fatima"),
        ("fatima boele", "fatima"),
        ("050 555 01 42", "fatima"),
        ("+31 50-5550142", "fatima"),
        ("5550142", "fatima"),
        ("greving", "street"),
        ("haddad", "order"),
        ("haddad", "invoice"),
        ("1.250,00", "invoice"),
        ("1250", "invoice"),
        ("42,50", "invoice"),
        ("wilg", "purchase"),
        ("f-77", "purchase"),
        ("€ 121,00", "purchase"),
    ],
)
def test_it_is_found_by_what_one_knows_of_it(
    neighbourhood: dict[str, str], sign_in: SignIn, typed: str, what: str
) -> None:
    page = sign_in(Role.TREASURER).get("/zoeken", query_string={"q": typed}).text
    assert f'href="{neighbourhood[what]}"' in page.partition("</search>")[2]


def test_an_invoice_is_found_by_its_number_or_a_part_of_it(neighbourhood: dict[str, str], sign_in: SignIn) -> None:
    treasurer, number = sign_in(Role.TREASURER), neighbourhood["number"]
    for typed in (number, number[-4:]):
        assert f'href="/facturen/{number}"' in treasurer.get("/zoeken", query_string={"q": typed}).text


def test_a_line_of_the_bank_is_found_by_amount_and_name(sign_in: SignIn) -> None:
    with clock.at(TODAY):
        wijk()
        file = camt(statement(entry("12.50"), closing="112.50"))
        [outcome] = importing.take_in("maart.xml", io.BytesIO(file))
        assert not outcome.sentences
        page = sign_in(Role.TREASURER).get("/zoeken?q=12,50").text
    assert "/bank/regels/" in page


def test_one_finds_only_what_one_may_see(neighbourhood: dict[str, str], sign_in: SignIn) -> None:
    page = sign_in(Role.COORDINATOR).get("/zoeken?q=haddad").text
    assert f'href="{neighbourhood["fatima"]}"' in page
    assert f'href="{neighbourhood["order"]}"' in page
    assert "/facturen/" not in page
    assert "/facturen/" not in sign_in(Role.ADMIN).get("/zoeken?q=haddad").text


def test_a_member_is_found_by_number(neighbourhood: dict[str, str], sign_in: SignIn) -> None:
    page = sign_in(Role.BOARD).get("/zoeken?q=lid+1").text
    assert "Saida Visser" in page
    assert "Fatima Haddad" not in page


def test_a_search_costs_as_many_statements_for_fifty_as_for_one(
    neighbourhood: dict[str, str], sign_in: SignIn, statements: Callable[[], Any]
) -> None:
    treasurer = sign_in(Role.TREASURER)
    treasurer.get("/zoeken?q=heerd")
    with statements() as few:
        treasurer.get("/zoeken?q=heerd")
    with clock.at(TODAY):
        for number in range(50):
            issued(person(f"Buur {number}"), [draft_line(1_000 + number)])
    with statements() as many:
        page = treasurer.get("/zoeken?q=heerd").text
    assert len(few) == len(many) <= 18, many
    assert "Toon alles" in page
