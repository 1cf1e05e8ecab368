"""The form of the floor."""

from flask_babel import lazy_gettext
from wtforms.validators import Optional

from coop.forms import Form, MoneyField


class FloorForm(Form):
    """The least that should stand on our accounts."""

    amount = MoneyField(lazy_gettext("Laagste saldo"), [Optional()])
