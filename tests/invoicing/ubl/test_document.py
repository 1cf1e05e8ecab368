"""An e-invoice is sound by the schemas and the rules of others, and says what the invoice says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from lxml import etree
from peppol.xsd import validate_xsd

from coop import clock
from coop import wijk as house
from coop.database import db
from coop.money import Money
from invoicing.invoice import Invoice
from invoicing.ubl.document import ubl
from invoicing.ubl.profile import NotElectronic, Profile
from tests import standards
from tests.invoicing.cast import HIGH, OUTSIDE, draft_line, issued, wijk
from tests.invoicing.ubl import papers
from tests.invoicing.ubl.papers import PAPERS
from tests.members.cast import person

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 12, 1)):
        wijk()
        yield


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_follows_the_schema(name: str) -> None:
    assert validate_xsd(ubl(PAPERS[name]())) == (True, [])


@pytest.mark.judged
@pytest.mark.parametrize("name", PAPERS)
def test_no_published_rule_finds_anything_not_even_a_warning(name: str, tmp_path: Path) -> None:
    invoice = PAPERS[name]()
    profiles = [Profile.PEPPOL]
    profiles += [Profile.NLCIUS] if invoice.customer["oin"] or invoice.customer["kvk"] else []
    for profile in profiles:
        content = ubl(invoice, profile)
        assert standards.findings("ubl", content, tmp_path, "--profile", profile.value) == "", profile
    assert standards.findings("ubl", ubl(invoice), tmp_path) == ""


@pytest.mark.parametrize("name", PAPERS)
def test_its_sums_are_those_of_the_invoice(name: str) -> None:
    invoice = PAPERS[name]()
    read = _read(invoice)
    sign = -1 if invoice.is_credit else 1
    assert _one(read, "//cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount") == (invoice.net * sign).plain()
    assert _one(read, "/*/cac:TaxTotal/cbc:TaxAmount") == (invoice.vat * sign).plain()
    assert _one(read, "//cac:LegalMonetaryTotal/cbc:PayableAmount") == (invoice.payable * sign).plain()
    rounding = read.xpath("string(//cbc:PayableRoundingAmount)", namespaces=NAMES)
    assert rounding == ((invoice.rounding * sign).plain() if invoice.rounding else "")
    lines = "count(//cac:InvoiceLine | //cac:CreditNoteLine | /*/cac:AllowanceCharge)"
    assert read.xpath(lines, namespaces=NAMES) == len(invoice.lines)


def test_a_credit_note_names_its_original_and_says_why() -> None:
    note = papers.partial_credit()
    read = _read(note)
    assert read.tag.endswith("}CreditNote")
    assert _one(read, "//cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == note.original_number
    assert _one(read, "/*/cbc:Note") == "De heg was al gesnoeid."


def test_the_order_number_of_the_municipality_is_there_for_its_books() -> None:
    read = _read(papers.both_rates_for_the_municipality())
    assert _one(read, "//cac:OrderReference/cbc:ID") == "4500123001"
    assert _one(read, "//cbc:BuyerReference") == "4500123001"
    assert _one(_read(papers.exempt()), "//cbc:BuyerReference") == "Afdeling Stadsbeheer"


def test_a_discount_is_an_allowance_and_no_price_is_below_zero() -> None:
    read = _read(papers.allowance())
    assert _one(read, "/*/cac:AllowanceCharge/cbc:Amount") == "12.50"
    assert _one(read, "/*/cac:AllowanceCharge/cbc:AllowanceChargeReason") == "Korting eerste keer"
    assert _one(read, "//cbc:AllowanceTotalAmount") == "12.50"


def test_foreign_scripts_stay_and_what_xml_forbids_is_left_out() -> None:
    read = _read(papers.foreign_characters())
    names = read.xpath("//cac:Item/cbc:Name/text()", namespaces=NAMES)
    assert names == ["ሓጺር ዕዮ، عمل في الحديقة 🌳 Ørsted & Zoon <b>„Żółć”</b>", "Werk"]


def test_the_days_of_the_work_are_told() -> None:
    read = _read(papers.both_rates())
    assert _one(read, "/*/cac:InvoicePeriod/cbc:StartDate") == "2026-11-03"
    assert _one(read, "/*/cac:InvoicePeriod/cbc:EndDate") == "2026-11-10"
    assert _one(_read(papers.exempt()), "//cbc:ActualDeliveryDate") == "2026-11-03"


def test_the_same_invoice_gives_the_same_bytes_whatever_happens_to_the_live_rows() -> None:
    invoice = papers.both_rates()
    before = ubl(invoice)
    invoice.party.change({"family_name": "Anders", "street": "Elders"})
    house.current().change({"kvk": "11111111", "name": "Anders"})
    assert ubl(invoice) == before


def test_an_invoice_of_before_is_read_from_the_lines_of_its_envelope(tmp_path: Path) -> None:
    invoice = papers.both_rates_for_the_municipality()
    with db.session.no_autoflush:
        for snapshot in ("customer", "seller"):
            kept = {
                key: value
                for key, value in getattr(invoice, snapshot).items()
                if key not in {"street", "postcode", "city", "country"}
            }
            setattr(invoice, snapshot, kept)
        read = _read(invoice)
        assert read.xpath("//cbc:PostalZone/text()", namespaces=NAMES) == ["9736 MB", "9712 HN"]
        assert standards.findings("ubl", ubl(invoice), tmp_path) == ""
    db.session.rollback()


@pytest.mark.parametrize(
    ("missing", "named"),
    [("kvk", "KvK-nummer"), ("vat_id", "btw-nummer"), ("street", "ons adres"), ("iban", "rekeningnummer")],
)
def test_what_our_own_settings_lacked_is_said_in_words(missing: str, named: str) -> None:
    house.current().change({missing: "", **({"house_number": ""} if missing == "street" else {})})
    with pytest.raises(NotElectronic, match=named):
        ubl(issued(person(), [draft_line(100)]))


def test_a_resident_has_no_number_for_the_dutch_rules() -> None:
    with pytest.raises(NotElectronic, match="KvK-nummer of OIN van de klant"):
        ubl(papers.both_rates(), Profile.NLCIUS)


def test_what_lies_outside_vat_does_not_share_an_e_invoice() -> None:
    with pytest.raises(NotElectronic, match="apart"):
        ubl(issued(person(), [draft_line(100, HIGH), draft_line(100, OUTSIDE)]))


def test_a_payable_of_nothing_needs_no_account() -> None:
    house.current().change({"iban": ""})
    assert _one(_read(papers.nothing_to_pay()), "//cbc:PayableAmount") == Money.zero().plain()


def _read(invoice: Invoice) -> etree._Element:
    return etree.fromstring(ubl(invoice))


def _one(read: etree._Element, path: str) -> str:
    [found] = read.xpath(f"{path}/text()", namespaces=NAMES)
    return str(found)
