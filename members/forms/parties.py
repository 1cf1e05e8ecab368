"""Forms for people and organisations."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, StringField
from wtforms.fields import EmailField
from wtforms.validators import Length, Optional

from coop import identifiers
from coop.forms import CheckedField, Email, Form, PhoneField, PostcodeField, required

_TOO_LONG = lazy_gettext("Dit is te lang.")


class PartyForm(Form):
    """How somebody is reached and where an invoice goes."""

    email = EmailField(
        lazy_gettext("E-mailadres"),
        [
            Optional(),
            Email(),
            Length(max=254, message=_TOO_LONG),
        ],
    )
    phone = PhoneField(lazy_gettext("Telefoon"), [Optional()])
    street = StringField(lazy_gettext("Straat"), [Length(max=80, message=_TOO_LONG)])
    house_number = StringField(lazy_gettext("Huisnummer"), [Length(max=12, message=_TOO_LONG)])
    postcode = PostcodeField(lazy_gettext("Postcode"), [Optional()])
    city = StringField(lazy_gettext("Plaats"), [Length(max=60, message=_TOO_LONG)])


class PersonForm(PartyForm):
    """A person."""

    given_name = StringField(lazy_gettext("Voornaam"), [required(), Length(max=60, message=_TOO_LONG)])
    family_name = StringField(lazy_gettext("Achternaam"), [Length(max=55, message=_TOO_LONG)])
    city_pass = BooleanField(lazy_gettext("Heeft een stadspas"))


class OrganisationForm(PartyForm):
    """An organisation: a client or a supplier."""

    name = StringField(lazy_gettext("Naam"), [required(), Length(max=120, message=_TOO_LONG)])
    contact_name = StringField(lazy_gettext("Contactpersoon"), [Length(max=80, message=_TOO_LONG)])
    kvk = CheckedField(lazy_gettext("KvK-nummer"), [Optional()], reads=identifiers.kvk)
    vat_id = CheckedField(lazy_gettext("Btw-nummer"), [Optional()], reads=identifiers.vat_id)
    oin = CheckedField(lazy_gettext("OIN (voor overheden)"), [Optional()], reads=identifiers.oin)
