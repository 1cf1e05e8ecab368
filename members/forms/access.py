"""Forms for who may come in, and as what."""

from flask_babel import lazy_gettext
from wtforms.fields import EmailField, SelectChoice
from wtforms.validators import Length, Optional

from coop.forms import Email, Form
from members.forms.fields import CheckboxListField
from members.role_names import ROLE_NAMES


class RolesForm(Form):
    """What somebody is in the cooperative."""

    roles = CheckboxListField(
        lazy_gettext("Rollen"), choices=[SelectChoice(role.value, name) for role, name in ROLE_NAMES.items()]
    )


class NewLoginForm(RolesForm):
    """A way in for somebody."""

    email = EmailField(
        lazy_gettext("E-mailadres om mee in te loggen"),
        [
            Optional(),
            Email(),
            Length(max=254, message=lazy_gettext("Dit is te lang.")),
        ],
    )
