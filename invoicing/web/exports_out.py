"""The lists of what goes out and of the year as files: purchases, claims, payments, VAT."""

from flask_babel import lazy_gettext

from coop import clock
from coop.export import Asked, Export, day, text, whole
from coop.report import Report, listed
from invoicing import bad_debt_list, cost_rate, purchase_list
from invoicing.allowances import statement
from invoicing.claims import claim
from invoicing.paying_out import order
from invoicing.paying_out.payable import payables
from invoicing.paying_out.web.orders import AHEAD
from invoicing.vat_return.period_state import standings
from invoicing.web.exports import ALL
from members.engagement import KIND_NAMES, EngagementKind

_WHEN, _AMOUNT, _WHO = lazy_gettext("Dag"), lazy_gettext("Bedrag"), lazy_gettext("Wie")
_WHAT, _STATE, _DUE = lazy_gettext("Waarvoor"), lazy_gettext("Stand"), lazy_gettext("Betalen voor of op")
_TO = lazy_gettext("Aan")


def purchases(asked: Asked) -> Report:
    """Every purchase, as searched."""
    return purchase_list.as_report(purchase_list.latest(words=text(asked, "q")))


def open_purchases(asked: Asked) -> Report:
    """What we still have to pay, as searched."""
    return purchase_list.as_report(purchase_list.still_open(text(asked, "q")))


def claims(_asked: Asked) -> Report:
    """What members claimed, decided on or not."""
    return listed(
        [*claim.waiting(), *claim.latest(ALL)],
        (_WHAT, lambda one: one.what),
        (_WHO, lambda one: one.person.name),
        (_WHEN, lambda one: one.day),
        (_AMOUNT, lambda one: one.amount),
        (_STATE, lambda one: _CLAIM_STATES[claim.ClaimState(one.state)]),
        (lazy_gettext("Waarom"), lambda one: one.reason),
    )


def to_pay(asked: Asked) -> Report:
    """What can be paid up to a day, and what cannot and why."""
    return listed(
        payables(day(asked, "until") or clock.today() + AHEAD),
        (_TO, lambda one: one.party.name),
        (_WHAT, lambda one: one.what),
        (lazy_gettext("Rekening"), lambda one: one.payee.iban if one.payee else ""),
        (_DUE, lambda one: one.due_on),
        (_AMOUNT, lambda one: one.amount),
        (lazy_gettext("Waarom niet"), lambda one: " ".join(one.doubts)),
    )


def payment_orders(_asked: Asked) -> Report:
    """Every payment order."""
    return listed(
        order.latest(ALL),
        (lazy_gettext("Opdracht"), lambda one: one.code),
        (lazy_gettext("Betalen op"), lambda one: one.pay_on),
        (lazy_gettext("Betalingen"), lambda one: len(one.standing)),
        (_AMOUNT, lambda one: one.total),
        (_STATE, lambda one: _ORDER_STATES[order.OrderState(one.state)]),
    )


def payouts(asked: Asked) -> Report:
    """The payments of one order."""
    return listed(
        order.find(whole(asked, "order_id") or 0).payouts,
        (_TO, lambda one: one.party.name),
        (lazy_gettext("Rekening"), lambda one: one.payee.iban),
        (lazy_gettext("Omschrijving"), lambda one: one.text),
        (_AMOUNT, lambda one: one.amount),
        (lazy_gettext("Waarom"), lambda one: one.reason),
    )


def allowances(asked: Asked) -> Report:
    """What was paid to volunteers in a year."""
    year = min(max(whole(asked, "jaar") or clock.today().year, 2000), 2099)
    return statement.as_report(statement.statements(year))


def vat_returns(_asked: Asked) -> Report:
    """Every period with what it comes to."""
    return listed(
        standings(),
        (lazy_gettext("Tijdvak"), lambda one: one.period.name),
        (lazy_gettext("Uiterlijk"), lambda one: one.due_on),
        (lazy_gettext("Te betalen"), lambda one: one.payable),
        (lazy_gettext("Vastgelegd"), lambda one: one.filed is not None),
    )


def bad_debts(_asked: Asked) -> Report:
    """The claims to decide on."""
    return listed(
        bad_debt_list.candidates(clock.today()),
        (lazy_gettext("Factuur"), lambda one: one.item.number),
        (lazy_gettext("Klant"), lambda one: one.item.name),
        (_DUE, lambda one: one.item.due_on),
        (lazy_gettext("Nog open"), lambda one: one.item.open),
        (lazy_gettext("Btw"), lambda one: one.vat),
    )


def rates(_asked: Asked) -> Report:
    """What an hour costs us."""
    return listed(
        cost_rate.rates(),
        (lazy_gettext("Soort inzet"), lambda one: KIND_NAMES[EngagementKind(one.engagement)]),
        (lazy_gettext("Vanaf"), lambda one: one.begin),
        (lazy_gettext("Per uur"), lambda one: one.amount),
    )


_CLAIM_STATES = {
    claim.ClaimState.SUBMITTED: lazy_gettext("wacht"),
    claim.ClaimState.APPROVED: lazy_gettext("goedgekeurd"),
    claim.ClaimState.DECLINED: lazy_gettext("afgewezen"),
    claim.ClaimState.WITHDRAWN: lazy_gettext("ingetrokken"),
}
_ORDER_STATES = {
    order.OrderState.WAITING: lazy_gettext("wacht op goedkeuring"),
    order.OrderState.APPROVED: lazy_gettext("goedgekeurd"),
    order.OrderState.WITHDRAWN: lazy_gettext("ingetrokken"),
}

exports = [
    Export("purchases.index", "inkoop", purchases),
    Export("purchases.open_list", "open-inkoop", open_purchases),
    Export("claims.index", "declaraties", claims),
    Export("paying_out.index", "te-betalen", to_pay, lazy_gettext("Te betalen")),
    Export("paying_out.index", "betaalopdrachten", payment_orders, lazy_gettext("Betaalopdrachten")),
    Export("paying_out.show", "betaalopdracht", payouts),
    Export("allowances.index", "vergoedingen", allowances),
    Export("vat_return.index", "btw-aangiften", vat_returns),
    Export("bad_debts.index", "oninbaar", bad_debts),
    Export("rates.index", "uurkosten", rates),
]
