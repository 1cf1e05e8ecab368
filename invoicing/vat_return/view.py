"""A return as it is looked at: computed from the ledger while it is open, as it was kept once it is filed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext

from coop import clock
from coop.money import Money
from coop.report import Report
from coop.rules import confirmation
from coop.rules.vat_return import OWN_FAVOUR, box_rules, due_on
from invoicing.vat_period import VatPeriod, by_code
from invoicing.vat_return.boxes import Amounts, Box, Declared, declare
from invoicing.vat_return.doubts import Look, doubts
from invoicing.vat_return.filed import Kind, VatReturn, find
from invoicing.vat_return.late import Late, late_changes
from invoicing.vat_return.ledger_sums import Sums, add_up, in_period, movement
from invoicing.vat_return.period_state import State, state_of
from invoicing.vat_return.place import EXEMPT, OUTSIDE, SCHEME
from invoicing.vat_return.proof import entries_of


@dataclass(frozen=True)
class View:
    """One return or supplement."""

    code: str
    period: VatPeriod
    state: State
    declared: Declared
    sums: Sums
    movement: Money
    filed: VatReturn | None
    late: Sequence[Late] = field(default_factory=tuple)
    doubts: Sequence[Look] = field(default_factory=tuple)

    @property
    def is_supplement(self) -> bool:
        """Whether it puts an earlier return right."""
        return self.filed is not None and self.filed.kind == Kind.SUPPLEMENT

    @property
    def agrees(self) -> bool:
        """Whether boxes and VAT accounts are the same, to the cent."""
        return self.declared.exact == self.sums.due == self.movement

    @property
    def due_on(self) -> date:
        """The last day to file and pay."""
        return due_on(self.period.end)

    @property
    def beside(self) -> list[tuple[str, str, Money]]:
        """Turnover that stands in no box: the key of its lines, its name and its amount."""
        names = {
            EXEMPT: gettext("Vrijgestelde omzet"),
            SCHEME: gettext("Omzet onder de kleineondernemersregeling"),
            OUTSIDE: gettext("Buiten de btw"),
        }
        return [(key, name, self.sums.beside[key]) for key, name in names.items()]


def view(code: str) -> View:
    """The return under a code, filed or not; raises NoSuchPeriod."""
    filed = find(code)
    if filed is not None:
        return _kept(filed)
    period = by_code(code)
    sums = add_up(in_period(period.stretch))
    declared = declare(sums.boxes, own_favour=confirmation.is_confirmed(OWN_FAVOUR))
    return View(
        code,
        period,
        state_of(period, None, declared, clock.today()),
        declared,
        sums,
        movement(period.stretch),
        None,
        late_changes(period.stretch),
        doubts(period, sums),
    )


def as_report(shown: View) -> Report:
    """The boxes as rows, in whole euros and to the cent."""
    columns = (
        ("box", gettext("Rubriek")),
        ("name", gettext("Omschrijving")),
        ("turnover", gettext("Omzet")),
        ("vat", gettext("Btw")),
        ("exact_turnover", gettext("Omzet tot op de cent")),
        ("exact_vat", gettext("Btw tot op de cent")),
    )
    rows: list[dict[str, object]] = [
        {
            "box": box.code,
            "name": box.name,
            "turnover": box.turnover,
            "vat": box.vat,
            "exact_turnover": None if box.turnover is None else box.exact.turnover,
            "exact_vat": None if box.vat is None else box.exact.vat,
        }
        for box in shown.declared.boxes
    ]
    rows += [{"box": "", "name": name, "exact_turnover": amount} for _, name, amount in shown.beside]
    facts = {
        "period": shown.code,
        "state": shown.state.value,
        "payable_cents": shown.declared.payable.cents,
        "exact_cents": shown.declared.exact.cents,
        "movement_cents": shown.movement.cents,
        "rounding_cents": shown.declared.difference.cents,
        "agrees": shown.agrees,
        "doubts": [look.sentence for look in shown.doubts],
    }
    return Report(columns, rows, facts)


def _kept(filed: VatReturn) -> View:
    rows = {row.box: row for row in filed.boxes}
    boxes = [
        Box(
            rule.code,
            rule.name,
            rows[rule.code].turnover if rule.has_turnover else None,
            rows[rule.code].vat if rule.has_vat else None,
            Amounts(rows[rule.code].exact_turnover, rows[rule.code].exact_vat),
        )
        for rule in box_rules()
        if rule.code in rows
    ]
    period = VatPeriod(filed.code, filed.begin, filed.end)
    sums = add_up(entries_of(filed))
    state = State.COPIED if filed.copied_at is not None else State.FILED
    moved = movement(filed.stretch) if filed.kind == Kind.RETURN else sums.due
    return View(filed.code, period, state, Declared(boxes, filed.exact), sums, moved, filed)
