"""Why a bank gave a debit back, in words (ISO 20022 ExternalReturnReason1Code), and after which a mandate ends."""

from flask_babel import gettext, lazy_gettext

REASONS = {
    "AC01": lazy_gettext("het rekeningnummer klopt niet"),
    "AC04": lazy_gettext("de rekening is opgeheven"),
    "AC06": lazy_gettext("de rekening is geblokkeerd"),
    "AC13": lazy_gettext("van deze soort rekening mag niet worden geïncasseerd"),
    "AG01": lazy_gettext("van deze rekening mag niet worden geïncasseerd"),
    "AG02": lazy_gettext("de bank kent deze soort incasso niet"),
    "AM04": lazy_gettext("er stond te weinig op de rekening"),
    "AM05": lazy_gettext("het bedrag is dubbel aangeboden"),
    "BE05": lazy_gettext("de bank kent ons incassant-ID niet"),
    "CNOR": lazy_gettext("onze bank doet niet mee met incasso"),
    "DNOR": lazy_gettext("de bank van de klant doet niet mee met incasso"),
    "FF01": lazy_gettext("het bestand was niet goed"),
    "MD01": lazy_gettext("er is geen machtiging, zegt de klant of de bank"),
    "MD02": lazy_gettext("de gegevens van de machtiging kloppen niet"),
    "MD06": lazy_gettext("de klant heeft het laten terugboeken"),
    "MD07": lazy_gettext("de rekeninghouder is overleden"),
    "MS02": lazy_gettext("de klant heeft het geweigerd, zonder reden"),
    "MS03": lazy_gettext("de bank gaf geen reden"),
    "RC01": lazy_gettext("de bank van de klant is niet gevonden"),
    "RR01": lazy_gettext("de bank miste een gegeven dat de wet eist"),
    "RR02": lazy_gettext("de bank miste de naam of het adres"),
    "RR03": lazy_gettext("de bank miste onze naam of ons adres"),
    "RR04": lazy_gettext("de bank mag het niet uitvoeren"),
    "SL01": lazy_gettext("de klant laat ons niet van de rekening afschrijven"),
}

ENDING = frozenset({"AC04", "MD01", "MD07"})
"""After these nothing more can be taken with the mandate."""


def in_words(code: str) -> str:
    """The reason in words; a code that we do not know by itself."""
    if code in REASONS:
        return str(REASONS[code])
    return str(gettext("de bank gaf code %(code)s", code=code) if code else gettext("de bank zei niet waarom"))
