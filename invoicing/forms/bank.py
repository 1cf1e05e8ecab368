"""The form on which statements of the bank are dropped."""

from flask_babel import lazy_gettext
from wtforms import MultipleFileField

from coop.forms import Form


class StatementsForm(Form):
    """One or more files of the bank."""

    files = MultipleFileField(lazy_gettext("De bestanden van de bank (CAMT.053, MT940 of een zip)"))
