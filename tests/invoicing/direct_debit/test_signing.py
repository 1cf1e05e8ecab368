"""A customer signs a mandate with a typed name: once, for an account that exists, and on paper that is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from coop import clock, files, mail, outbox
from coop.database import db
from coop.wijk import current
from invoicing.direct_debit import invitation, paper, signing
from invoicing.direct_debit.forms import NotCollectable, debited
from invoicing.direct_debit.mandate import Ended, Mandate, by_token, standing
from invoicing.direct_debit.message import NoContract
from invoicing.direct_debit.signing import NoName, Signed, StandsAlready
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import IBAN, MONDAY, customer, signed
from tests.members.cast import person
from tests.standards import findings


@pytest.fixture(autouse=True)
def _monday(app: Flask) -> Iterator[None]:
    with clock.at(MONDAY):
        wijk()
        yield


def kept(mandate: Mandate) -> Mandate:
    """The mandate after the worker came by."""
    db.session.commit()
    outbox.work()
    db.session.expire_all()
    return mandate


def test_a_mandate_is_printed_kept_and_mailed_with_the_link_to_withdraw_it(app: Flask) -> None:
    app.config["ADDRESS"] = "https://wijk.example.org"
    mandate = kept(signed(customer()))
    stored = files.get(mandate.pdf_sha or "")
    assert stored is not None
    assert stored.content.startswith(b"%PDF")
    assert (stored.name, paper.printed(mandate)) == ("machtiging-M-00001.pdf", stored.content)
    [letter] = mail.about(mandate.source)
    assert (letter.to, letter.attachments) == ("fatima.haddad@example.org", [mandate.pdf_sha])
    assert f"https://wijk.example.org/machtiging/{mandate.token}" in letter.text


def test_the_paper_says_what_the_scheme_wants_said() -> None:
    page = paper.html(signed(customer()))
    for told in (
        "Coöperatie Wijkbedrijf Beijum U.A.",
        "Ypemaheerd 42a, 9736 MB Groningen",
        "NL82ZZZ812345670000",
        "M-00001",
        "doorlopend",
        "NL20 INGB 0001 2345 67",
        "Fatima Haddad",
        "2 maart 2026, 09:00",
        "binnen 8 weken",
    ):
        assert told in page


def test_the_paper_of_a_one_off_mandate_names_its_invoice() -> None:
    page = paper.html(signed(customer(), invoice_number="2026-0001"))
    assert "Eenmalige machtiging" in page
    assert "factuur 2026-0001" in page


def test_who_has_one_that_stands_gives_no_second() -> None:
    fatima = customer()
    signed(fatima)
    with pytest.raises(StandsAlready):
        signed(fatima)


def test_who_withdrew_or_whose_mandate_lapsed_gives_a_new_one() -> None:
    fatima = customer()
    with clock.at(date(2022, 1, 3)):
        old = signed(fatima)
    second = signed(fatima)
    assert (old.ended_why, standing(fatima.id)) == ("lapsed", second)
    second.end(Ended.CUSTOMER, MONDAY)
    assert signed(fatima).reference == "M-00003"


def test_two_that_stand_are_refused_by_the_database() -> None:
    first = signed(customer())
    facts = {
        name: getattr(first, name) for name in ("party_id", "kind", "holder", "iban", "signature", "signed_at")
    }
    db.session.add(Mandate(**facts, reference="M-9", creditor={}))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize("column", ["iban", "holder", "signature", "reference"])
def test_what_was_signed_never_changes(column: str) -> None:
    signed(customer())
    with pytest.raises(IntegrityError, match="debit:kept"):
        db.session.execute(text(f"UPDATE mandate SET {column} = 'x'"))
    db.session.rollback()


def test_a_mandate_is_never_removed() -> None:
    signed(customer())
    with pytest.raises(IntegrityError, match="debit:kept"):
        db.session.execute(text("DELETE FROM mandate"))
    db.session.rollback()


def test_a_name_that_no_bank_can_read_is_refused() -> None:
    with pytest.raises(NoName):
        signing.sign(customer(), Signed("ሰላም", IBAN, "Selam"))


def test_without_a_contract_nothing_is_signed() -> None:
    current().creditor_id = ""
    with pytest.raises(NoContract):
        signed(customer())


def test_an_account_outside_the_economic_area_is_refused() -> None:
    assert debited(" nl20 ingb 0001 2345 67") == IBAN
    with pytest.raises(NotCollectable):
        debited("GB82 WEST 1234 5698 7654 32")


def test_only_the_end_of_the_account_is_shown() -> None:
    mandate = signed(customer())
    assert mandate.masked == "NL•• •••• 4567"


def test_an_invitation_goes_by_mail_and_its_link_stays_the_same(app: Flask) -> None:
    app.config["ADDRESS"] = "https://wijk.example.org"
    fatima = person()
    made = invitation.invite(fatima)
    [letter] = mail.about(f"party:{fatima.id}")
    assert f"https://wijk.example.org/machtigen/{made.token}" in letter.text
    assert invitation.link_for(fatima).token == made.token
    assert invitation.by_token(made.token) == fatima


def test_who_cannot_be_mailed_is_not_invited_by_mail() -> None:
    with pytest.raises(invitation.NoWayThere):
        invitation.invite(person(email=""))


def test_the_words_of_the_links_are_long_and_each_its_own() -> None:
    first, second = signed(customer()), signed(customer("Ali Demir"))
    assert len({first.token, second.token, invitation.link_for(first.party).token}) == 3
    assert min(len(first.token), len(second.token)) >= 32
    assert by_token(first.token) == first


@pytest.mark.judged
@pytest.mark.slow
def test_the_paper_can_be_read_aloud(tmp_path: Path) -> None:
    mandate = signed(customer("Zoë Łukasz-ሰላም"))
    assert findings("pdf", paper.printed(mandate), tmp_path) == ""
