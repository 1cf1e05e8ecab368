"""From finished work to invoices: once, gapless, in the books, and as it was seen."""

from datetime import date

import pytest
from sqlalchemy import select

from coop import clock, outbox
from coop.database import db
from coop.ledger.balance import balance
from coop.ledger.transaction import Entry, Transaction
from coop.mail import Mail
from coop.money import Money
from coop.rules import confirmation
from invoicing import billing_run, open_items
from invoicing.bill import Bill
from invoicing.billing import to_invoice
from invoicing.billing_run import ChangedMeanwhile, NothingToInvoice
from invoicing.credit import credit
from invoicing.doubt import Reason
from invoicing.invoice import Billed, Invoice, by_number
from invoicing.print_run import print_run
from members import contribution
from orders.job import Job, JobState
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import a_member, organisation, person

NOVEMBER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _today(app):
    with clock.at(date(2026, 12, 1)):
        wijk()
        yield


def test_finished_work_becomes_one_invoice_a_customer():
    garden, fatima = service(), person()
    first = done_job(fatima, garden, date(2026, 11, 3))
    second = done_job(fatima, garden, date(2026, 11, 10))
    run = billing_run.confirm(NOVEMBER)
    [invoice] = db.session.scalars(select(Invoice))
    assert (invoice.number, invoice.payable, run.invoice_count) == ("2026-0001", Money(6500), 1)
    assert invoice.net + invoice.vat + invoice.rounding == invoice.payable
    assert [line.job_id for line in invoice.lines] == [first.id, second.id]
    assert {first.invoice_source, second.invoice_source} == {"invoice:2026-0001"}
    assert invoice.customer["lines"] == ["Boelemaheerd 12", "9736 HB Groningen"]
    assert to_invoice(NOVEMBER) == []


def test_an_issued_invoice_is_a_balanced_transaction_with_the_service_as_cost_object():
    garden = service()
    done_job(person(), garden, date(2026, 11, 3), 3)
    billing_run.confirm(NOVEMBER)
    entries = {
        entry.account.number: (entry.cents.cents, entry.cost_object_id)
        for entry in db.session.scalars(
            select(Entry).join(Transaction).where(Transaction.source == "invoice:2026-0001")
        )
    }
    assert entries == {"13011": (3, None), "80501": (-2, garden.cost_object_id), "46425": (-1, None)}
    assert open_items.total_open() == Money(3)


def test_a_contribution_stands_on_a_paper_of_its_own_for_it_lies_outside_vat():
    member = a_member("Jan de Vries")
    done_job(member.person, service(), date(2026, 11, 3))
    contribution.set_rate(2026, Money(1500))
    contribution.make_dues(2026)
    billing_run.confirm(NOVEMBER)
    papers = [by_number("2026-0001"), by_number("2026-0002")]
    assert [[line.source.split(":")[0] for line in paper.lines] for paper in papers] == [["job"], ["due"]]
    assert [[(tax.category, tax.net.cents) for tax in paper.taxes] for paper in papers] == [
        [("S", 2686)],
        [("O", 1500)],
    ]


def test_the_rule_and_what_the_customer_answered_stay_on_the_line_also_of_a_credit_note():
    done_job(person(), service(vat_rule="low_dwelling_2y"), date(2026, 11, 3), vat_answer=True)
    billing_run.confirm(NOVEMBER)
    credit("2026-0001", "Verkeerd huis.")
    for number in ("2026-0001", "2026-0002"):
        [line] = by_number(number).lines
        assert (line.vat_rule, line.vat_answer, line.basis_points) == ("low_dwelling_2y", True, 900)


def test_work_of_before_a_change_of_rate_keeps_its_rate_and_its_account():
    done_job(person(), service(vat_rule="low_repair", revenue_account="80505"), date(2018, 12, 31), 10_600)
    with clock.at(date(2019, 1, 2)):
        billing_run.confirm(date(2019, 1, 1))
    invoice = by_number("2019-0001")
    assert (invoice.net, invoice.vat) == (Money(10_000), Money(600))
    assert balance("16203") == Money(-600)
    assert balance("16201") == Money.zero()


def test_an_organisation_gets_an_invoice_a_month_without_vat_in_its_prices():
    city, garden = organisation(), service()
    done_job(city, garden, date(2026, 10, 30), 10_000)
    done_job(city, garden, date(2026, 11, 3), 10_000, reference="PO-1")
    billing_run.confirm(NOVEMBER)
    invoices = list(db.session.scalars(select(Invoice).order_by(Invoice.number)))
    assert [(i.payable.cents, i.reference) for i in invoices] == [(12100, ""), (12100, "PO-1")]
    assert "uiterlijk" in " ".join(doubt for doubt, *_ in _doubts(city, garden))


def _doubts(city, garden):
    done_job(city, garden, date(2026, 9, 1), 100)
    return [(doubt.sentence, doubt.blocks) for bill in to_invoice(NOVEMBER) for doubt in bill.doubts]


def test_every_doubt_is_said_in_words_and_some_keep_the_invoice_back():
    garden = service()
    done_job(person("Zonder Adres", street="", email=""), garden, date(2026, 11, 3))
    done_job(person("Met Verschil"), garden, date(2026, 11, 3)).price = Money(4000)
    done_job(person("Nog Open"), garden, date(2026, 11, 3), state=JobState.PLANNED)
    done_job(person("Geen Regel"), service("raar", vat_rule="onbekend"), date(2026, 11, 3))
    db.session.flush()
    bills = {bill.party.name: bill for bill in to_invoice(NOVEMBER)}
    assert not bills["Zonder Adres"].can_be_issued
    assert any("adres" in doubt.sentence and doubt.blocks for doubt in bills["Zonder Adres"].doubts)
    assert any("e-mail" in doubt.sentence and not doubt.blocks for doubt in bills["Zonder Adres"].doubts)
    assert any("€ 40,00" in doubt.sentence for doubt in bills["Met Verschil"].doubts)
    assert bills["Met Verschil"].can_be_issued
    assert any("uren" in doubt.sentence for doubt in bills["Nog Open"].doubts)
    assert any("btw-regel" in doubt.sentence for doubt in bills["Geen Regel"].doubts)
    run = billing_run.confirm(NOVEMBER)
    assert run.invoice_count == 1
    assert db.session.scalars(select(Job.id).where(Job.invoice_source.is_not(None))).all() == [
        bills["Met Verschil"].lines[0].source.removeprefix("job:") and 2
    ]


def test_work_under_an_exemption_nobody_confirmed_waits_and_a_contribution_is_only_doubted():
    confirmation.withdraw("vat:exempt_social")
    confirmation.withdraw("vat:outside")
    member = a_member("Jan de Vries")
    done_job(member.person, service("koffie", vat_rule="exempt_social"), date(2026, 11, 3))
    contribution.set_rate(2026, Money(1500))
    contribution.make_dues(2026)
    waiting, due = to_invoice(NOVEMBER)
    unread = [
        [doubt.blocks for doubt in bill.doubts if doubt.reason is Reason.RULE_UNREAD] for bill in (waiting, due)
    ]
    assert unread == [[True], [False]]
    assert (waiting.lines, [line.source.split(":")[0] for line in due.lines]) == ([], ["due"])
    confirmation.confirm("vat:exempt_social", "Boekhouder De Vries")
    ready, _ = to_invoice(NOVEMBER)
    assert [line.source.split(":")[0] for line in ready.lines] == ["job"]


def test_who_confirms_something_else_than_was_seen_is_told():
    garden, fatima = service(), person()
    done_job(fatima, garden, date(2026, 11, 3))
    seen = {bill.key: bill.fingerprint for bill in to_invoice(NOVEMBER)}
    done_job(fatima, garden, date(2026, 11, 10))
    with pytest.raises(ChangedMeanwhile):
        billing_run.confirm(NOVEMBER, seen)


def test_an_invoice_holds_the_work_of_one_calendar_month():
    garden, fatima = service(), person()
    for day in (date(2026, 10, 30), date(2026, 11, 3), date(2026, 11, 10)):
        done_job(fatima, garden, day)
    billing_run.confirm(NOVEMBER)
    papers = db.session.scalars(select(Invoice).order_by(Invoice.number))
    assert [[line.day.month for line in paper.lines] for paper in papers] == [[10], [11, 11]]


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 30), ""),
        (date(2026, 12, 1), "moet"),
        (date(2026, 12, 15), "moet"),
        (date(2026, 12, 16), "moest"),
    ],
)
def test_an_organisation_is_invoiced_before_the_fifteenth_of_the_next_month(today, said):
    done_job(organisation(), service(), date(2026, 11, 3), reference="PO-1")
    with clock.at(today):
        [bill] = to_invoice(NOVEMBER)
    due = [doubt.sentence for doubt in bill.doubts if "uiterlijk op di 15 dec 2026" in doubt.sentence]
    assert [sentence.split()[3] for sentence in due] == ([said] if said else [])


def test_only_the_chosen_bills_are_issued():
    garden = service()
    done_job(person("Ali Demir"), garden, date(2026, 11, 3))
    done_job(person("Bea Smit"), garden, date(2026, 11, 3))
    bills: list[Bill] = to_invoice(NOVEMBER)
    chosen = [bill for bill in bills if bill.party.name == "Bea Smit"]
    billing_run.confirm(NOVEMBER, {bill.key: bill.fingerprint for bill in chosen})
    assert by_number("2026-0001").customer["name"] == "Bea Smit"
    assert [bill.party.name for bill in to_invoice(NOVEMBER)] == ["Ali Demir"]


def test_nothing_to_invoice_makes_no_run():
    with pytest.raises(NothingToInvoice):
        billing_run.confirm(NOVEMBER)


def test_after_the_run_the_worker_prints_keeps_and_mails():
    done_job(person(), service(), date(2026, 11, 3))
    run = billing_run.confirm(NOVEMBER)
    db.session.commit()
    outbox.work()
    invoice = by_number("2026-0001")
    assert invoice.pdf_sha is not None
    assert run.is_printed
    [mail] = db.session.scalars(select(Mail))
    assert (mail.about, mail.attachments, mail.sent_at is not None) == (
        "invoice:2026-0001",
        [invoice.pdf_sha],
        True,
    )
    assert "€ 32,50" in mail.subject.replace("\xa0", " ")
    assert list(print_run(run.id)) == []


def test_a_visit_for_nothing_is_an_invoice_that_moves_nothing():
    done_job(person(), service(), date(2026, 11, 3), 0)
    billing_run.confirm(NOVEMBER)
    assert by_number("2026-0001").payable == Money.zero()
    assert db.session.scalars(select(Transaction.source)).all() == []


def test_credited_work_can_be_invoiced_again():
    done_job(person(), service(), date(2026, 11, 3))
    billing_run.confirm(NOVEMBER)
    credit("2026-0001", "Verkeerd huis.", bill_again=True)
    assert db.session.scalars(select(Billed)).all() == []
    billing_run.confirm(NOVEMBER)
    assert by_number("2026-0003").payable == Money(3250)


def test_issuing_forgets_only_what_it_wrote_beside_what_is_at_hand(statements):
    garden, fatima = service(), person()
    job = done_job(fatima, garden, date(2026, 11, 3))
    billing_run.confirm(NOVEMBER)
    with statements() as seen:
        assert (fatima.name, garden.name, job.title) == ("Fatima Haddad", "Tuinonderhoud", "Tuinonderhoud")
    assert seen == []
    assert job.invoice_source == "invoice:2026-0001"
