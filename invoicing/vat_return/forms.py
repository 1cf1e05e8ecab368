"""The forms of the VAT return."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from coop.forms import Form


class FilingForm(Form):
    """Filing a return."""

    take_late = BooleanField(lazy_gettext("De wijzigingen van eerdere aangiften mogen in deze"))
