"""The paper of a quotation: made once, kept, mailed with the private link, and silent about what it costs us."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from coop import clock, files, outbox
from coop.database import db
from coop.mail import Mail
from coop.money import Money
from invoicing.quotation import document, drafting, notices, sending
from invoicing.quotation.quotation import Pays
from tests.invoicing import cast as invoicing_cast
from tests.invoicing.quotation import cast


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 3, 16)):
        invoicing_cast.wijk()
        yield


def test_the_paper_is_made_once_and_mailed_with_the_private_link() -> None:
    sent = cast.a_sent(included="Snoeien en schoffelen.")
    db.session.commit()
    outbox.work()
    db.session.refresh(sent)
    stored = files.get(sent.pdf_sha or "")
    assert stored is not None
    assert stored.content.startswith(b"%PDF")
    [mail] = db.session.scalars(select(Mail))
    assert (mail.to, mail.attachments) == ("inkoop@example.org", [sent.pdf_sha])
    assert cast.LINK in mail.text
    notices.print_and_mail({"quotation": sent.id, "link": cast.LINK, "mails": True})
    assert len(list(db.session.scalars(select(Mail)))) == 1
    assert document.printed(sent) == stored.content


def test_what_was_taken_back_meanwhile_is_not_mailed() -> None:
    sent = cast.a_sent()
    sending.withdraw(sent)
    notices.print_and_mail({"quotation": sent.id, "link": cast.LINK, "mails": True})
    assert list(db.session.scalars(select(Mail))) == []


def test_it_says_what_is_paid_for_and_not_what_it_costs() -> None:
    page = document.html(cast.a_sent(), cast.LINK)
    for said in ("O2026-001", "95,63", "15 keer", "1.434,45", "21\u00a0% btw over", "1.735,68", "15 april 2026"):
        assert said in page
    assert cast.LINK in page
    for secret in ("72,00", "24,00", "Overhead", "Marge"):
        assert secret not in page


def test_one_price_and_reverse_charge_are_told_as_they_are() -> None:
    draft = cast.a_draft(pays=Pays.MONTH, asked=Money(100000))
    drafting.change_line(
        draft.lines[0], {"kind": "material", "activity": "Hof", "vat_rule": "reverse", "amount": Money(1)}
    )
    page = document.html(draft)
    assert "Offerte (concept)" in page
    assert "Btw verlegd." in page
    assert "gelijk deel van de prijs" in page
    assert "Bekijk en accepteer" not in page
