"""What a schedule can be for, and between which accounts it then books."""

from enum import StrEnum

from flask_babel import lazy_gettext

from coop.ledger import chart


class Kind(StrEnum):
    """What a schedule is for: it decides the side of its accounts and the usual one on the balance sheet."""

    PREPAID = "prepaid"
    ACCRUED = "accrued"
    DEPRECIATION = "depreciation"
    PROVISION = "provision"
    DEFERRED = "deferred"


KIND_NAMES = {
    Kind.PREPAID: lazy_gettext("Vooruitbetaald"),
    Kind.ACCRUED: lazy_gettext("Nog te betalen"),
    Kind.DEPRECIATION: lazy_gettext("Afschrijving"),
    Kind.PROVISION: lazy_gettext("Voorziening"),
    Kind.DEFERRED: lazy_gettext("Vooruitontvangen"),
}
KIND_HINTS = {
    Kind.PREPAID: lazy_gettext("Al betaald, zoals een jaar verzekering. Elke maand wordt een deel kosten."),
    Kind.ACCRUED: lazy_gettext("De rekening komt later, zoals vakantiegeld. Elke maand wordt een deel opgebouwd."),
    Kind.DEPRECIATION: lazy_gettext("Een maaier of bakfiets wordt elke maand een stukje minder waard."),
    Kind.PROVISION: lazy_gettext("Elke maand iets opzij voor wat zeker komt, zoals groot onderhoud."),
    Kind.DEFERRED: lazy_gettext("Al ontvangen voor later. Elke maand telt een deel als opbrengst."),
}
USUAL = {
    Kind.PREPAID: chart.PAID_AHEAD,
    Kind.ACCRUED: chart.INVOICES_TO_COME,
    Kind.DEPRECIATION: chart.WORN_MACHINES,
    Kind.PROVISION: chart.PROVISIONS,
    Kind.DEFERRED: chart.GRANT_AHEAD,
}
"""The account on the balance sheet that each kind mostly has."""


def sides(kind: Kind, result: str, balance: str) -> tuple[str, str]:
    """Debit and credit: what was received ahead becomes income, all else becomes a cost."""
    balance = balance or USUAL[kind]
    return (balance, result) if kind == Kind.DEFERRED else (result, balance)
