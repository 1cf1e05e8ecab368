"""E-invoices: an issued invoice to UBL, against lxml putting together the same elements and words ready made.

Both run in turn in one run, from an invoice that is read already. Run: .venv/bin/python -m bench.ubl
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from lxml import etree

from bench.house import arguments, house
from coop import clock
from coop.database import db
from coop.money import Money
from coop.wijk import Wijk
from invoicing.draft import Draft, DraftLine, customer_of
from invoicing.invoice import Invoice, by_number
from invoicing.issuing import issue
from invoicing.ubl.document import ubl
from invoicing.vat import VatGroup
from members.party import Organisation

GOAL = 0.5
GROUPS = (VatGroup("S", 2100), VatGroup("S", 900))
Plan = list[tuple[int, str, str | None, dict[str, str]]]


def an_invoice(count: int) -> Invoice:
    """An invoice of the municipality with so many lines."""
    city = Organisation(
        name="Gemeente Groningen",
        oin="00000001001234567000",
        street="Grote Markt",
        house_number="1",
        postcode="9712 HN",
        city="Groningen",
    )
    db.session.add(city)
    db.session.flush()
    lines = [
        DraftLine(f"Klus {number}", Money(1000), Money(1000), GROUPS[number % 2], "80501", day=date(2026, 11, 3))
        for number in range(count)
    ]
    [number] = issue([Draft(city.id, customer_of(city), False, lines, reference="4500123001")], clock.today())
    found = by_number(number)
    assert len(found.lines) == count
    return found


def plan_of(content: bytes) -> Plan:
    """The elements of a document with their depth, tag, words and attributes."""
    root = etree.fromstring(content)

    def walk(element: Any, depth: int) -> Plan:
        text = None if len(element) else element.text
        below = [row for child in element for row in walk(child, depth + 1)]
        return [(depth, element.tag, text, dict(element.attrib)), *below]

    return walk(root, 0)


def put_together(plan: Plan, names: dict[str | None, str]) -> bytes:
    """The same document, with nothing to decide."""
    (_, tag, _, _), *rest = plan
    at = [etree.Element(tag, nsmap=names)]
    for depth, tag, text, attributes in rest:
        del at[depth:]
        made = etree.SubElement(at[-1], tag, attributes)
        made.text = text
        at.append(made)
    done: bytes = etree.tostring(at[0], xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return done


def rate(work: Callable[[], object], times: int) -> float:
    """How many a second."""
    begin = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - begin)


def compare(count: int, times: int, rounds: int = 15) -> None:
    """Print both rates for an invoice of so many lines, and the ratio of the medians."""
    invoice = an_invoice(count)
    content = ubl(invoice)
    plan, names = plan_of(content), etree.fromstring(content).nsmap
    assert put_together(plan, names) == content
    ours, bare = [], []
    for _ in range(rounds + 1):  # the first warms up
        bare.append(rate(lambda: put_together(plan, names), times))
        ours.append(rate(lambda: ubl(invoice), times))
    bare_rate, our_rate = statistics.median(bare[1:]), statistics.median(ours[1:])
    ratio = our_rate / bare_rate
    print(f"{count:>3} lines   lxml {bare_rate:7.0f}/s   house {our_rate:7.0f}/s   ratio {ratio:.2f}   aim {GOAL}")


def main() -> None:
    """Compare a small invoice and a large one."""
    with house(arguments(__doc__)):
        db.session.add(
            Wijk(
                name="Wijkbedrijf Beijum",
                street="Ypemaheerd",
                house_number="42",
                postcode="9736 MB",
                city="Groningen",
                kvk="90000013",
                vat_id="NL123456782B90",
                iban="NL91ABNA0417164300",
            )
        )
        compare(5, 150)
        compare(500, 3)


if __name__ == "__main__":
    main()
