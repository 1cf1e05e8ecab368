"""The forms of schedules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional, ValidationError

from coop.filters import month as month_name
from coop.forms import Form, Length, MoneyField, required
from coop.ledger.account import Account
from coop.ledger.cost_object import CostObject
from coop.ledger.schedule.kind import KIND_NAMES
from coop.ledger.schedule.schedule import LONGEST
from coop.money import Money

_NONE = SelectChoice("", "")


class MonthField(SelectField):  # type: ignore[misc]
    """A month from a list, as its first day."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        """Take the label; which months can be chosen is told later."""
        super().__init__(label, choices=[], validate_choice=False, **kwargs)

    def offer(self, months: Iterable[date]) -> None:
        """Let one of these be chosen."""
        self.choices = [SelectChoice(day.isoformat(), month_name(day)) for day in months]

    def day(self) -> date:
        """The first day of the month that was chosen; raises ValidationError for another."""
        if self.data not in {choice.value for choice in self.choices}:
            raise ValidationError(gettext("Kies een maand uit de lijst."))
        return date.fromisoformat(self.data)


class ScheduleForm(Form):
    """A new schedule: two accounts, an amount, and the months it is given away over."""

    kind = RadioField(
        lazy_gettext("Wat is het?"),
        choices=[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()],
        default="prepaid",
    )
    name = StringField(lazy_gettext("Omschrijving"), [required(), Length(max=120)])
    result_account = SelectField(lazy_gettext("Rekening van kosten of opbrengsten"), validate_choice=False)
    balance_account = SelectField(lazy_gettext("Rekening op de balans"), validate_choice=False)
    amount: Any = MoneyField(lazy_gettext("Bedrag"), [required()])
    each = RadioField(
        lazy_gettext("Dat bedrag is"),
        choices=[
            SelectChoice("total", lazy_gettext("alles samen")),
            SelectChoice("month", lazy_gettext("per maand")),
        ],
        default="total",
    )
    begin = MonthField(lazy_gettext("Eerste maand"))
    months: Any = IntegerField(lazy_gettext("Aantal maanden"), [required(), NumberRange(1, LONGEST)], default=12)
    cost_object = SelectField(lazy_gettext("Dienst of project"), validate_choice=False)

    def offer(
        self, accounts: Iterable[Account], cost_objects: Iterable[CostObject], months: Iterable[date]
    ) -> None:
        """Fill the lists to choose from."""
        found = list(accounts)
        usual = SelectChoice("", gettext("de gewone rekening"))
        self.result_account.choices = [_NONE, *(_choice(a) for a in found if a.kind == "P")]
        self.balance_account.choices = [usual, *(_choice(a) for a in found if a.kind == "B")]
        self.cost_object.choices = [_NONE, *(SelectChoice(str(one.id), one.name) for one in cost_objects)]
        self.begin.offer(months)

    def validate_begin(self, field: MonthField) -> None:
        """It is a month from the list."""
        field.day()

    def validate_result_account(self, field: SelectField) -> None:
        """There is one."""
        if not field.data:
            raise ValidationError(gettext("Kies een rekening."))

    def total(self) -> Money:
        """The whole amount."""
        amount: Money = self.amount.data
        return amount * self.months.data if self.each.data == "month" else amount


class StopForm(Form):
    """The month from which nothing more is booked."""

    stop_from = MonthField(lazy_gettext("Stop vanaf"))

    def validate_stop_from(self, field: MonthField) -> None:
        """It is a month from the list."""
        field.day()


class ChangeForm(Form):
    """Going on from a month with another amount or another number of months."""

    month = MonthField(lazy_gettext("Anders vanaf"))
    amount: Any = MoneyField(lazy_gettext("Nog te verdelen"), [Optional()])
    months: Any = IntegerField(lazy_gettext("Over hoeveel maanden"), [Optional(), NumberRange(1, LONGEST)])

    def validate_month(self, field: MonthField) -> None:
        """It is a month from the list."""
        field.day()

    def validate_amount(self, field: MoneyField) -> None:
        """There is one, above nothing."""
        if not field.data:
            raise ValidationError(gettext("Vul een bedrag in."))

    def validate_months(self, field: IntegerField) -> None:
        """There is a number."""
        if not field.data:
            raise ValidationError(gettext("Vul een aantal in."))


def _choice(account: Account) -> SelectChoice:
    return SelectChoice(account.number, account.label)
