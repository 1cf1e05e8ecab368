"""Forms on member shares: what one is worth, and one for each kind of move."""

from collections.abc import Iterable

from flask_babel import lazy_gettext
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange

from coop.forms import DayField, Form, MoneyField, required
from coop.money import Money
from members.member import Member
from members.share import Standing

_HOW_MANY = lazy_gettext("Vul een heel getal in, minstens 1.")
WAYS = [SelectChoice("bank", lazy_gettext("Bank")), SelectChoice("cash", lazy_gettext("Kas"))]


class ShareValueForm(Form):
    """What the statutes say a share is worth."""

    begin = DayField(lazy_gettext("Vanaf"), [required()])
    amount = MoneyField(lazy_gettext("Waarde van één aandeel"), [required()])
    article = StringField(lazy_gettext("Artikel in de statuten"), [required(), Length(max=60)])


class MoveForm(Form):
    """A move of somebody's shares, with the last move that its page was made from."""

    seen = HiddenField()

    @property
    def last_seen(self) -> int | None:
        """The number of that move, 0 when there was none; None when the page does not tell."""
        return int(self.seen.data) if str(self.seen.data).isdecimal() else None


class IssueForm(MoveForm):
    """So many new shares."""

    shares = IntegerField(
        lazy_gettext("Hoeveel aandelen"), [required(), NumberRange(1, 9999, message=_HOW_MANY)], default=1
    )
    day = DayField(lazy_gettext("Dag"), [required()])


class HeldForm(IssueForm):
    """So many of the shares that somebody has."""

    value = RadioField(lazy_gettext("Welke"), [required()], coerce=int)

    def offer(self, standing: Standing) -> None:
        """Offer the shares a member has, by their worth; where there is one kind it is chosen already."""
        held = [(value, count) for value, count in sorted(standing.held.items()) if count]
        self.value.choices = [
            SelectChoice(value.cents, lazy_gettext("%(count)s van %(value)s", count=count, value=value))
            for value, count in held
        ]
        if len(held) == 1 and not self.value.raw_data:
            self.value.data = held[0][0].cents

    @property
    def worth(self) -> Money:
        """The worth of the shares that were chosen."""
        return Money(self.value.data)


class TransferForm(HeldForm):
    """Who gets them."""

    receiver_id = SelectField(lazy_gettext("Aan wie"), [required()], coerce=int)

    def offer_to(self, members: Iterable[Member]) -> None:
        """Offer the members who may have them."""
        self.receiver_id.choices = [SelectChoice(one.id, f"{one.name} ({one.number})") for one in members]


class MoneyForm(MoveForm):
    """Money that moved for shares."""

    amount = MoneyField(lazy_gettext("Bedrag"), [required()])
    day = DayField(lazy_gettext("Dag"), [required()])
    way = RadioField(lazy_gettext("Hoe"), choices=WAYS, default="bank")
