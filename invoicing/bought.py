"""A line of a purchase worked out: the VAT the supplier asks, what we owe instead of him, and what we deduct.

VAT that is not deducted is cost, on the account and the service of the line itself and not on one heap: a mower
for the gardens costs what it costs, and what is kept for years is kept at that. The books know it by its mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from coop.errors import Refusal
from coop.ledger import chart
from coop.ledger.posting import Line
from coop.money import Money
from coop.rules import bought as rules
from coop.rules import confirmation
from invoicing.vat_mark import NOT_DEDUCTED, of_bought


class NotCharged(Refusal):
    """Where we owe the VAT ourselves, the supplier charges none."""


class NotConfirmed(Refusal):
    """A rule nobody read is used only once the treasurer confirmed it."""


@dataclass(frozen=True, slots=True)
class Bought:
    """One line as it is entered.

    VAT is worked out unless the supplier's own figure is given; the taxed share, in hundredths of a per cent, is
    that of the year unless the line has its own.
    """

    account: str
    net: Money
    vat_rule: str
    text: str = ""
    cost_object_id: int | None = None
    vat: Money | None = None
    taxed_share: int | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """The line with its VAT: `vat` is on the supplier's paper, `vat_due` is what we owe instead of him."""

    line: Bought
    vat: Money
    vat_due: Money
    taxed_share: int

    @property
    def deducted(self) -> Money:
        """What we take off in the VAT return."""
        return (self.vat + self.vat_due).share(self.taxed_share)

    @property
    def not_deducted(self) -> Money:
        """What is cost because it is not taken off."""
        return self.vat + self.vat_due - self.deducted


def work_out(line: Bought, day: date, share: int) -> Worked:
    """Work out the VAT of a line under the share that holds; raises NotCharged, NotConfirmed, NoFigure."""
    rule = rules.bought_rule(line.vat_rule)
    if rule.asks and not confirmation.is_confirmed(rule.asks):
        raise NotConfirmed(
            gettext("Deze btw-regel is nog niet bevestigd. Doe dat eerst bij Instellingen, Regels.")
        )
    if rule.is_reversed and line.vat:
        raise NotCharged(gettext("Bij btw verlegd rekent de leverancier geen btw. Laat het btw-bedrag leeg."))
    reckoned = line.net.share(rule.basis_points(day))
    nothing = Money.zero()
    charged = reckoned if line.vat is None else line.vat
    return Worked(
        line,
        vat=nothing if rule.is_reversed else charged,
        vat_due=reckoned if rule.is_reversed else nothing,
        taxed_share=share if line.taxed_share is None else line.taxed_share,
    )


def entries(lines: Sequence[Worked]) -> list[Line]:
    """Costs against the VAT we deduct and the VAT we owe; what is left is the supplier's."""
    made: list[Line] = []
    for one in lines:
        account, service, mark = one.line.account, one.line.cost_object_id, of_bought(one.line.vat_rule)
        made.append(Line(account, one.line.net.cents, service, vat=mark))
        made.append(Line(account, one.not_deducted.cents, service, vat=NOT_DEDUCTED))
    for rule in dict.fromkeys(one.line.vat_rule for one in lines):
        same = [one for one in lines if one.line.vat_rule == rule]
        deducted = sum(one.deducted.cents for one in same)
        due = sum(one.vat_due.cents for one in same)
        made += [Line(chart.VAT_INPUT, deducted, vat=of_bought(rule))]
        made += [Line(chart.VAT_REVERSED, -due, vat=of_bought(rule))]
    return made
