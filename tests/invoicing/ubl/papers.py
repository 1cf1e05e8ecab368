"""Every kind of invoice and credit note that an e-invoice must be able to say, by name."""

from collections.abc import Callable
from datetime import date

from coop.money import Money
from invoicing.credit import credit
from invoicing.draft import DraftLine
from invoicing.invoice import Invoice
from invoicing.vat import VatGroup
from members.party import Organisation
from tests.invoicing.cast import EXEMPT, HIGH, LOW, OUTSIDE, REVERSE, draft_line, issued
from tests.members.cast import organisation, person

KOR = VatGroup("E", 0, "Kleineondernemersregeling: er is geen btw in rekening gebracht")
FOREIGN = "ሓጺር ዕዮ، عمل في الحديقة 🌳\x01\x0b\x1f\ufffe Ørsted & Zoon <b>„Żółć”</b>"


def both_rates() -> Invoice:
    """Garden work at 21 % and cleaning at 9 %, prices with VAT."""
    return issued(person(), [draft_line(3250), draft_line(4575, LOW, day=date(2026, 11, 10))])


def both_rates_for_the_municipality() -> Invoice:
    """The same without VAT in its prices, with an order number."""
    lines = [draft_line(3250, quantity=2500, unit="HUR"), draft_line(4575, LOW, day=date(2026, 11, 10))]
    return issued(municipality(), lines, reference="4500123001")


def exempt() -> Invoice:
    """No VAT, with its reason."""
    return issued(municipality(), [draft_line(12_000, EXEMPT)])


def two_reasons_for_no_vat() -> Invoice:
    """Two exemptions share one breakdown."""
    return issued(municipality(), [draft_line(12_000, EXEMPT), draft_line(800, VatGroup("E", 0, "Andere reden"))])


def small_business() -> Invoice:
    """Under the scheme for small businesses nothing is charged (KOR)."""
    return issued(person(), [draft_line(3250, KOR), draft_line(500, KOR)])


def reverse_charge() -> Invoice:
    """The customer accounts for the VAT."""
    builder = organisation("Bouwbedrijf Noord", kvk="70000019", vat_id="NL123456782B90")
    return issued(builder, [draft_line(45_000, REVERSE)])


def contribution() -> Invoice:
    """Outside VAT, without a day."""
    return issued(person(), [draft_line(1500, OUTSIDE, text="Contributie 2026", day=None)])


def allowance() -> Invoice:
    """A discount on one of the two rates."""
    lines = [draft_line(10_000), draft_line(5_000, LOW), draft_line(-1_250, text="Korting eerste keer")]
    return issued(municipality(), lines)


def allowance_for_a_resident() -> Invoice:
    """A discount in prices with VAT."""
    return issued(person(), [draft_line(3333), draft_line(-333, text="Korting Stadjerspas")])


def rounding() -> Invoice:
    """What was promised is three cents: net 0,02, VAT 0,00."""
    return issued(person(), [draft_line(3)])


def fractions() -> Invoice:
    """Quantities of which no price in cents gives the net."""
    return issued(person(), [draft_line(1000, quantity=3000), draft_line(3501, quantity=2333, unit="HUR")])


def partial_credit() -> Invoice:
    """A part of one line given back."""
    invoice = both_rates()
    return credit(invoice.number, "De heg was al gesnoeid.", {invoice.lines[0].id: Money(1001)})


def partial_credit_for_the_municipality() -> Invoice:
    """The same without VAT in its amounts."""
    invoice = both_rates_for_the_municipality()
    return credit(invoice.number, "Minder uren.", {invoice.lines[0].id: Money(1001)})


def last_credit() -> Invoice:
    """All that was left after two parts, with an odd cent over."""
    invoice = issued(municipality(), [draft_line(10_003)])
    for _ in range(2):
        credit(invoice.number, "Deels.", {invoice.lines[0].id: Money(3331)})
    return credit(invoice.number, "De rest.")


def credit_of_a_discount() -> Invoice:
    """Everything given back, the discount taken back with it."""
    return credit(allowance().number, "Verkeerd adres.")


def foreign_characters() -> Invoice:
    """Names and work in other scripts, and characters that no XML may hold."""
    return issued(person(name=FOREIGN[:60]), [draft_line(3250, text=FOREIGN), draft_line(100, text="\x01\x02")])


def two_pages() -> Invoice:
    """A month of small jobs, that goes on over the page."""
    return issued(municipality(), [_small(number) for number in range(30)], reference="4500123002")


def five_hundred_lines() -> Invoice:
    """A year of small jobs."""
    lines = [_small(number) for number in range(500)]
    return issued(municipality(), lines, reference="4500123002")


def organisation_without_numbers() -> Invoice:
    """A tenants' group that no register knows."""
    return issued(organisation("Bewonersgroep Heerden"), [draft_line(2500)])


def organisation_with_a_vat_id_only() -> Invoice:
    """An organisation reached by its VAT id."""
    return issued(organisation("Stichting Zon", vat_id="NL123456782B90"), [draft_line(2500)])


def nothing_to_pay() -> Invoice:
    """A visit for nothing."""
    return issued(person(), [draft_line(0)])


def municipality() -> Organisation:
    """The city, with the number it goes by."""
    return organisation(oin="00000001001234567000", contact_name="Afdeling Stadsbeheer")


def _small(number: int) -> DraftLine:
    group = HIGH if number % 3 else LOW
    return draft_line(101 + number, group, text=f"Klus {number + 1}", day=date(2026, 11, 1 + number % 30))


PAPERS: dict[str, Callable[[], Invoice]] = {
    made.__name__: made
    for made in (
        both_rates,
        both_rates_for_the_municipality,
        exempt,
        two_reasons_for_no_vat,
        small_business,
        reverse_charge,
        contribution,
        allowance,
        allowance_for_a_resident,
        rounding,
        fractions,
        partial_credit,
        partial_credit_for_the_municipality,
        last_credit,
        credit_of_a_discount,
        foreign_characters,
        two_pages,
        five_hundred_lines,
        organisation_without_numbers,
        organisation_with_a_vat_id_only,
        nothing_to_pay,
    )
}
