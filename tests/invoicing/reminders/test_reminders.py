"""Who is late is reminded step by step, once for everything together, and only when a person confirms it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock, mail
from coop.database import db
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.verify import verify
from coop.mail import Mail
from coop.money import Money
from coop.permission import Role
from coop.rules import confirmation
from invoicing import billing_run, payment
from invoicing.invoice import by_number
from invoicing.online.link import token_of
from invoicing.reminders import reminder, sending, words
from invoicing.reminders.command import command
from invoicing.reminders.proposal import Proposal, proposals
from invoicing.reminders.sending import ChangedMeanwhile, NothingToSend
from invoicing.reminders.step import Step
from members.party import Party
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import organisation, person

SignIn = Callable[..., FlaskClient]
ISSUED = date(2026, 3, 2)
DUE = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def ali(app: Flask) -> Iterator[Party]:
    """A resident with two invoices of € 50,00 on one day, by mail."""
    with clock.at(ISSUED):
        wijk()
        ali = person("Ali Demir", email="ali@example.org")
        work = service()
        done_job(ali, work, date(2026, 1, 8), 5000)
        done_job(ali, work, date(2026, 2, 16), 5000)
        billing_run.confirm(ISSUED)
        db.session.commit()
        yield ali


def at(days: int) -> date:
    """So many days after the last day to pay."""
    return DUE + timedelta(days=days)


def proposed(days: int) -> Proposal:
    """What is proposed for the one customer who is late."""
    [found] = proposals(at(days))
    return found


def sent(days: int) -> reminder.Reminder:
    """Send what is due so many days after the last day to pay."""
    with clock.at(at(days)):
        [made] = sending.send()
        db.session.commit()
        return made


def test_nobody_is_reminded_in_the_first_week_and_then_once_for_everything() -> None:
    assert proposals(DUE) == []
    assert proposed(3).step is None
    one = proposed(7)
    assert (one.step, one.total, len(one.items)) == (Step.FRIENDLY, Money(10000), 2)


def test_the_steps_follow_each_other_up_to_the_cost_and_stop_there() -> None:
    assert sent(7).step == "friendly"
    assert proposed(20).step is None
    assert sent(21).step == "second"
    letter = sent(35)
    assert (letter.step, letter.cost) == ("letter", Money(4000))
    assert proposed(35 + 16).step is None  # fourteen days, and three for the post
    asked = sent(35 + 17)
    assert (asked.step, asked.cost, asked.cost_number) == ("cost", Money(4000), "2026-0003")
    assert proposed(400).step is None


def test_the_cost_is_an_invoice_without_vat_that_closes_like_any_other(ali: Party) -> None:
    for days in (7, 21, 35):
        sent(days)
    asked = sent(52)
    text = asked.text.replace("\u00a0", " ")
    # Twice € 50 for 51 days at 4 per cent a year is twice 28 cents.
    for told in ("€ 40,00 aan incassokosten", "€ 0,56 rente", "factuur 2026-0003", "€ 140,56 overmaken"):
        assert told in text
    assert "2026-0001, 2026-0002" in text
    invoice = by_number("2026-0003")
    assert (invoice.payable, invoice.vat, invoice.lines[0].category) == (Money(4056), Money.zero(), "O")
    with clock.at(at(52)):
        payment.book(invoice, at(52), Money(4056))
    assert (balance(chart.OTHER_INCOME), balance(chart.INTEREST_OF_DEBTORS)) == (Money(-4000), Money(-56))
    assert verify().first_fault is None


def test_without_a_percentage_that_somebody_looked_after_no_interest_is_asked() -> None:
    confirmation.withdraw("interest:consumer")
    for days in (7, 21, 35):
        sent(days)
    assert "Niemand heeft het percentage" in proposed(52).no_interest
    asked = sent(52)
    assert (asked.interest, by_number("2026-0003").payable) == (None, Money(4000))
    assert "rente" not in asked.text


def test_no_more_is_asked_than_the_letter_told_and_less_when_a_part_was_paid() -> None:
    done_job(db.session.scalars(select(Party)).first(), service("groot"), date(2026, 2, 20), 500_00)
    billing_run.confirm(ISSUED)
    for days in (7, 21):
        sent(days)
    assert sent(35).cost == Money(9000)
    with clock.at(at(36)):
        payment.book(by_number("2026-0003"), at(36), Money(50_000))
    assert proposed(52).cost == Money(4000)


def test_what_falls_due_after_the_letter_begins_with_a_friendly_word() -> None:
    for days in (7, 21, 35):
        sent(days)
    with clock.at(at(30)):
        done_job(db.session.scalars(select(Party)).first(), service("later"), at(29), 3000)
        billing_run.confirm(at(30))
        db.session.commit()
    found = {one.step: [item.number for item in one.items] for one in proposals(at(52))}
    assert found == {Step.COST: ["2026-0001", "2026-0002"], Step.FRIENDLY: ["2026-0003"]}


def test_nobody_is_reminded_of_the_cost_alone() -> None:
    for days in (7, 21, 35, 52):
        sent(days)
    for number in ("2026-0001", "2026-0002"):
        payment.book(by_number(number), ISSUED, Money(5000))
    assert proposals(at(400)) == []


def test_the_letter_says_what_the_law_wants_said() -> None:
    sent(7)
    sent(21)
    text = sent(35).text.replace("\u00a0", " ")
    for told in ("€ 100,00", "binnen 14 dagen nadat je deze brief hebt gekregen", "€ 40,00 aan incassokosten"):
        assert told in text
    assert "btw" not in text


def test_what_is_paid_is_no_longer_asked() -> None:
    payment.book(by_number("2026-0001"), ISSUED, Money(5000))
    assert proposed(7).total == Money(5000)
    payment.book(by_number("2026-0002"), ISSUED, Money(5000))
    assert proposals(at(7)) == []


def test_an_organisation_gets_no_letter_of_consumers() -> None:
    for number in ("2026-0001", "2026-0002"):
        payment.book(by_number(number), ISSUED, Money(5000))
    done_job(organisation("Gemeente Groningen"), service("groen"), date(2026, 2, 3), 10_000)
    billing_run.confirm(ISSUED)
    sent(20)
    sent(40)
    asked = sent(54)
    assert (asked.step, asked.cost) == ("cost", Money(4000))  # at once, without the letter of consumers
    assert asked.interest is None  # of early 2026 the rate between businesses is not known
    assert proposed(100).step is None


def test_a_customer_on_pause_is_left_in_peace_until_the_day(ali: Party) -> None:
    reminder.pause(ali, at(30), "eerst bellen")
    assert proposed(7).step is None
    assert proposed(30).step == Step.FRIENDLY
    reminder.pause(ali, None, "")
    assert proposed(300).step is None
    reminder.go_on(ali.id)
    assert proposed(7).step == Step.FRIENDLY


def test_it_goes_by_mail_in_the_words_that_are_kept(ali: Party) -> None:
    made = sent(7)
    [letter] = mail.about(f"reminder:{made.id}")
    assert (letter.to, letter.text) == ("ali@example.org", made.text)
    assert "Beste Ali Demir" in made.text


def test_a_house_that_knows_its_address_says_where_to_pay(app: Flask) -> None:
    app.config["ADDRESS"] = "https://wijk.example.org"
    text = sent(7).text
    assert f"https://wijk.example.org/betalen/{token_of('2026-0001')}" in text
    assert f"https://wijk.example.org/betalen/{token_of('2026-0002')}" in text


def test_what_changed_since_it_was_seen_is_not_sent(ali: Party) -> None:
    seen = {ali.id: proposed(7).fingerprint}
    payment.book(by_number("2026-0001"), ISSUED, Money(1000))
    with clock.at(at(7)):
        with pytest.raises(ChangedMeanwhile):
            sending.send(seen)
        with pytest.raises(NothingToSend):
            sending.send({})


def test_a_friendly_word_comes_first() -> None:
    assert "Dat kan gebeuren." in words.text(proposed(7))


def test_the_treasurer_confirms_and_a_second_tab_sends_nothing(sign_in: SignIn, ali: Party) -> None:
    with clock.at(at(7)):
        browser = sign_in(Role.TREASURER)
        page = browser.get("/herinneringen").text
        mark = proposed(7).fingerprint
        assert f"{ali.id}|{mark}" in page
        form = {"customer": f"{ali.id}|{mark}"}
        assert browser.post("/herinneringen", data=form).status_code == 303
        told = browser.post("/herinneringen", data=form)
        assert (told.status_code, "Er is net iets veranderd" in told.text) == (422, True)
        assert "Kies minstens één klant." in browser.post("/herinneringen").text
        [made] = reminder.sent(9)
        assert "Beste Ali Demir" in browser.get(f"/herinneringen/{made.id}").text
    assert len(db.session.scalars(select(Mail).where(Mail.about.startswith("reminder:"))).all()) == 1


def test_the_treasurer_puts_a_customer_on_pause(sign_in: SignIn, ali: Party) -> None:
    with clock.at(at(7)):
        browser = sign_in(Role.TREASURER)
        here = f"/herinneringen/klant/{ali.id}"
        late = browser.post(f"{here}/pauze", data={"until": str(at(7)), "note": "eerst bellen"})
        assert (late.status_code, "Kies een dag na vandaag." in late.text) == (422, True)
        assert browser.post(f"{here}/pauze", data={"note": "eerst bellen"}).status_code == 303
        assert "eerst bellen" in browser.get("/herinneringen").text
        assert browser.post(f"{here}/verder").status_code == 303
        assert browser.post(f"{here}/verder").status_code == 404
    assert sign_in(Role.COORDINATOR).get("/herinneringen").status_code == 403


def test_the_command_line_shows_and_sends() -> None:
    db.session.commit()
    with clock.at(at(7)):
        assert "Ali Demir" in CliRunner().invoke(command, ["run", "--dry-run"]).output
        assert reminder.sent(9) == []
        assert "herinnering" in CliRunner().invoke(command, ["run", "--format", "csv"]).output
        assert isinstance(CliRunner().invoke(command, ["run"]).exception, NothingToSend)


def test_who_reads_another_language_gets_the_letter_in_it_and_in_dutch(ali: Party) -> None:
    ali.language = "en"
    text = sent(14).text
    theirs, _, dutch = text.partition("-" * 40)
    assert theirs.startswith("Dear Ali Demir")
    assert dutch.strip().startswith("Beste Ali Demir")
    assert "NL91" in theirs
    assert (
        db.session.scalars(select(Mail.subject).where(Mail.about.startswith("reminder:")))
        .one()
        .startswith("Remind")
    )
    ali.language = "nl"
    assert "-" * 40 not in words.text(proposed(40))
