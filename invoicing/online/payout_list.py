"""The payouts in parts: what came, what went back, what the provider kept, and what that leaves."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from coop.database import db
from coop.money import Money
from coop.report import Report
from invoicing.online import provider_payout
from invoicing.online.checkout import Checkout
from invoicing.online.provider_line import Part, ProviderLine
from invoicing.online.provider_payout import ProviderPayout
from invoicing.online.settling import OnlineMoney

STATE_NAMES = {
    "pending": lazy_gettext("klaargezet"),
    "in_transit": lazy_gettext("onderweg"),
    "paid": lazy_gettext("uitbetaald"),
    "failed": lazy_gettext("mislukt"),
    "canceled": lazy_gettext("ingetrokken"),
}
PART_NAMES = {
    Part.CAME: lazy_gettext("betaling"),
    Part.BACK: lazy_gettext("terug"),
    Part.COST: lazy_gettext("kosten"),
    Part.PAYOUT: lazy_gettext("mislukte uitbetaling"),
    Part.OTHER: lazy_gettext("onbekend"),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What some lines add up to; the cost above zero."""

    came: Money
    back: Money
    cost: Money
    other: Money

    @property
    def net(self) -> Money:
        """What is left."""
        return self.came + self.back - self.cost + self.other


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """A payout with what it is made up of; None where the provider does not tell."""

    payout: ProviderPayout
    parts: Parts | None

    @property
    def state(self) -> str:
        """How it stands, in a word."""
        return str(STATE_NAMES[self.payout.state])

    @property
    def difference(self) -> Money:
        """What was sent more than its lines add up to."""
        return self.payout.amount - self.parts.net if self.parts is not None else Money.zero()


def parts_of(lines: Iterable[ProviderLine]) -> Parts:
    """What these lines add up to."""
    came = back = cost = other = Money.zero()
    for line in lines:
        cost += line.cost
        if line.part == Part.CAME:
            came += line.amount
        elif line.part == Part.BACK:
            back += line.amount
        elif line.part != Part.COST:
            other += line.amount
    return Parts(came, back, cost, other)


def rows(limit: int | None = None) -> list[PayoutRow]:
    """The payouts, the newest first."""
    found = provider_payout.payouts(limit)
    keys = [one.payout_id for one in found]
    lines = db.session.scalars(
        select(ProviderLine).where(ProviderLine.payout_id.in_(keys), ProviderLine.kind != "payout")
    )
    by_payout: dict[str | None, list[ProviderLine]] = {}
    for line in lines:
        by_payout.setdefault(line.payout_id, []).append(line)
    return [PayoutRow(one, parts_of(by_payout.get(one.payout_id, [])) if one.listed else None) for one in found]


def invoices_of(lines: Iterable[ProviderLine]) -> dict[str, str]:
    """The invoice of each payment that these lines are about, by the key of the payment at the provider."""
    intents = {line.intent for line in lines if line.intent}
    query = select(OnlineMoney.provider_id, Checkout.invoice_number).join(
        Checkout, Checkout.session_id == OnlineMoney.session_id
    )
    return {key: number for key, number in db.session.execute(query.where(OnlineMoney.provider_id.in_(intents)))}  # noqa: C416 - rows, not pairs


def as_report(shown: Iterable[PayoutRow]) -> Report:
    """The payouts for a spreadsheet."""
    columns = (
        ("arrives_on", gettext("Op de bank")),
        ("reference", gettext("Kenmerk")),
        ("state", gettext("Stand")),
        ("came", gettext("Betaald")),
        ("back", gettext("Terug")),
        ("cost", gettext("Kosten")),
        ("other", gettext("Overig")),
        ("amount", gettext("Uitbetaald")),
    )
    return Report(columns, [_cells(row) for row in shown])


def _cells(row: PayoutRow) -> dict[str, object]:
    payout, parts = row.payout, row.parts
    return {
        "arrives_on": payout.arrives_on,
        "reference": payout.reference,
        "state": row.state,
        "amount": payout.amount,
        **({"came": parts.came, "back": parts.back, "cost": -parts.cost, "other": parts.other} if parts else {}),
    }
