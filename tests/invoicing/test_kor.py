"""The small businesses' scheme in the books: no VAT while it holds, and its end by the one that is too much."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coop import clock, kor
from coop.audit import AuditLine
from coop.database import db
from coop.kor import KorPeriod
from coop.ledger import chart
from coop.ledger.balance import balance
from coop.ledger.transaction import Entry
from coop.ledger.verify import verify
from coop.mail import Mail
from coop.money import Money
from coop.permission import Role
from invoicing import billing_run, kor_joining, purchase
from invoicing.billing import to_invoice
from invoicing.bought import Bought
from invoicing.credit import credit
from invoicing.document import html
from invoicing.invoice import Invoice, by_number
from invoicing.issuing import issue
from invoicing.kor import set_elsewhere, turnover
from invoicing.kor_joining import StillClosed, TakesPart, TooLarge, VatCharged, WrongDay
from invoicing.kor_outlook import outlook, passes_on
from members import contribution
from tests.invoicing.cast import done_job, service, wijk
from tests.members.cast import a_login, a_member, organisation, person

TODAY = date(2026, 6, 1)
LIMIT = Money(2_000_000)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(TODAY):
        wijk()
        yield


@pytest.fixture
def running() -> KorPeriod:
    """We take part since January."""
    return kor_joining.begin(date(2026, 1, 1), date(2025, 11, 20))


def _invoice(name: str, cents: int, day: date = date(2026, 5, 4)) -> Invoice:
    slug = f"werk-{name.lower().replace(' ', '-')}"
    done_job(person(name), service(slug), day, cents)
    billing_run.confirm(clock.today())
    return db.session.scalars(select(Invoice).order_by(Invoice.number.desc()).limit(1)).one()


def test_an_invoice_under_the_scheme_says_nothing_of_vat_and_asks_what_was_promised(running: KorPeriod) -> None:
    done_job(organisation(), service(), date(2026, 5, 4), 100_00)
    _invoice("Fatima Haddad", 32_50)
    made, city = by_number("2026-0001"), by_number("2026-0002")
    assert (made.net, made.vat, made.rounding, made.payable) == (Money(3250), Money(0), Money(0), Money(3250))
    assert (city.payable, city.vat) == (Money(100_00), Money.zero())
    page = html(made)
    assert "Vrijgesteld van btw: kleineondernemersregeling" in page
    body = page.replace("btw-nummer", "").replace("Vrijgesteld van btw", "")
    assert "btw" not in body.lower()
    marks = set(db.session.scalars(select(Entry.vat).where(Entry.vat.is_not(None))))
    assert marks == {"KOR"}
    assert balance("80565") == Money(-13_250)
    assert turnover(2026) == Money(13_250)
    assert verify().first_fault is None


def test_within_one_run_the_invoice_that_passes_the_limit_has_vat_again_and_the_treasurer_is_told(
    running: KorPeriod,
) -> None:
    a_login(Role.TREASURER, name="Johan Medema")
    set_elsewhere(2026, Money(1_990_000))
    for name in ("Ans", "Bea", "Cor"):
        done_job(person(name), service(f"werk-{name}"), date(2026, 5, 4), 100_00)
    done = billing_run.confirm(TODAY)
    assert [by_number(f"2026-000{n}").vat.cents for n in (1, 2, 3)] == [0, 1735, 1735]
    assert [by_number(f"2026-000{n}").payable.cents for n in (1, 2, 3)] == [10_000, 10_000, 10_000]
    assert (running.end, running.passed_by, done.total) == (TODAY, "2026-0002", Money(30_000))
    assert billing_run.passed_kor(done) is by_number("2026-0002")
    assert turnover(2026) == Money(1_990_000 + 10_000 + 2 * 8264)
    mail = db.session.scalars(select(Mail).where(Mail.to == "johan.medema@example.org")).one()
    assert "Met factuur 2026-0002 aan Bea gaat de omzet van dit jaar over € 20.000,00" in mail.text
    assert "01-01-2028" in mail.text
    assert db.session.scalar(select(AuditLine.now).where(AuditLine.subject == "kor")) == "2026-0002"
    credit("2026-0001", "Verkeerd huis.")
    assert _invoice("Dirk", 100_00).vat == Money(1735)
    assert verify().first_fault is None


def test_exactly_the_limit_is_not_over_it(running: KorPeriod) -> None:
    assert _invoice("Ans", LIMIT.cents).vat == Money.zero()
    assert running.end is None
    assert _invoice("Bea", 1).vat == Money.zero()  # a cent of net without any VAT, but the scheme is over
    assert running.passed_by == "2026-0002"


def test_a_new_year_begins_at_nothing_and_contributions_never_count(running: KorPeriod) -> None:
    _invoice("Ans", 1_900_000)
    member = a_member("Jan de Vries")
    contribution.set_rate(2026, Money(150_000))
    contribution.make_dues(2026)
    billing_run.confirm(TODAY)
    assert turnover(2026) == Money(1_900_000)
    with clock.at(date(2027, 1, 4)):
        assert turnover(2027) == Money.zero()
        done_job(member.person, service("gras"), date(2027, 1, 2), 1_900_000)
        billing_run.confirm(clock.today())
    assert running.end is None


def test_work_of_before_the_scheme_has_vat_also_when_it_is_invoiced_under_it(running: KorPeriod) -> None:
    made = _invoice("Ans", 12_100, date(2025, 12, 30))
    assert made.vat == Money(2100)
    assert _invoice("Bea", 12_100).vat == Money.zero()


def test_after_leaving_work_done_under_the_scheme_goes_without_vat_and_later_work_does_not(
    running: KorPeriod,
) -> None:
    kor_joining.leave(date(2026, 7, 1), TODAY)
    with clock.at(date(2026, 7, 6)):
        assert _invoice("Ans", 12_100, date(2026, 6, 30)).vat == Money.zero()
        assert _invoice("Bea", 12_100, date(2026, 7, 2)).vat == Money(2100)


def test_no_vat_is_deducted_on_what_is_bought_under_the_scheme_but_what_is_reversed_is_owed(
    running: KorPeriod,
) -> None:
    def buy(number: str, day: date, rule: str = "high") -> None:
        bought = [Bought("70053", Money(10_000), rule, taxed_share=10_000)]
        purchase.enter(organisation(number), number, day, date(2026, 12, 31), bought)

    buy("voor", date(2025, 12, 31))
    buy("tijdens", TODAY)
    assert balance(chart.VAT_INPUT) == Money(2100)
    assert balance("70053") == Money(22_100)
    buy("verlegd", TODAY, "reverse_high")
    assert balance(chart.VAT_REVERSED) == Money(-2100)
    assert balance(chart.VAT_INPUT) == Money(2100)
    assert balance("70053") == Money(34_200)


def test_the_scheme_begins_with_a_period_four_weeks_after_the_notice() -> None:
    with pytest.raises(WrongDay):
        kor_joining.begin(date(2026, 8, 1), TODAY)
    with pytest.raises(WrongDay):
        kor_joining.begin(date(2026, 7, 1), date(2026, 6, 4))
    made = kor_joining.begin(date(2026, 7, 1), date(2026, 6, 3))
    assert (made.end, kor.holding(TODAY), kor.holding(date(2026, 7, 1))) == (None, None, made)
    with pytest.raises(TakesPart):
        kor_joining.begin(date(2027, 1, 1), TODAY)


def test_it_stays_closed_the_rest_of_the_year_and_the_next(running: KorPeriod) -> None:
    with pytest.raises(WrongDay):
        kor_joining.leave(date(2026, 8, 1), TODAY)
    kor_joining.leave(date(2026, 7, 1), TODAY)
    with clock.at(date(2026, 9, 1)):
        with pytest.raises(StillClosed, match="1 jan 2028"):
            kor_joining.begin(date(2027, 10, 1), clock.today())
        assert kor_joining.begin(date(2028, 1, 1), clock.today()).begin == date(2028, 1, 1)


def test_who_was_too_large_last_year_or_already_charged_vat_does_not_take_part() -> None:
    set_elsewhere(2025, LIMIT + Money(1))
    with pytest.raises(TooLarge, match="2025"):
        kor_joining.begin(date(2026, 7, 1), date(2026, 5, 1))
    set_elsewhere(2025, LIMIT)
    _invoice("Ans", 12_100)
    with pytest.raises(VatCharged, match="2026-0001"):
        kor_joining.begin(date(2026, 4, 1), date(2026, 2, 1))
    kor_joining.begin(date(2026, 7, 1), date(2026, 5, 1))


def test_the_outlook_warns_from_eighty_per_cent_with_the_day_it_goes_over() -> None:
    set_elsewhere(2026, Money(1_599_999))
    assert not outlook(TODAY).warns
    set_elsewhere(2026, Money(1_600_000))
    ahead = outlook(TODAY)
    assert (ahead.basis_points, ahead.warns, ahead.passed) == (8000, True, False)
    assert ahead.expected_on == date(2026, 7, 10)  # 152 days for € 16.000: the 190th day ends on € 20.000
    assert passes_on(Money(100), LIMIT, TODAY) is None
    assert passes_on(Money.zero(), LIMIT, TODAY) is None


def test_who_issue_at_once_cannot_both_be_the_last_below_the_limit(app: Flask, running: KorPeriod) -> None:
    names = [f"Klant {n}" for n in range(12)]
    for name in names:
        done_job(person(name), service(f"werk-{name[6:]}"), date(2026, 5, 4), 200_000)
    db.session.commit()
    db.session.remove()

    def one(name: str) -> None:
        with clock.at(TODAY), app.app_context():
            [bill] = [bill for bill in to_invoice(TODAY) if bill.party.name == name]
            draft = replace(bill.draft(0), run_id=None)
            db.session.rollback()
            issue([draft], TODAY)
            db.session.commit()
            db.session.remove()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, names))
    vats = db.session.scalars(select(Invoice.vat).order_by(Invoice.number)).all()
    assert [vat.cents > 0 for vat in vats] == [False] * 10 + [True] * 2
    assert db.session.scalars(select(KorPeriod.passed_by)).one() == "2026-0011"


def test_the_treasurer_sees_begins_and_leaves_and_the_board_only_sees(sign_in: Callable[..., FlaskClient]) -> None:
    client = sign_in(Role.TREASURER)
    told = {"notified_on": "2026-05-01", "begin": "2026-07-01"}
    assert "We doen mee" in client.get("/btw/kor").text
    assert client.post("/btw/kor/begin", data={**told, "begin": "2026-07-02"}).status_code == 422
    assert client.post("/btw/kor/begin", data=told).status_code == 303
    assert "Jullie doen mee vanaf wo 1 jul 2026." in client.get("/btw/kor").text
    assert client.post("/btw/kor/andere-omzet", data={"year": "2026", "amount": "16.500"}).status_code == 303
    with clock.at(date(2026, 7, 2)):
        client, board = sign_in(Role.TREASURER), sign_in(Role.BOARD)
        page = client.get("/btw/kor").text
        assert "82,5\u00a0%" in page
        assert "Vanaf die factuur staat er weer btw op." in page
        assert "Alle prijzen zijn met btw." not in client.get("/").text
        assert (
            client.post("/btw/kor/einde", data={"notified_on": "2026-07-02", "end": "2026-10-01"}).status_code
            == 303
        )
        assert "Jullie doen mee tot do 1 okt 2026." in board.get("/btw/kor").text
        assert board.post("/btw/kor/begin", data=told).status_code == 403
