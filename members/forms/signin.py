"""Forms for getting in, and for changing how one gets in."""

from flask_babel import lazy_gettext
from wtforms import PasswordField
from wtforms.fields import EmailField
from wtforms.validators import EqualTo, Length

from coop.forms import Form, required


class SigninForm(Form):
    """An address, and a password for who has one."""

    email = EmailField(
        lazy_gettext("E-mailadres"), [required(), Length(max=254, message=lazy_gettext("Dit adres is te lang."))]
    )
    # Longer than anybody types, shorter than what would keep the hasher busy.
    password = PasswordField(
        lazy_gettext("Wachtwoord"), [Length(max=200, message=lazy_gettext("Dit wachtwoord is te lang."))]
    )


class PasswordForm(Form):
    """A new password, twice, with the present one to show that it is you."""

    present = PasswordField(lazy_gettext("Je wachtwoord nu"))
    password = PasswordField(
        lazy_gettext("Nieuw wachtwoord"),
        [required(), Length(max=200, message=lazy_gettext("Dit wachtwoord is te lang."))],
    )
    again = PasswordField(
        lazy_gettext("Nog een keer het nieuwe wachtwoord"),
        [required(), EqualTo("password", message=lazy_gettext("Dit is niet hetzelfde als hierboven."))],
    )
