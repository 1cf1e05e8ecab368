"""The forms behind the settings of the wijk: one a page, each field with the sentence that explains it."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, FileField, IntegerField, StringField, TextAreaField
from wtforms.fields import EmailField
from wtforms.validators import Length, NumberRange, Optional

from coop import colour, identifiers
from coop.forms import CheckedField, Email, Form, MoneyField, PhoneField, PostcodeField, required


def _up_to(letters: int) -> Length:
    return Length(max=letters, message=lazy_gettext("Dit is te lang."))


class NameForm(Form):
    """Who we are and where we sit; it stands on every invoice and letter."""

    name = StringField(
        lazy_gettext("Naam van de wijk"),
        [required(), _up_to(80)],
        description=lazy_gettext("Zo heten jullie op elke pagina."),
    )
    legal_name = StringField(
        lazy_gettext("Naam van de coöperatie"),
        [required(), _up_to(120)],
        description=lazy_gettext("Zoals in het handelsregister. Deze naam staat op facturen."),
    )
    email = EmailField(
        lazy_gettext("E-mailadres"),
        [required(), Email(), _up_to(254)],
        description=lazy_gettext("Hier komen antwoorden op mails binnen."),
    )
    phone = PhoneField(
        lazy_gettext("Telefoon"),
        [Optional()],
        description=lazy_gettext("Het nummer dat bewoners kunnen bellen."),
    )
    street = StringField(
        lazy_gettext("Straat"), [_up_to(80)], description=lazy_gettext("Waar mensen jullie vinden.")
    )
    house_number = StringField(
        lazy_gettext("Huisnummer"), [_up_to(12)], description=lazy_gettext("Met de letter erbij, als die er is.")
    )
    postcode = PostcodeField(
        lazy_gettext("Postcode"), [Optional()], description=lazy_gettext("Bijvoorbeeld 9736 AB.")
    )
    city = StringField(
        lazy_gettext("Plaats"), [_up_to(60)], description=lazy_gettext("Staat onder het adres op brieven.")
    )


class LookForm(Form):
    """What screens and papers look like."""

    logo = FileField(lazy_gettext("Logo (png)"), [Optional()])
    no_logo = BooleanField(
        lazy_gettext("Haal het logo weg"), description=lazy_gettext("Dan zie je weer de naam met de huisjes.")
    )
    colour = CheckedField(
        lazy_gettext("Kleur"),
        [Optional()],
        reads=colour.readable,
        render_kw={"type": "color"},
        description=lazy_gettext("Voor knoppen, links en papier. Donker genoeg om op wit te lezen."),
    )


class WordsForm(Form):
    """What the wijk says of itself."""

    welcome = TextAreaField(
        lazy_gettext("Welkom"),
        [_up_to(300)],
        description=lazy_gettext("Een of twee zinnen boven de diensten. Leeg? Dan staat er onze eigen zin."),
    )
    about = TextAreaField(
        lazy_gettext("Over ons"),
        [_up_to(4000)],
        render_kw={"rows": 8},
        description=lazy_gettext("Wie jullie zijn en waarom. Staat op de pagina Contact."),
    )


class NumbersForm(Form):
    """The numbers that others gave us."""

    kvk = CheckedField(
        lazy_gettext("KvK-nummer"),
        [Optional()],
        reads=identifiers.kvk,
        description=lazy_gettext("Acht cijfers. Je krijgt het bij je inschrijving in het handelsregister."),
    )
    vat_id = CheckedField(
        lazy_gettext("Btw-nummer"),
        [Optional()],
        reads=identifiers.vat_id,
        description=lazy_gettext("Van de Belastingdienst. Zonder dit nummer is een factuur niet geldig."),
    )
    iban = CheckedField(
        lazy_gettext("Rekeningnummer (IBAN)"),
        [Optional()],
        reads=identifiers.iban,
        description=lazy_gettext("Hierop betalen klanten."),
    )
    creditor_id = CheckedField(
        lazy_gettext("Incassant-ID"),
        [Optional()],
        reads=identifiers.creditor_id,
        description=lazy_gettext(
            "Krijg je van je bank bij een contract voor incasso. "
            "Zonder dit nummer kan er niets worden geïncasseerd."
        ),
    )


class AgreementsForm(Form):
    """What the members agreed about money."""

    payment_days = IntegerField(
        lazy_gettext("Betaaltermijn in dagen"),
        [required(), NumberRange(1, 60, message=lazy_gettext("Kies 1 tot 60 dagen."))],
        description=lazy_gettext("Zo lang heeft een klant om te betalen."),
    )
    small_difference = MoneyField(
        lazy_gettext("Klein verschil op een factuur"),
        [required()],
        description=lazy_gettext(
            "Betaalt iemand zo weinig te veel of te weinig via de bank, dan laten we het verschil gaan. "
            "Vul 0 in om dat nooit te doen."
        ),
    )
    purchase_limit = MoneyField(
        lazy_gettext("Goedkeuring nodig boven"),
        [required()],
        description=lazy_gettext(
            "Boven dit bedrag met btw keurt een tweede persoon een inkoopfactuur goed voordat er betaald wordt."
        ),
    )


class AllowanceForm(Form):
    """Why the volunteers' scheme holds for this cooperative."""

    allowance_basis = TextAreaField(
        lazy_gettext("Grondslag voor de vrijwilligersvergoeding"),
        [_up_to(1000)],
        description=lazy_gettext(
            "Schrijf waarom de regeling voor jullie wel geldt, bijvoorbeeld een afspraak met de Belastingdienst "
            "met datum en kenmerk."
        ),
    )
