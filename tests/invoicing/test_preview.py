"""What the treasurer sees before invoicing: each doubt once, by reason, and only the customers asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from coop import clock
from coop.database import db
from coop.money import Money
from coop.permission import Role
from coop.rules.confirmation import RuleConfirmation
from invoicing.doubt import Reason
from invoicing.doubt_group import DoubtGroup
from invoicing.invoice import Invoice
from invoicing.preview import preview
from orders.job import JobState
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import organisation, person

DECEMBER = date(2026, 12, 1)
SignIn = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Any:
    with clock.at(DECEMBER):
        wijk()
        yield


def many_doubts() -> None:
    """A customer without a doubt, and five with one or more."""
    garden = service()
    done_job(person("Ali Demir"), garden, date(2026, 11, 3))
    homeless = person("Bea Smit", street="", email="")
    done_job(homeless, garden, date(2026, 11, 3))
    done_job(homeless, garden, date(2026, 11, 10))
    for name, day in (("Cor Dijk", 2), ("Cor Dijk", 3), ("Dirk Post", 4)):
        done_job(person(name), garden, date(2026, 11, day), state=JobState.PLANNED)
    done_job(person("Evi Vos"), garden, date(2026, 11, 3)).price = Money(4000)
    done_job(person("Fred Roos"), service("raar", vat_rule="onbekend"), date(2026, 11, 3))
    db.session.flush()


def test_doubts_are_gathered_by_reason_and_the_ones_that_block_come_first() -> None:
    many_doubts()
    found = preview(DECEMBER)
    assert [(group.reason, group.blocks, len(group.items)) for group in found.doubts] == [
        (Reason.HOURS_OPEN, True, 3),
        (Reason.NO_ADDRESS, True, 1),
        (Reason.NO_VAT_RULE, True, 1),
        (Reason.PRICE_DIFFERS, False, 1),
        (Reason.NO_EMAIL, False, 1),
    ]
    assert found.doubts[0].sentence == "3 klussen wachten: de uren zijn nog niet goedgekeurd."
    assert found.doubts[1].sentence == "1 klant heeft geen volledig adres. Vul het aan."
    assert [doubt.about for _, doubt in found.doubts[3].items] == ["Tuinonderhoud, di 3 nov 2026: € 40,00"]
    assert [bill.party.name for bill in found.ready] == ["Ali Demir", "Evi Vos"]
    assert found.total == Money(3250 + 4000)


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("count", [1, 2])
def test_every_reason_has_its_words(reason: Reason, count: int) -> None:
    group = DoubtGroup(reason, blocks=False, items=[None] * count)  # type: ignore[list-item]
    assert str(count) in group.sentence
    assert group.short


@pytest.mark.parametrize("rule", ["outside", "exempt_social"])  # the work of the second waits
def test_an_unread_rule_is_one_doubt_however_many_customers_have_it(rule: str) -> None:
    db.session.execute(delete(RuleConfirmation))
    clean = service("zorg", vat_rule=rule)
    for name in ("Ali Demir", "Bea Smit"):
        done_job(person(name), clean, date(2026, 11, 3))
    assert [len(group.items) for group in preview(DECEMBER).doubts if group.reason is Reason.RULE_UNREAD] == [1]


def test_bills_are_found_by_name_by_reference_and_by_doubt() -> None:
    many_doubts()
    done_job(organisation(), service("wijk"), date(2026, 11, 3), 10_000, reference="PO-77")

    def names(*words: str, doubts_only: bool = False) -> list[str]:
        return [bill.party.name for bill in preview(DECEMBER, *words, doubts_only=doubts_only).bills]

    assert names("smit BEA") == ["Bea Smit"]
    assert names("po-77") == ["Gemeente Groningen"]
    assert "Ali Demir" not in names(doubts_only=True)
    assert names("nergens") == []


def test_the_page_leads_from_each_doubt_to_where_it_is_solved(sign_in: SignIn) -> None:
    many_doubts()
    open_job = preview(DECEMBER, "dirk").bills[0].doubts[0].job_id
    [bea] = preview(DECEMBER, "bea").bills
    page = sign_in(Role.TREASURER).get("/factureren").text
    assert f'<a href="/klussen/{open_job}">Tuinonderhoud, wo 4 nov 2026</a>, Dirk Post' in page
    assert f'<a href="/mensen/{bea.party.id}/gegevens">Bea Smit</a>' in page


def test_only_what_is_ticked_becomes_an_invoice_and_a_filter_stays_in_the_address(sign_in: SignIn) -> None:
    many_doubts()
    browser = sign_in(Role.TREASURER)
    assert browser.get("/factureren").text.count("data-cents") == 2
    page = browser.get("/factureren?until=2026-11-30&search=evi&doubts=y&pick=none").text
    assert "Je ziet 1 van de 7." in page
    assert 'data-cents="4000" checked' not in page
    assert "/factureren?until=2026-11-30&amp;search=evi&amp;doubts=y" in page
    [evi] = preview(DECEMBER, "evi").bills
    sent = {"until": "2026-11-30", "bill": f"{evi.key}|{evi.fingerprint}"}
    refused = browser.post("/factureren?search=evi", data={**sent, "bill": f"{evi.key}|anders"})
    assert refused.status_code == 409
    assert browser.post("/factureren?search=evi", data=sent).status_code == 303
    assert [one.customer["name"] for one in db.session.scalars(select(Invoice))] == ["Evi Vos"]


def test_a_page_of_fifty_customers_takes_as_many_statements_as_one_of_five(
    sign_in: SignIn, statements: Callable[[], Any]
) -> None:
    garden, browser, counts = service(), sign_in(Role.TREASURER), []
    for batch in (5, 45):
        for number in range(batch):
            done_job(person(f"Klant {batch} {number}", email=""), garden, date(2026, 11, 3))
        db.session.commit()
        with statements() as seen:
            assert browser.get("/factureren").status_code == 200
        counts.append(len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]))
    assert counts[0] == counts[1] <= 10
