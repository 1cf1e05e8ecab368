"""Filing a return: it is fixed here, booked on the account with the tax office, and its period closes for VAT.

Nothing is sent: a person copies it into Mijn Belastingdienst.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext
from sqlalchemy import insert, select

from coop import audit, clock
from coop.database import db
from coop.errors import Refusal, Stale
from coop.filters import day as shown
from coop.ledger import chart, journal
from coop.ledger.journal import Journal
from coop.ledger.period import closed_until
from coop.ledger.posting import Line, Posting, post
from coop.money import Money
from coop.rules import confirmation
from coop.rules.vat_return import OWN_FAVOUR, SUPPLEMENT, supplement_limit
from invoicing.vat_period import VatPeriod, by_code
from invoicing.vat_return.boxes import Declared, declare
from invoicing.vat_return.filed import Kind, VatReturn, VatReturnBox, VatSupplementLine, find, returns
from invoicing.vat_return.late import late_changes, mistakes
from invoicing.vat_return.ledger_sums import Sums, add_up, among, in_period
from invoicing.vat_return.period_state import EarlierFirst, first_to_do


class StillRunning(Refusal):
    """A return is filed when its period is over."""


class AlreadyFiled(Stale):
    """A return is filed once; what comes later counts in the next, or in a supplement."""


class AskedFirst(Refusal):
    """Whether a mistake in an earlier return may go in this one is asked while nobody confirmed it."""


class SupplementNeeded(Refusal):
    """A mistake above the limit goes in a supplement."""


class NothingLate(Refusal):
    """A supplement holds what came late for the return it supplements."""


def file(code: str, *, take_late: bool = False) -> VatReturn:
    """File the return of a period; `take_late` says that mistakes in earlier returns may go in this one.

    Raises NoSuchPeriod, StillRunning, AlreadyFiled, EarlierFirst, AskedFirst, SupplementNeeded.
    """
    period = by_code(code)
    _lock()
    if find(code) is not None:
        raise AlreadyFiled(gettext("Over dit tijdvak is al aangifte gedaan."))
    if period.end > clock.today():
        raise StillRunning(gettext("Dit tijdvak loopt nog tot %(day)s.", day=shown(period.end)))
    first = first_to_do()
    if first is not None and first.begin < period.begin:
        raise EarlierFirst(gettext("Doe eerst de aangifte over %(period)s.", period=first.name))
    _late_may_go_in(period, take_late)
    return _seal(code, Kind.RETURN, period, add_up(in_period(period.stretch)))


def supplement(regards: str, transaction_ids: Sequence[int], within: VatPeriod) -> VatReturn:
    """Declare what came late for a filed return by a supplement, and no longer in the period it is dated in.

    Raises NothingLate for anything that did not come late for that return.
    """
    _lock()
    offered = {row.transaction_id for row in late_changes(within.stretch) if row.regards == regards}
    if not transaction_ids or not set(transaction_ids) <= offered:
        raise NothingLate(gettext("Kies wat in de suppletie hoort."))
    number = 1 + sum(1 for one in returns() if one.code.startswith(f"{regards}-S"))
    code = f"{regards}-S{number}"
    rows = [{"transaction_id": id_, "return_code": code} for id_ in transaction_ids]
    db.session.execute(insert(VatSupplementLine), rows)
    return _seal(code, Kind.SUPPLEMENT, by_code(regards), add_up(among(transaction_ids)))


def _late_may_go_in(period: VatPeriod, take_late: bool) -> None:
    wrong = mistakes(late_changes(period.stretch))
    if not wrong:
        return
    if not confirmation.is_confirmed(SUPPLEMENT):
        if not take_late:
            raise AskedFirst(
                gettext(
                    "Er zijn wijzigingen van een eerdere aangifte. Zeg of ze in deze mogen, of maak een suppletie."
                ),
                "take_late",
            )
        return
    limit = supplement_limit()
    for code, due in wrong.items():
        if abs(due) > limit:
            raise SupplementNeeded(
                gettext(
                    "De wijzigingen van %(code)s zijn samen %(due)s btw: meer dan %(limit)s. Maak een suppletie.",
                    code=code,
                    due=due,
                    limit=limit,
                )
            )


def _lock() -> None:
    # As every posting does; on SQLite the writer is alone already.
    db.session.execute(select(Journal.id).order_by(Journal.id).with_for_update())


def _seal(code: str, kind: Kind, period: VatPeriod, sums: Sums) -> VatReturn:
    own_favour = confirmation.is_confirmed(OWN_FAVOUR)
    declared = declare(sums.boxes, own_favour=own_favour)
    db.session.execute(insert(VatReturnBox), _rows(code, declared))
    made = VatReturn(
        code=code,
        kind=kind,
        begin=period.begin,
        end=period.end,
        own_favour=own_favour,
        exact=declared.exact,
        payable=declared.payable,
        filed_at=clock.now(),
        filed_by=audit.who(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record(made.source, "filed", None, declared.payable)
    lines = _lines(sums, declared)
    if lines:
        text = gettext("Btw-aangifte %(code)s", code=code)
        post([Posting(journal.MEMORIAL, _booked_on(kind, period), made.source, text, lines)])
    return made


def _booked_on(kind: Kind, period: VatPeriod) -> date:
    # On the last day of the period, so that the balance sheet shows one debt; later where the books are closed.
    last = period.end - timedelta(days=1) if kind == Kind.RETURN else clock.today()
    return max(last, closed_until() or last)


def _rows(code: str, declared: Declared) -> list[dict[str, object]]:
    nothing = Money.zero()
    return [
        {
            "return_code": code,
            "box": box.code,
            "turnover": box.turnover or nothing,
            "vat": box.vat or nothing,
            "exact_turnover": box.exact.turnover,
            "exact_vat": box.exact.vat,
        }
        for box in declared.boxes
    ]


def _lines(sums: Sums, declared: Declared) -> list[Line]:
    """The VAT accounts to nothing, what we owe on the account with the tax office, and the rounding."""
    lines = [Line(account, -cents) for account, cents in sums.accounts.items()]
    lines.append(Line(chart.VAT_RETURN, -declared.payable.cents))
    lines.append(Line(chart.ROUNDING, declared.difference.cents))
    return [line for line in lines if line.cents]
