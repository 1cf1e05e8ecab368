"""The lists of what comes in as files: to invoice, invoices, reminders, collections, the bank."""

from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from coop import clock
from coop.export import Asked, Export, text, whole
from coop.report import Report, listed
from invoicing import card, cash, open_items
from invoicing.bank import line_list, statement_list
from invoicing.direct_debit import collection_list, mandate
from invoicing.direct_debit.mandate import KIND_NAMES, Kind
from invoicing.forms.billing import PreviewFilter
from invoicing.instalments import keeping, plan
from invoicing.invoice_report import invoices_report, open_report
from invoicing.matching import taught, waiting
from invoicing.online import payout_list
from invoicing.preview import preview
from invoicing.reminders import reminder
from invoicing.reminders.proposal import proposals
from invoicing.reminders.step import STEP_NAMES, Step
from invoicing.web.billing import DAY

_WHEN, _NAME, _AMOUNT = lazy_gettext("Dag"), lazy_gettext("Klant"), lazy_gettext("Bedrag")
_TOGETHER, _OPEN, _NUMBER = lazy_gettext("Samen"), lazy_gettext("Nog open"), lazy_gettext("Nummer")
_INVOICES, _DIFFERENCE, _WHY = lazy_gettext("Facturen"), lazy_gettext("Verschil"), lazy_gettext("Hoe dat kan")
_ACCOUNT = lazy_gettext("Rekening")
ALL = 1_000_000


def invoices(asked: Asked) -> Report:
    """Every invoice and credit note, as searched."""
    return invoices_report(words=text(asked, "q"), party_id=whole(asked, "party"))


def open_invoices(asked: Asked) -> Report:
    """What is still to be paid, as searched."""
    return open_report(open_items.open_items(text(asked, "q")), clock.today())


def bills(asked: Asked) -> Report:
    """What can be invoiced, and what waits."""
    form = PreviewFilter(MultiDict(asked))
    until = form.until.data if asked.get("until") and form.validate() else clock.today()
    found = preview(until + DAY, form.search.data or "", doubts_only=form.doubts.data)
    return listed(
        found.bills,
        (_NAME, lambda bill: bill.party.name),
        (lazy_gettext("Kenmerk"), lambda bill: bill.reference),
        (lazy_gettext("Regels"), lambda bill: len(bill.lines)),
        (lazy_gettext("Btw"), lambda bill: bill.totals.vat),
        (_AMOUNT, lambda bill: bill.totals.payable),
        (lazy_gettext("Kan weg"), lambda bill: bill.can_be_issued),
        (lazy_gettext("Twijfel"), lambda bill: " ".join(doubt.sentence for doubt in bill.doubts)),
    )


def to_remind(_asked: Asked) -> Report:
    """Who is too late, and the step that is due."""
    today = clock.today()
    return listed(
        proposals(today),
        (_NAME, lambda one: one.party.name),
        (_INVOICES, lambda one: ", ".join(item.number for item in one.items)),
        (lazy_gettext("Dagen te laat"), lambda one: one.days_overdue(today)),
        (_TOGETHER, lambda one: one.total),
        (lazy_gettext("Stap"), lambda one: STEP_NAMES[one.step] if one.step else ""),
    )


def reminded(_asked: Asked) -> Report:
    """Every reminder that was sent."""
    return listed(
        reminder.sent(ALL),
        (_WHEN, lambda one: one.sent_on),
        (_NAME, lambda one: one.party.name),
        (lazy_gettext("Stap"), lambda one: STEP_NAMES[Step(one.step)]),
        (_TOGETHER, lambda one: one.total),
    )


def plans(_asked: Asked) -> Report:
    """Who pays in instalments."""
    items = open_items.open_items()
    return listed(
        [keeping.progress(one, items) for one in plan.latest(ALL)],
        (_NAME, lambda one: one.plan.party.name),
        (_TOGETHER, lambda one: one.plan.total),
        (_OPEN, lambda one: one.left),
        (lazy_gettext("Volgende termijn"), lambda one: one.next_part.due_on if one.next_part else None),
    )


def collections(_asked: Asked) -> Report:
    """Every collection that was made."""
    return listed(
        collection_list.latest(ALL),
        (_NUMBER, lambda one: one.message_id),
        (lazy_gettext("Afschrijven op"), lambda one: one.due_on),
        (_INVOICES, lambda one: len(one.standing)),
        (_TOGETHER, lambda one: one.total),
        (lazy_gettext("Ingediend op"), lambda one: one.sent_on),
        (lazy_gettext("Ingetrokken op"), lambda one: one.withdrawn_on),
    )


def mandates(_asked: Asked) -> Report:
    """Every mandate; of the account only what the list shows."""
    return listed(
        mandate.latest(ALL),
        (lazy_gettext("Kenmerk"), lambda one: one.reference),
        (_NAME, lambda one: one.party.name),
        (lazy_gettext("Getekend op"), lambda one: one.signed_on),
        (lazy_gettext("Soort"), lambda one: KIND_NAMES[Kind(one.kind)]),
        (_ACCOUNT, lambda one: one.masked),
        (lazy_gettext("Geëindigd op"), lambda one: one.ended_on),
    )


def bank_lines(asked: Asked) -> Report:
    """The lines of the bank, as searched."""
    found = line_list.latest(words=text(asked, "q"), statement_id=whole(asked, "statement"))
    return line_list.as_report(found)


def statements(_asked: Asked) -> Report:
    """The statements that were read."""
    return listed(
        statement_list.latest(ALL),
        (lazy_gettext("Afschrift"), lambda one: one.statement.number),
        (_ACCOUNT, lambda one: one.account.iban),
        (lazy_gettext("Van"), lambda one: one.statement.begins),
        (lazy_gettext("Tot en met"), lambda one: one.statement.ends),
        (lazy_gettext("Beginsaldo"), lambda one: one.statement.opening),
        (lazy_gettext("Eindsaldo"), lambda one: one.statement.closing),
        (lazy_gettext("Regels"), lambda one: one.lines),
    )


def to_match(asked: Asked) -> Report:
    """The lines that nobody booked."""
    return line_list.as_report(waiting.unbooked_lines(text(asked, "q")))


def rules(_asked: Asked) -> Report:
    """What books itself because somebody said so once."""
    return listed(
        [rule for several in taught.taught().values() for rule in several],
        (lazy_gettext("Rekeningnummer"), lambda rule: rule.iban),
        (lazy_gettext("Woorden"), lambda rule: rule.words),
        (lazy_gettext("Erbij"), lambda rule: rule.comes_in),
        (lazy_gettext("Boeken op"), lambda rule: f"{rule.account} {rule.ledger_account.name}"),
    )


def payouts(_asked: Asked) -> Report:
    """What the payment provider paid out."""
    return payout_list.as_report(payout_list.rows())


def counts(_asked: Asked) -> Report:
    """How often the box was counted, and what lay in it."""
    return listed(
        cash.counts(ALL),
        (_WHEN, lambda one: one.day),
        (lazy_gettext("Geteld"), lambda one: one.counted),
        (_DIFFERENCE, lambda one: one.difference),
        (_WHY, lambda one: one.note),
    )


def closings(_asked: Asked) -> Report:
    """The days of the card terminal that were closed."""
    return listed(
        card.closings(ALL),
        (_WHEN, lambda one: one.day),
        (lazy_gettext("Automaat"), lambda one: one.counted),
        (_DIFFERENCE, lambda one: one.difference),
        (_WHY, lambda one: one.note),
    )


exports = [
    Export("invoices.index", "facturen", invoices),
    Export("invoices.open_list", "open-facturen", open_invoices),
    Export("billing.preview", "te-factureren", bills),
    Export("reminders.index", "te-laat", to_remind, lazy_gettext("Te laat")),
    Export("reminders.index", "herinneringen", reminded, lazy_gettext("Verstuurd")),
    Export("instalments.index", "betalingsregelingen", plans),
    Export("collections.index", "incasso", collections, lazy_gettext("Eerdere incasso's")),
    Export("mandates.index", "machtigingen", mandates),
    Export("bank.lines", "bankregels", bank_lines),
    Export("bank.index", "afschriften", statements),
    Export("matching.index", "te-koppelen", to_match),
    Export("taught.index", "geleerd", rules),
    Export("provider.index", "uitbetalingen-provider", payouts, lazy_gettext("Uitbetalingen")),
    Export("cash.index", "kastellingen", counts, lazy_gettext("Tellingen")),
    Export("card.index", "betaalautomaat", closings, lazy_gettext("Afgesloten dagen")),
]
