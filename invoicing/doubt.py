"""A doubt: what somebody should look at before an invoice leaves, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext

from coop.rules import book
from coop.rules.question import code_of

_TOO_LATE_AFTERWARDS = frozenset({"E", "AE"})
"""Wrongly invoiced without VAT, we owe the VAT and no customer has to pay it any more: so these wait."""


class Reason(StrEnum):
    """Why there is a doubt, in the order in which they are best solved."""

    HOURS_OPEN = "hours_open"
    NO_ADDRESS = "no_address"
    NO_VAT_RULE = "no_vat_rule"
    NO_VAT_ID = "no_vat_id"
    RULE_UNREAD = "rule_unread"
    PRICE_DIFFERS = "price_differs"
    LATE = "late"
    DUE_SOON = "due_soon"
    NOTHING_TO_PAY = "nothing_to_pay"
    NO_EMAIL = "no_email"
    NO_E_INVOICE = "no_e_invoice"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at, in words; one that blocks keeps the invoice or the line back.

    `about` says in a few words what it is about, where that is not simply the customer.
    """

    sentence: str
    reason: Reason
    about: str = ""
    blocks: bool = False
    job_id: int | None = None


def doubt_of(rule: book.VatRule, confirmed: Collection[str], job_id: int | None = None) -> Doubt | None:
    """The doubt about a rule that nobody read and nobody confirmed; None where there is none."""
    if rule.mark != "unverified" or code_of(rule) in confirmed:
        return None
    if rule.ubl_category not in _TOO_LATE_AFTERWARDS:
        sentence = gettext("De btw-regel “%(rule)s” is nog niet bevestigd.", rule=rule.label)
        return Doubt(sentence, Reason.RULE_UNREAD, rule.label)
    sentence = gettext("De btw-regel “%(rule)s” is nog niet bevestigd. Tot dan wacht dit werk.", rule=rule.label)
    return Doubt(sentence, Reason.RULE_UNREAD, rule.label, blocks=True, job_id=job_id)
