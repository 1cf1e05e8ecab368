"""The form of bad debt."""

from flask_babel import lazy_gettext
from wtforms import StringField

from coop.forms import Form, Length, required


class WriteOffForm(Form):
    """Why a claim is taken for lost."""

    reason = StringField(lazy_gettext("Waarom wordt dit niet meer betaald?"), [required(), Length(max=200)])
