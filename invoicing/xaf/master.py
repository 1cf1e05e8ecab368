"""What stands before the transactions in the audit file: who, which accounts, codes and periods, and the begin."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from coop import clock, wijk
from coop.ledger import chart
from coop.ledger.account import Account
from coop.ledger.balance import trial_balance
from coop.period import DateRange, months, next_month
from invoicing.xaf import vat
from invoicing.xaf.element import amount, element, side
from invoicing.xaf.parties import Relation

RGS_VERSION = "3.7"
SOFTWARE = ("Wijkbedrijf", "1")


def header(year: DateRange) -> Any:
    """Which year it is, and what made the file."""
    return element(
        "header",
        ("fiscalYear", str(year.begin.year)),
        ("startDate", year.begin.isoformat()),
        ("endDate", _last_day(year.end)),
        ("curCode", "EUR"),
        ("dateCreated", clock.today().isoformat()),
        ("softwareDesc", SOFTWARE[0]),
        ("softwareVersion", SOFTWARE[1]),
        ("RGSVersion", RGS_VERSION),
    )


def house() -> Iterator[Any]:
    """The cooperative itself."""
    ours = wijk.current()
    yield from element(
        "company",
        ("Commercenr", ours.kvk),
        ("companyName", ours.legal_name or ours.name),
        ("taxRegistrationCountry", "NL"),
        ("taxRegIdent", ours.vat_id),
    )
    yield element(
        "streetAddress",
        ("streetname", ours.street),
        ("number", ours.house_number),
        ("city", ours.city),
        ("postalCode", ours.postcode),
        ("country", "NL"),
    )


def customer_or_supplier(relation: Relation) -> Any:
    """Somebody who owes us or whom we owe; the one place where a name stands."""
    return element(
        "customerSupplier",
        ("custSupID", relation.id),
        ("custSupName", relation.name[:50]),
        ("commerceNr", relation.kvk),
        ("taxRegistrationCountry", relation.vat_id[:2]),
        ("taxRegIdent", relation.vat_id),
        ("custSupTp", relation.kind),
        ("opBalDesc", amount(relation.opening)),
        ("opBalTp", side(relation.opening)),
        ("clBalDesc", amount(relation.closing)),
        ("clBalTp", side(relation.closing)),
    )


def ledger(accounts: list[Account]) -> Any:
    """The chart of accounts, each with its code of the Referentie Grootboekschema."""
    made = element("generalLedger")
    for one in accounts:
        facts = (("accID", one.number), ("accDesc", one.name), ("accTp", one.kind), ("RGScode", one.rgs))
        made.append(element("ledgerAccount", *facts))
    return made


def vat_codes(year: DateRange) -> Any:
    """The marks of VAT that the year used, with the accounts they stand on."""
    made = element("vatCodes")
    for mark, numbers in vat.marks(year).items():
        to_pay = next(iter(sorted(numbers - {chart.VAT_INPUT})), "")
        to_claim = chart.VAT_INPUT if chart.VAT_INPUT in numbers else ""
        facts = (("vatID", mark), ("vatDesc", vat.described(mark)))
        made.append(element("vatCode", *facts, ("vatToPayAccID", to_pay), ("vatToClaimAccID", to_claim)))
    return made


def periods(year: DateRange) -> Any:
    """The twelve months."""
    made = element("periods")
    for begin in months(year):
        made.append(
            element(
                "period",
                ("periodNumber", str(begin.month)),
                ("startDatePeriod", begin.isoformat()),
                ("endDatePeriod", _last_day(next_month(begin))),
            )
        )
    return made


def opening_balance(year: DateRange) -> Any:
    """What stood on the accounts when the year began, as the trial balance has it."""
    lines = [(line.number, line.before.cents) for line in trial_balance(year) if line.before]
    made = element(
        "openingBalance",
        ("linesCount", str(len(lines))),
        ("totalDebit", amount(sum(cents for _, cents in lines if cents > 0))),
        ("totalCredit", amount(sum(cents for _, cents in lines if cents < 0))),
    )
    for i, (number, cents) in enumerate(lines, 1):
        facts = (("nr", str(i)), ("accID", number), ("amnt", amount(cents)), ("amntTp", side(cents)))
        made.append(element("obLine", *facts))
    return made


def _last_day(end: date | None) -> str:
    return (end - timedelta(days=1)).isoformat() if end else ""
