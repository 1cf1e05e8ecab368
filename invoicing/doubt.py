"""A doubt: what somebody should look at before an invoice leaves, in words."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why there is a doubt, in the order in which they are best solved."""

    HOURS_OPEN = "hours_open"
    NO_ADDRESS = "no_address"
    NO_VAT_RULE = "no_vat_rule"
    NO_VAT_ID = "no_vat_id"
    RULE_UNREAD = "rule_unread"
    PRICE_DIFFERS = "price_differs"
    LATE = "late"
    NOTHING_TO_PAY = "nothing_to_pay"
    NO_EMAIL = "no_email"


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
