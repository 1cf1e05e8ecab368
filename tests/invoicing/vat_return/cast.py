"""What the tests of the VAT return begin with: a quarter in which everything happened once."""

from datetime import date

from coop import clock
from coop.database import db
from coop.money import Money
from invoicing import billing_run, purchase
from invoicing.bought import Bought
from invoicing.credit import credit
from invoicing.invoice import by_number
from invoicing.purchase import Purchase
from invoicing.vat_return.view import View
from members import contribution
from tests.invoicing.cast import done_job, service
from tests.members.cast import a_member, organisation, person

SUMMER, AUTUMN = date(2026, 7, 6), date(2026, 10, 5)


def buy(number: str, day: date, cents: int, rule: str = "high", **facts: object) -> Purchase:
    """Buy something from somebody new."""
    bought = [Bought("70053", Money(cents), rule, **facts)]  # type: ignore[arg-type]
    return purchase.enter(organisation(f"Leverancier {number}"), number, day, date(2026, 12, 31), bought)


def sell(name: str, cents: int, rule: str = "high", *, firm: bool = False) -> str:
    """Invoice a visit and return the number."""
    customer = organisation(name, vat_id="NL001234567B01") if firm else person(name)
    done_job(customer, service(f"werk-{name.lower().replace(' ', '-')}", vat_rule=rule), clock.today(), cents)
    run = billing_run.confirm(date(2027, 1, 1))
    return run.numbers()[1]


def third_quarter() -> None:
    """Sell at every rule and buy under every rule, all in July 2026.

    Worked: sold at 21 % to a resident for € 121,03 (net 100,02, VAT 21,00, a cent of rounding) and to a firm for
    € 1.000 (VAT 210); at 9 % for € 54,50 (net 50, VAT 4,50); a tenth of the firm's is credited (100, VAT 21);
    reversed to a firm 300; exempt 80; contribution 15. Bought at 21 % for 200 (VAT 42) and at 9 % for 100
    (VAT 9, half of it deducted: 4,50), without VAT for 60, reversed to us 400 (VAT 84, owed and deducted).
    """
    with clock.at(SUMMER):
        sell("Ans", 12_103)
        firm = sell("Firma", 100_000, firm=True)
        sell("Bea", 5450, "low_repair")
        line = credit_part(firm, 10_000)
        assert line.cents == -12_100
        sell("Bouwers", 30_000, "reverse", firm=True)
        sell("Koffie", 8000, "exempt_social")
        member = a_member("Jan de Vries")
        contribution.set_rate(2026, Money(1500))
        contribution.make_dues(2026)
        billing_run.confirm(date(2027, 1, 1))
        assert member.person_id
        buy("hoog", SUMMER, 20_000)
        buy("laag", SUMMER, 10_000, "low", taxed_share=5000)
        buy("geen", SUMMER, 6000, "none")
        buy("verlegd", SUMMER, 40_000, "reverse_high")
        db.session.flush()


def credit_part(number: str, cents: int) -> Money:
    """Credit a part of the only line of an invoice and return what the note asks."""
    [line] = by_number(number).lines
    return credit(number, "Een deel is niet gedaan.", {line.id: Money(cents)}).payable


def exact(shown: View) -> dict[str, tuple[int, int]]:
    """What is behind each box that is not empty: turnover and VAT in cents."""
    return {
        box.code: (box.exact.turnover.cents, box.exact.vat.cents)
        for box in shown.declared.boxes
        if box.exact.turnover or box.exact.vat
    }
