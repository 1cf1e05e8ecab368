"""What is sent is fixed, numbered without gaps, and followed by versions."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Delete, Update, delete, update
from sqlalchemy.exc import IntegrityError

from coop import clock
from coop.database import db
from coop.kor import KorPeriod
from coop.money import Money
from invoicing.quotation import answering, drafting, sending
from invoicing.quotation.quotation import Pays, Quotation, QuotationLine, QuotationState
from tests.invoicing import cast as invoicing_cast
from tests.invoicing.quotation import cast


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 3, 16)):
        invoicing_cast.wijk()
        yield


def _write(change: Update | Delete) -> None:
    with db.session.begin_nested():
        db.session.execute(change)


def test_numbers_are_given_when_it_is_sent_and_have_no_gap() -> None:
    first, thrown_away = cast.a_draft(), cast.a_draft()
    second = cast.a_draft()
    drafting.drop(thrown_away)
    sending.send(second, cast.LINK)
    sending.send(first, cast.LINK)
    assert (second.number, first.number) == ("O2026-001", "O2026-002")


def test_the_customer_sees_prices_and_never_what_it_costs() -> None:
    snapshot = cast.a_sent().snapshot or {}
    assert [(row["activity"], row["price"]) for row in snapshot["rows"]] == [("Onderhoud binnentuin", 9563)]
    assert (snapshot["net"], snapshot["vat"], snapshot["payable"]) == (143445, 30123, 173568)
    assert not {"cost", "overhead", "risk", "margin", "rate"} & {*snapshot, *snapshot["rows"][0]}


def test_under_the_small_businesses_scheme_there_is_no_vat() -> None:
    day = date(2026, 1, 1)
    db.session.add(KorPeriod(begin=day, notified_on=day, entered_at=clock.now(), entered_by="command"))
    snapshot = cast.a_sent(pays=Pays.END).snapshot or {}
    assert (snapshot["vat"], snapshot["net"]) == (0, snapshot["payable"])
    assert "kleineondernemersregeling" in snapshot["taxes"][0]["reason"]


def test_the_database_keeps_what_was_sent() -> None:
    sent = cast.a_sent()
    for change in (
        update(Quotation).values(price=Money(1)),
        update(Quotation).values(snapshot={"net": 1}),
        update(Quotation).values(valid_until=date(2030, 1, 1)),
        update(Quotation).values(state=QuotationState.DRAFT, sent_at=None, snapshot=None),
        delete(Quotation),
        update(QuotationLine).values(cost=Money(1)),
        delete(QuotationLine),
    ):
        with pytest.raises(IntegrityError, match="quotation:kept"):
            _write(change)
    answering.decline(sent, "Te duur.")
    for change in (update(Quotation).values(reason="x"), update(Quotation).values(state=QuotationState.SENT)):
        with pytest.raises(IntegrityError, match="quotation:answered"):
            _write(change)


def test_a_new_version_replaces_the_old_one_once_it_is_sent() -> None:
    first = cast.a_sent()
    second = drafting.revise(first)
    assert (first.state, second.code) == (QuotationState.SENT, "O2026-001B")
    with pytest.raises(drafting.NoNewVersion):
        drafting.revise(first)
    sending.send(second, cast.LINK)
    assert (first.state, second.state) == (QuotationState.REPLACED, QuotationState.SENT)
    assert "nieuwe versie" in answering.why_closed(first)
    assert sending.send(cast.a_draft(), cast.LINK).number == "O2026-002"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"valid_until": date(2026, 3, 15)}, "geldt is voorbij"),
        ({"begin": date(2026, 1, 5), "end": date(2026, 2, 1)}, "periode van het werk is voorbij"),
        ({"asked": Money(0)}, "boven € 0"),
        ({"pays": Pays.END, "frequency": "once", "people": 1}, "hoogstens 12 uur"),
    ],
)
def test_what_is_not_ready_is_not_sent(facts: dict[str, object], sentence: str) -> None:
    draft = cast.a_draft(**facts)  # type: ignore[arg-type]
    if "12 uur" in sentence:
        work = {
            "kind": "work",
            "activity": "Aanleg",
            "minutes": 6000,
            "engagement": "employee",
            "vat_rule": "high",
        }
        drafting.add_line(draft, work)
    assert any(sentence in told for told in sending.lacking(draft))
    with pytest.raises(sending.NotReady):
        sending.send(draft, cast.LINK)
    assert draft.number is None


def test_a_price_for_each_visit_has_one_vat_rule_and_reverse_charge_a_vat_number() -> None:
    draft = cast.a_draft(cast.a_client(vat_id=""))
    drafting.add_line(draft, {"kind": "material", "activity": "X", "vat_rule": "reverse", "amount": Money(100)})
    told = " ".join(sending.lacking(draft))
    assert "één btw-regel" in told
    assert "btw-nummer" in told


def test_what_lies_with_the_customer_can_be_taken_back_once() -> None:
    sent = cast.a_sent()
    sending.withdraw(sent)
    assert sent.state == QuotationState.WITHDRAWN
    with pytest.raises(sending.NotOut):
        sending.withdraw(sent)
