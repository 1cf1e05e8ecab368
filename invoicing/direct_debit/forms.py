"""Forms of direct debit: signing a mandate, and making a collection."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from stdnum import iban as stdnum_iban
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields import SelectChoice, SelectField

from coop import identifiers
from coop.errors import Refusal
from coop.forms import CheckedField, DayField, Form, Length, required
from invoicing.direct_debit.mandate import Kind
from invoicing.direct_debit.return_reason import REASONS

# Within the European Economic Area a bank asks no address of the payer.
_COUNTRIES = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
_KINDS = [
    SelectChoice(Kind.RECURRENT.value, lazy_gettext("Deze en volgende facturen")),
    SelectChoice(Kind.ONE_OFF.value, lazy_gettext("Alleen deze factuur")),
]

_CODES = [
    SelectChoice(code, lazy_gettext("%(text)s: %(why)s", text=code, why=words)) for code, words in REASONS.items()
]


class NotCollectable(Refusal):
    """A direct debit reaches accounts in the European Economic Area."""


def debited(text: str) -> str:
    """An account from which can be collected, by its check digits; raises NotANumber, NotCollectable."""
    iban = identifiers.iban(text)
    if stdnum_iban.compact(iban)[:2] not in _COUNTRIES:
        raise NotCollectable(gettext("Van een rekening in dit land kunnen we niet incasseren."))
    return iban


class SignForm(Form):
    """What the customer gives: which account, in whose name, and a typed name to sign with."""

    kind = RadioField(lazy_gettext("Waarvoor?"), choices=_KINDS, default=Kind.RECURRENT.value)
    holder = StringField(
        lazy_gettext("Naam van de rekeninghouder"), [required(), Length(max=70, message=lazy_gettext("Te lang."))]
    )
    iban = CheckedField(lazy_gettext("Rekeningnummer (IBAN)"), [required()], reads=debited)
    signature = StringField(
        lazy_gettext("Teken met je naam"), [required(), Length(max=70, message=lazy_gettext("Te lang."))]
    )
    agree = BooleanField(lazy_gettext("Ik geef deze machtiging"), [required()])


class RefusedForm(Form):
    """Why the bank refused a debit."""

    code = SelectField(lazy_gettext("Reden"), choices=_CODES)


class CollectForm(Form):
    """The day, the invoices that were seen and chosen (their boxes stand in the table), and the version."""

    due: Any = DayField(widget=HiddenField.widget)
