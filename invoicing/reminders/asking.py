"""Asking the cost of collecting and the interest: an invoice of its own, outside VAT, for it is no price."""

from flask_babel import force_locale, gettext

from coop import clock, outbox
from coop.ledger import chart
from coop.money import Money
from coop.rules import book
from invoicing.draft import Draft, DraftLine, customer_of
from invoicing.issuing import issue
from invoicing.reminders.proposal import Proposal
from invoicing.vat import group_of

OUTSIDE = "outside"


def ask(proposal: Proposal) -> str:
    """Issue the invoice for the cost, which tells what it is about, and return its number (BW 6:96 lid 2)."""
    cost = proposal.cost or Money.zero()
    with force_locale("nl"):
        text = gettext("Incassokosten volgens de wet (BW 6:96)")
        interest = gettext("Wettelijke rente tot vandaag (BW 6:119)")
        remark = gettext(
            "Kosten omdat niet op tijd is betaald: %(numbers)s.",
            numbers=", ".join(item.number for item in proposal.items),
        )
    group = group_of(book.vat_rule(OUTSIDE), clock.today())
    lines = [DraftLine(text, cost, cost, group, chart.OTHER_INCOME, vat_rule=OUTSIDE)]
    if proposal.interest:
        borne = proposal.interest
        lines.append(DraftLine(interest, borne, borne, group, chart.INTEREST_OF_DEBTORS, vat_rule=OUTSIDE))
    draft = Draft(
        party_id=proposal.party.id,
        customer=customer_of(proposal.party),
        includes_vat=not proposal.party.is_organisation,
        lines=lines,
        remark=remark,
    )
    [number] = issue([draft], clock.today())
    outbox.put("invoices.print_one", {"number": number}, key=f"invoices.print_one:{number}")
    return number
