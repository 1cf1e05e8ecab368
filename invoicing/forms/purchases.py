"""Forms of purchases: the supplier's invoice with its lines."""

from datetime import timedelta
from typing import Any

import wtforms
from flask_babel import lazy_gettext
from wtforms import FieldList, FileField, FormField, HiddenField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange

from coop import clock
from coop.forms import DayField, Form, Length, MoneyField, Optional, required
from invoicing.received.proposal import Proposal

VAT = [
    SelectChoice("high", lazy_gettext("Hoog")),
    SelectChoice("low", lazy_gettext("Laag")),
    SelectChoice("none", lazy_gettext("Geen")),
    SelectChoice("reverse_high", lazy_gettext("Verlegd naar ons, hoog")),
    SelectChoice("reverse_low", lazy_gettext("Verlegd naar ons, laag")),
    SelectChoice("eu_high", lazy_gettext("Dienst uit de EU")),
    SelectChoice("world_high", lazy_gettext("Dienst van buiten de EU")),
]
"""The rules of coop/rules/vat.toml, in the words of the screen."""
LINES = 4


class LineForm(wtforms.Form):  # type: ignore[misc]
    """One cost."""

    text = StringField(lazy_gettext("Waarvoor"), validators=[Length(max=200)])
    account = SelectField(lazy_gettext("Rekening"))
    cost_object = SelectField(lazy_gettext("Dienst of project"), coerce=int)
    net: Any = MoneyField(lazy_gettext("Zonder btw"))
    vat_rule = SelectField(lazy_gettext("Btw"), choices=VAT, default="high")
    vat: Any = MoneyField(lazy_gettext("Btw-bedrag"))
    percent = IntegerField(
        lazy_gettext("Aftrek in procent"),
        [Optional(), NumberRange(0, 100, message=lazy_gettext("Kies 0 tot 100 procent."))],
    )


class PurchaseForm(Form):
    """A supplier's invoice as it lies on the table."""

    supplier = SelectField(lazy_gettext("Leverancier"), coerce=int)
    new_supplier = StringField(lazy_gettext("Of een nieuwe leverancier"), validators=[Length(max=120)])
    number = StringField(lazy_gettext("Factuurnummer van de leverancier"), validators=[required(), Length(max=60)])
    day: Any = DayField(lazy_gettext("Factuurdatum"), validators=[required()])
    due_on: Any = DayField(lazy_gettext("Betalen voor of op"), validators=[required()])
    remark = StringField(lazy_gettext("Opmerking"), validators=[Length(max=300)])
    attachment = FileField(lazy_gettext("De factuur zelf (pdf, png of jpg)"), validators=[Optional()])
    lines = FieldList(FormField(LineForm), min_entries=LINES)
    original = HiddenField()
    """The hash of the e-invoice it was read from."""

    def __init__(self, suppliers: Any, accounts: Any, cost_objects: Any, **kwargs: Any) -> None:
        """Take the choices as (value, label) pairs."""
        today = clock.today()
        super().__init__(**{"day": today, "due_on": today + timedelta(days=30), **kwargs})
        self.supplier.choices = _choices(0, lazy_gettext("Kies een leverancier"), suppliers)
        for entry in self.lines:
            entry.form.account.choices = _choices("", lazy_gettext("Kies een rekening"), accounts)
            entry.form.cost_object.choices = _choices(0, lazy_gettext("Algemeen"), cost_objects)


def filled_in(received: Proposal) -> dict[str, Any]:
    """What the form of a purchase begins with when it was read from an e-invoice."""
    lines = [
        {
            "text": line.text,
            "account": line.account,
            "cost_object": line.cost_object_id or 0,
            "net": line.net,
            "vat_rule": line.vat_rule,
            "vat": line.vat,
        }
        for line in received.bought
    ]
    known = received.supplier.id if received.supplier else 0
    new = "" if received.supplier else received.paper.sender.name
    return {**received.facts, "supplier": known, "new_supplier": new, "lines": lines}


class ReceivedForm(Form):
    """An e-invoice as the supplier sent it."""

    file = FileField(lazy_gettext("De e-factuur (UBL, een bestand dat eindigt op .xml)"))


def _choices(none: Any, label: Any, pairs: Any) -> list[Any]:
    return [SelectChoice(none, label), *(SelectChoice(value, name) for value, name in pairs)]
