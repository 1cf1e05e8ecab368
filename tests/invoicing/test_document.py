"""The paper: it lasts, can be read aloud, says what its e-invoice says, and is fit to be looked at."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from coop import clock, logo
from coop import wijk as house
from coop.database import db
from coop.money import Money
from invoicing import qr
from invoicing.credit import credit
from invoicing.document import html, printed
from invoicing.draft import DraftLine
from invoicing.online.link import token_of
from invoicing.ubl.document import ubl
from invoicing.vat import add_up
from tests import standards
from tests.coop import test_fonts
from tests.invoicing.cast import EXEMPT, HIGH, LOW, REVERSE, draft_line, issued, wijk
from tests.invoicing.reading import embedded, from_paper, from_ubl, text_of
from tests.invoicing.ubl import papers
from tests.invoicing.ubl.papers import PAPERS
from tests.members.cast import organisation, person

PHASES = (
    Phase.explicit,
    Phase.generate,
)  # each example prints a document: looking for a smaller one takes minutes
LASTING = ("--flavour", "3a", "--flavour", "ua1")
JUDGED = (
    "both_rates",
    "both_rates_for_the_municipality",
    "partial_credit",
    "foreign_characters",
    "two_pages",
)


pytestmark = pytest.mark.any_database


@pytest.fixture(autouse=True)
def _today(app: Flask) -> Iterator[None]:
    with clock.at(date(2026, 12, 1)):
        wijk()
        yield


@pytest.mark.judged
@pytest.mark.slow
@pytest.mark.parametrize("name", JUDGED)
def test_a_paper_lasts_and_can_be_read_aloud(name: str, tmp_path: Path) -> None:
    assert standards.findings("pdf", printed(PAPERS[name]()), tmp_path, *LASTING) == ""


@pytest.mark.judged
@pytest.mark.slow
def test_so_does_one_with_a_logo_a_colour_and_the_link_to_its_page(app: Flask, tmp_path: Path) -> None:
    house.current().change({"logo_sha": _a_logo(), "colour": "#7a145a"})
    app.config["ADDRESS"] = "https://wijk.example.org"
    assert standards.findings("pdf", printed(papers.both_rates()), tmp_path, *LASTING) == ""


@pytest.mark.parametrize(("keys", "words"), [("sk", "Online betalen"), ("", "Deze factuur online")])
def test_a_paper_leads_to_the_private_page_of_its_invoice(app: Flask, keys: str, words: str) -> None:
    app.config.update(ADDRESS="https://wijk.example.org", STRIPE_KEY=keys, STRIPE_WEBHOOK_SECRET=keys)
    invoice = issued(person(), [draft_line(5000)])
    page = f"https://wijk.example.org/betalen/{token_of(invoice.number)}"
    assert qr.picture(page, mask=4) in html(invoice)
    paper = printed(invoice)
    assert _links(paper) == [page]
    assert words in text_of(paper)


def test_a_paper_that_leads_nowhere_has_one_code_or_none(app: Flask) -> None:
    invoice = issued(person(), [draft_line(5000)])
    assert _links(printed(invoice)) == []  # nobody said where the house is found
    assert html(invoice).count("data:image/png") == 1
    app.config["ADDRESS"] = "https://wijk.example.org"
    assert "/betalen/" not in html(issued(person("Els Bos"), [draft_line(0)]))
    assert "/betalen/" not in html(credit(invoice.number, "Niet gedaan.", print_now=False))


def _links(paper: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return [str(note["/A"]["/URI"]) for note in notes if note["/Subtype"] == "/Link"]


@pytest.mark.parametrize("name", PAPERS)
def test_paper_and_e_invoice_read_back_the_same(name: str) -> None:
    invoice = PAPERS[name]()
    paper = printed(invoice)
    [(file, (content, relation))] = embedded(paper).items()
    assert (file, relation) == (
        f"{'creditnota' if invoice.is_credit else 'factuur'}-{invoice.number}.xml",
        "/Alternative",
    )
    assert content == ubl(invoice)
    _reads_back_the_same(paper, includes_vat=invoice.includes_vat)


def _reads_back_the_same(paper: bytes, *, includes_vat: bool) -> None:
    [(content, _)] = embedded(paper).values()
    on_paper, in_machine = from_paper(paper), from_ubl(content)
    if includes_vat:  # then the lines of the paper hold VAT, and those of the machine do not
        assert sum(amount.cents for *_, amount in on_paper.lines) == on_paper.payable.cents
        on_paper, in_machine = (
            replace(read, lines=sorted((many, rate, None) for many, rate, _ in read.lines))
            for read in (on_paper, in_machine)
        )
    assert on_paper == in_machine


some_lines = st.lists(
    st.builds(
        draft_line,
        st.integers(min_value=-3_000, max_value=90_000),
        st.sampled_from([HIGH, LOW, EXEMPT, REVERSE]),
        st.one_of(st.just(1000), st.integers(min_value=1, max_value=60_000)),
    ),
    min_size=1,
    max_size=12,
).filter(lambda lines: any(line.unit_price.cents >= 0 for line in lines))


@pytest.mark.slow
@settings(max_examples=12, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(some_lines, st.booleans())
def test_whatever_is_on_it_paper_and_e_invoice_agree(lines: list[DraftLine], includes_vat: bool) -> None:
    together = add_up([(line.amount, line.group) for line in lines], includes_vat=includes_vat)
    assume(together.payable >= Money.zero())  # who is owed gets a credit note
    savepoint = db.session.begin_nested()
    builder = organisation("Bouwbedrijf Noord", kvk="70000019", vat_id="NL123456782B90")
    invoice = issued(builder, lines, includes_vat=includes_vat)
    _reads_back_the_same(printed(invoice), includes_vat=includes_vat)
    savepoint.rollback()
    db.session.expire_all()


def test_what_the_law_asks_is_on_it() -> None:
    text = text_of(printed(papers.reverse_charge()))
    for fact in (
        "Btw verlegd",
        "NL123456782B90",
        "KvK 81234567",
        "Coöperatie Wijkbedrijf Beijum U.A.",
        "Bouwbedrijf Noord",
    ):
        assert fact in text
    assert "Btw-nummer klant NL123456782B90" in text


@pytest.mark.parametrize("count", [8, 13, 40, 60])
def test_totals_are_never_alone_on_a_page_and_the_head_of_the_table_comes_back(count: int) -> None:
    lines = [
        draft_line(1000 + number, HIGH if number % 3 else LOW, text=f"Klus {number}") for number in range(count)
    ]
    text = text_of(printed(issued(papers.municipality(), lines)))
    pages = text.count("Dag Wat Aantal Prijs Btw Bedrag")
    last = text[text.rindex("Dag Wat Aantal Prijs Btw Bedrag") :]
    assert f"bladzijde {pages} van {pages}" in text
    assert last.count("Klus ") >= 2
    assert "Te betalen €" in last


def test_prices_without_any_vat_say_nothing_of_vat() -> None:
    text = text_of(printed(papers.small_business()))
    assert "De prijzen zijn" not in text
    assert "Kleineondernemersregeling" in text


def test_the_paper_is_dutch_whoever_prints_it() -> None:
    invoice = papers.both_rates()
    with force_locale("en"):
        assert "Factuur 2026-0001" in html(invoice)


def test_only_our_own_fonts_are_in_it_whatever_the_text() -> None:
    invoice = issued(person("Олена Κόρη 王芳 🌳"), [draft_line(100, text="📷 foto’s\u200d\ufe0f")])
    assert "Олена Κόρη \ufffd\ufffd" in html(invoice)
    assert _fonts(printed(invoice)) == {"Noto"}


@pytest.mark.parametrize("language", ["ar", "pl", "ti", "tr", "uk"])
def test_the_name_of_a_customer_is_printed_in_its_own_letters(language: str) -> None:
    name = test_fonts.NAMES[language]
    invoice = issued(person(name), [draft_line(100, text=name)])
    assert name in html(invoice)
    assert "\ufffd" not in html(invoice)
    paper = printed(invoice)
    assert _fonts(paper) == {"Noto"}
    if language != "ar":  # its letters are drawn as strokes and dots apart, which no reader of text puts together
        assert text_of(paper).count(name) == 2


def test_the_logo_and_colour_of_the_wijk_are_snapshotted() -> None:
    before = printed(papers.both_rates())
    house.current().change({"logo_sha": _a_logo(), "colour": "#7a145a"})
    invoice = papers.both_rates()
    assert 'alt="Wijkbedrijf Beijum"' in html(invoice)
    paper = printed(invoice)
    house.current().change({"logo_sha": None, "colour": "#1f5c48"})
    assert printed(invoice) == paper
    assert len(paper) != len(before)


def _fonts(paper: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(paper)) as document:
        names = [
            str(made.FontName)
            for made in document.objects
            if isinstance(made, pikepdf.Dictionary) and "/FontName" in made
        ]
    return {name.partition("+")[2].split("-")[0] for name in names}


def _a_logo() -> str:
    picture = io.BytesIO()
    Image.new("RGBA", (600, 200), (120, 20, 90, 128)).save(picture, "PNG")
    return logo.keep(picture.getvalue())
