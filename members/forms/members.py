"""Forms of the members' register."""

from flask_babel import lazy_gettext
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields import EmailField, SelectChoice
from wtforms.validators import Length, Optional

from coop.forms import DayField, Email, Form, PhoneField, PostcodeField, required
from members.engagement import KIND_NAMES
from members.forms.fields import CheckboxListField

_TOO_LONG = lazy_gettext("Dit is te lang.")
KINDS = [SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()]


class ApplicationForm(Form):
    """What somebody tells who wants to become a member."""

    given_name = StringField(lazy_gettext("Voornaam"), [required(), Length(max=60, message=_TOO_LONG)])
    family_name = StringField(lazy_gettext("Achternaam"), [required(), Length(max=55, message=_TOO_LONG)])
    postcode = PostcodeField(lazy_gettext("Postcode"), [required()])
    house_number = StringField(lazy_gettext("Huisnummer"), [required(), Length(max=12, message=_TOO_LONG)])
    street = StringField(lazy_gettext("Straat"), [required(), Length(max=80, message=_TOO_LONG)])
    city = StringField(lazy_gettext("Plaats"), [required(), Length(max=60, message=_TOO_LONG)])
    email = EmailField(lazy_gettext("E-mailadres"), [required(), Email(), Length(max=254, message=_TOO_LONG)])
    phone = PhoneField(lazy_gettext("Telefoon"), [Optional()])
    talents = CheckboxListField(lazy_gettext("Waar ben je goed in, of wat doe je graag?"), coerce=int)
    wish = TextAreaField(lazy_gettext("Wil je nog iets vertellen?"), [Length(max=1000, message=_TOO_LONG)])


class RegisterFilter(Form):
    """Which part of the register, and as of which day."""

    class Meta(Form.Meta):  # type: ignore[misc,name-defined]
        """Only looks, so it needs no protection."""

        csrf = False

    on = DayField(lazy_gettext("Op"), [Optional()])
    search = StringField(lazy_gettext("Naam, straat of nummer"), [Length(max=80, message=_TOO_LONG)])
    kind = SelectField(
        lazy_gettext("Inzet"),
        [Optional()],
        choices=[SelectChoice("", lazy_gettext("alle")), *KINDS],
    )


class AdmissionForm(Form):
    """The day from which somebody is a member."""

    on = DayField(lazy_gettext("Lid vanaf"), [required()])


class RefusalForm(Form):
    """Why somebody is not admitted; they read it too."""

    because = StringField(lazy_gettext("Waarom niet?"), [required(), Length(max=200, message=_TOO_LONG)])


class ResignationForm(Form):
    """The first day on which somebody is no longer a member."""

    on = DayField(lazy_gettext("Geen lid meer vanaf"), [required()])
    because = StringField(lazy_gettext("Reden"), [Length(max=200, message=_TOO_LONG)])


class EngagementForm(Form):
    """How somebody takes part, and from when."""

    kind = SelectField(lazy_gettext("Soort inzet"), [required()], choices=KINDS)
    begin = DayField(lazy_gettext("Vanaf"), [required()])
    end = DayField(lazy_gettext("Tot (die dag niet meer)"), [Optional()])


class FinishForm(Form):
    """The first day on which an engagement no longer holds."""

    end = DayField(lazy_gettext("Tot (die dag niet meer)"), [required()])


class TalentsForm(Form):
    """What somebody is good at."""

    talents = CheckboxListField(lazy_gettext("Talenten"), coerce=int)
