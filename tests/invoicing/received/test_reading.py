"""Reading what a supplier sent: exactly what it says, or every fault in a sentence."""

import base64
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from coop.errors import Refusal
from coop.money import Money
from invoicing.received.checking import doubts, faults
from invoicing.received.paper import PaperTax
from invoicing.received.reading import NotReadable, read
from tests import house
from tests.invoicing.cast import wijk
from tests.invoicing.received.cast import an_invoice

SAMPLES = house.ROOT.parent / "shared" / "standards" / "samples"


def test_an_invoice_is_read_as_it_stands(app: Flask) -> None:
    paper = read(an_invoice())
    assert (paper.number, paper.day, paper.due_on) == ("2026-117", date(2026, 11, 20), date(2026, 12, 20))
    assert (paper.sender.name, paper.sender.kvk, paper.sender.city) == ("Kwekerij Noord", "01234567", "Bedum")
    assert paper.taxes == (
        PaperTax("S", 900, Money(10000), Money(900)),
        PaperTax("S", 2100, Money(6000), Money(1260)),
    )
    assert [line.text for line in paper.lines] == ["Planten", "Potgrond", "Bezorgen"]
    assert (paper.net, paper.vat, paper.payable) == (Money(16000), Money(2160), Money(18160))
    assert list(faults(paper)) == []


def test_a_credit_note_takes_back(app: Flask) -> None:
    paper = read(an_invoice(credit=True))
    assert (paper.is_credit, paper.payable, paper.taxes[0].vat) == (True, Money(-18160), Money(-900))
    assert list(faults(paper)) == []


def test_the_pdf_inside_is_taken_out_and_nothing_else(app: Flask) -> None:
    def enclosed(content: bytes, kind: str) -> str:
        inside = base64.b64encode(content).decode()
        return (
            "<cac:AdditionalDocumentReference><cac:Attachment>"
            f'<cbc:EmbeddedDocumentBinaryObject mimeCode="{kind}">{inside}</cbc:EmbeddedDocumentBinaryObject>'
            "</cac:Attachment></cac:AdditionalDocumentReference>"
        )

    assert read(an_invoice(more=enclosed(b"%PDF-1.7 x", "application/pdf"))).pdf == b"%PDF-1.7 x"
    assert read(an_invoice(more=enclosed(b"MZ", "application/pdf"))).pdf is None
    assert read(an_invoice(more=enclosed(b"%PDF-1.7", "text/plain"))).pdf is None


def test_every_fault_is_told_at_once(app: Flask) -> None:
    with pytest.raises(NotReadable) as refused:
        read(an_invoice(number="", day="20-11-2026", payable="1,5", net="12.345"))
    assert refused.value.faults == [
        "Er ontbreekt iets: het factuurnummer.",
        "“20-11-2026” is niet te lezen als de factuurdatum.",
        "“12.345” is niet te lezen als het totaal zonder btw.",
        "“1,5” is niet te lezen als het te betalen bedrag.",
    ]


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e400", "99999999999999999", "--1"])
def test_what_is_no_amount_is_refused(app: Flask, amount: str) -> None:
    with pytest.raises(NotReadable):
        read(an_invoice(payable=amount))


def test_another_kind_of_xml_is_no_invoice(app: Flask) -> None:
    with pytest.raises(NotReadable, match="geen factuur in UBL"):
        read(b"<Invoice/>")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"currency": "DKK"}, "De factuur is in DKK."),
        ({"lines": (("Planten", "100.00", "S", "9"),)}, "De regels samen (€ 100,00) is niet gelijk aan"),
        ({"net": "150.00"}, "De bedragen per tarief (€ 160,00) is niet gelijk aan"),
        ({"vat": "21.00"}, "De btw per tarief (€ 21,60) is niet gelijk aan"),
        ({"total": "181.00"}, "Zonder btw plus btw (€ 181,60) is niet gelijk aan"),
        ({"payable": "180.00"}, "Het totaal met btw (€ 181,60) is niet gelijk aan"),
    ],
)
def test_what_does_not_add_up_is_told(app: Flask, changed: dict[str, object], fault: str) -> None:
    found = [sentence.replace("\u00a0", " ") for sentence in faults(read(an_invoice(**changed)))]
    assert any(sentence.startswith(fault) for sentence in found), found


def test_what_was_paid_before_and_rounded_counts(app: Flask) -> None:
    more = (
        "<cbc:PrepaidAmount>100.00</cbc:PrepaidAmount><cbc:PayableRoundingAmount>0.40</cbc:PayableRoundingAmount>"
    )
    assert list(faults(read(an_invoice(more_totals=more, payable="82.00")))) == []


def test_doubts_are_told_and_do_not_stop_it(app: Flask) -> None:
    ours = wijk(kvk="87654321")
    assert list(doubts(read(an_invoice()), ours)) == []
    assert "Is hij wel voor ons?" in next(doubts(read(an_invoice(buyer_kvk="11111111")), ours))
    wrong_vat = an_invoice(taxes=(("100.00", "10.00", "S", "9"), ("60.00", "11.60", "S", "21")))
    assert sum("niet wat het tarief geeft" in doubt for doubt in doubts(read(wrong_vat), ours)) == 2
    early = an_invoice(due="<cbc:DueDate>2026-01-01</cbc:DueDate>")
    assert list(doubts(read(early), ours)) == ["De betaaldag ligt voor de factuurdatum."]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the official samples are not here: not judged by them")
def test_the_official_good_samples_are_read_and_add_up(app: Flask) -> None:
    for sample in sorted((SAMPLES / "ubl-ok").glob("*.xml")):
        assert [fault for fault in faults(read(sample.read_bytes())) if "euro" not in fault] == [], sample.name


def test_no_file_whatsoever_raises_anything_but_a_sentence(app: Flask, tmp_path: Path) -> None:
    whole = an_invoice()
    for end in range(0, len(whole), 97):
        with pytest.raises(Refusal):
            read(whole[:end])
