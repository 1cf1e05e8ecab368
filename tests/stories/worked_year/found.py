"""What the program makes of the year, in the words and columns of the paper."""

from sqlalchemy import select

from coop.database import db
from coop.ledger.annual.command import annual
from coop.ledger.annual.report import balance_sheet, profit_and_loss
from coop.ledger.balance import balance, trial_balance
from coop.ledger.chart import DOUBTFUL, WRITTEN_OFF
from coop.ledger.schedule.outlook import standings
from coop.money import Money
from coop.period import year
from coop.report import Report
from invoicing.grants import grant
from invoicing.invoice import Invoice, Kind
from invoicing.purchase import Purchase, PurchaseLine
from invoicing.vat_return.filed import returns
from invoicing.vat_return.place import EXEMPT, OUTSIDE, SCHEME
from invoicing.vat_return.view import view
from members.share import standings as shareholders
from orders.hours import HourEntry
from tests.stories.worked_year.paper import Row, shown

RATES = {2100: "21 %", 900: "9 %"}


def work() -> list[Row]:
    """Every visit: what was promised, and what the hours cost."""
    entries = db.session.scalars(select(HourEntry).order_by(HourEntry.day, HourEntry.id))
    return [_row(Day=entry.day, Price=entry.job and entry.job.order.price, Cost=entry.cost) for entry in entries]


def invoices(kind: Kind) -> list[Row]:
    """Every invoice or credit note with its VAT by rate."""
    made = db.session.scalars(select(Invoice).where(Invoice.kind == kind).order_by(Invoice.number))
    return [_invoice(one) for one in made]


def purchases() -> list[Row]:
    """Every line of a purchase, with its VAT."""
    both = select(PurchaseLine, Purchase).join(Purchase, PurchaseLine.purchase_id == Purchase.id)
    lines = db.session.execute(both.order_by(PurchaseLine.id))
    return [
        _row(
            Number=paper.number,
            VAT=line.vat,
            Owed=line.vat_due,
            Deducted=line.deducted,
            Cost=line.net + line.vat + line.vat_due - line.deducted,
        )
        for line, paper in lines
    ]


def shares() -> list[Row]:
    """What each member holds."""
    return [_row(Member=member.name, Amount=standing.capital) for member, standing in shareholders()]


def grant_by_year() -> list[Row]:
    """The months of the grant by year, and what they come to."""
    [given] = grant.grants()
    years: dict[int, list[Money]] = {}
    for part in given.parts:
        years.setdefault(part.month.year, []).append(part.amount)
    return [
        _row(
            Year=number,
            **{f"Months of {amount}": str(parts.count(Money.parse(amount))) for amount in ("416,67", "416,66")},
            Amount=sum(parts, Money.zero()),
        )
        for number, parts in years.items()
    ]


def schedules() -> list[Row]:
    """What was booked of each schedule, and what is still to come."""
    found = sorted(standings(), key=lambda one: one.schedule.id)
    return [_row(What=one.schedule.name, **{"In 2026": one.booked, "After 2026": one.to_come}) for one in found]


def bad_debt() -> Row:
    """What stands of it in the books today: the claim, the turnover that was none, and the VAT that came back."""
    open_, lost = -balance(DOUBTFUL), balance(WRITTEN_OFF)
    return _row(Open=open_, Lost=lost, **{"VAT back": open_ - lost})


def boxes(code: str) -> list[Row]:
    """The boxes of a return that are not empty."""
    return [
        _row(
            Box=box.code,
            Turnover=box.turnover,
            VAT=box.vat,
            **{"Turnover to the cent": box.exact.turnover, "VAT to the cent": box.exact.vat},
        )
        for box in view(code).declared.boxes
        if box.exact.turnover or box.exact.vat
    ]


def filed() -> list[Row]:
    """Every return that was filed, and the turnover beside its boxes."""
    return [_filed(one.code) for one in reversed(returns())]


def accounts(number: int) -> list[Row]:
    """The trial balance of a year, without accounts on which nothing happened."""
    return [
        _row(
            Account=line.number,
            Name=line.name,
            **{
                "1 January": line.before,
                f"In {number}": line.debit - line.credit,
                "31 December": line.after,
            },
        )
        for line in trial_balance(year(number))
        if line.before or line.after
    ]


def sheet(number: int) -> list[Row]:
    """The balance sheet of a year beside the one before."""
    return _report(balance_sheet(annual(number)), number)


def result(number: int) -> list[Row]:
    """The profit and loss of a year beside the one before."""
    return _report(profit_and_loss(annual(number)), number)


def _invoice(made: Invoice) -> Row:
    taxed: dict[str, Money] = {}
    for tax in made.taxes:
        rate = RATES.get(tax.basis_points)
        taxed |= {f"{rate} net": tax.net, f"{rate} VAT": tax.vat} if rate else {"Without VAT": tax.net}
    nothing = dict.fromkeys(("21 % net", "21 % VAT", "9 % net", "9 % VAT", "Without VAT"), Money.zero())
    head = {"Number": made.number, "Day": made.issued_on, "Customer": made.customer["name"]}
    return _row(**head, **{**nothing, **taxed}, Rounding=made.rounding, Payable=made.payable)


def _filed(code: str) -> Row:
    seen = view(code)
    beside = {key: amount for key, _, amount in seen.beside}
    return _row(
        Return=code,
        Payable=seen.declared.payable,
        Rounding=seen.declared.difference,
        Exempt=beside[EXEMPT],
        Outside=beside[OUTSIDE],
        KOR=beside[SCHEME],
        **{"To the cent": seen.declared.exact},
    )


def _report(made: Report, number: int) -> list[Row]:
    return [
        _row(Post=row["label"], **{str(number): row["amount"], str(number - 1): row["last"]}) for row in made.rows
    ]


def _row(**cells: object) -> Row:
    return Row({column: _cell(value) for column, value in cells.items()})


def _cell(value: object) -> str:
    if value is None:
        return ""
    return shown(value) if isinstance(value, Money) else str(value)
