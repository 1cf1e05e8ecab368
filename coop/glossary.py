"""Words that cannot be avoided, each explained in a sentence or two for who meets it for the first time."""

from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext


@dataclass(frozen=True, slots=True)
class Word:
    """A word and what it means; `also` are its other forms."""

    name: LazyString
    meaning: LazyString
    also: tuple[str, ...] = ()


WORDS = (
    Word(
        lazy_gettext("aandeel"),
        lazy_gettext("Een stukje van het wijkbedrijf dat van jou is. Met alle leden samen ben je de eigenaar."),
        ("aandelen",),
    ),
    Word(
        lazy_gettext("administratie"),
        lazy_gettext("De mensen die bijhouden wat er besteld, gedaan en betaald is."),
    ),
    Word(
        lazy_gettext("bedenktijd"),
        lazy_gettext("De 14 dagen waarin je van een bestelling af mag. Je hoeft niet te zeggen waarom."),
    ),
    Word(
        lazy_gettext("betalingsverplichting"),
        lazy_gettext("Je spreekt af dat je betaalt wat er bij de bestelling staat."),
    ),
    Word(lazy_gettext("btw"), lazy_gettext("Belasting op wat je koopt.")),
    Word(
        lazy_gettext("coördinator"),
        lazy_gettext("Wie bestellingen aanneemt en regelt wie er komt."),
    ),
    Word(
        lazy_gettext("creditnota"),
        lazy_gettext("Een rekening andersom: wij betalen jou geld terug."),
    ),
    Word(
        lazy_gettext("declaratie"),
        lazy_gettext("Je betaalde iets voor het wijkbedrijf, en je vraagt dat geld terug."),
        ("declareren", "gedeclareerd"),
    ),
    Word(lazy_gettext("factuur"), lazy_gettext("Een rekening: wat je moet betalen, en waarvoor.")),
    Word(
        lazy_gettext("herroepen"),
        lazy_gettext("Je stopt een bestelling binnen de bedenktijd. Dan gaat ze niet door."),
        ("herroeping",),
    ),
    Word(
        lazy_gettext("IBAN"),
        lazy_gettext("Het nummer van je rekening bij de bank."),
        ("rekeningnummer", "rekeningnummers"),
    ),
    Word(
        lazy_gettext("incassant-ID"),
        lazy_gettext("Het nummer waaraan je bank ziet dat wij het zijn."),
    ),
    Word(
        lazy_gettext("incasso"),
        lazy_gettext("Wij vragen je bank om geld van je rekening te halen. Dat mag alleen met je machtiging."),
        ("incasso-opdrachten", "sepa-incasso", "incasseren"),
    ),
    Word(
        lazy_gettext("incassokosten"),
        lazy_gettext("Wat erbij komt als je ook na een laatste brief niet betaalt. De wet zegt hoe veel dat is."),
    ),
    Word(
        lazy_gettext("jaaropgave"),
        lazy_gettext("Een brief met wat je in een jaar van ons kreeg."),
    ),
    Word(
        lazy_gettext("kleineondernemersregeling"),
        lazy_gettext("Een regel voor kleine bedrijven. Wie meedoet, rekent geen btw."),
    ),
    Word(
        lazy_gettext("machtiging"),
        lazy_gettext("Je geeft ons toestemming om geld van je rekening te halen. Je kunt die altijd intrekken."),
    ),
    Word(lazy_gettext("machtigingskenmerk"), lazy_gettext("Het nummer van je machtiging.")),
    Word(lazy_gettext("onkosten"), lazy_gettext("Wat je zelf betaalde om het werk te kunnen doen.")),
    Word(lazy_gettext("overeenkomst"), lazy_gettext("Wat jij en wij met elkaar afspraken.")),
    Word(
        lazy_gettext("participatie"),
        lazy_gettext("Werk om mee te doen en te leren, met iemand die je helpt."),
    ),
    Word(lazy_gettext("penningmeester"), lazy_gettext("Wie op het geld van het wijkbedrijf past.")),
    Word(lazy_gettext("rekeninghouder"), lazy_gettext("Van wie de rekening bij de bank is.")),
    Word(
        lazy_gettext("Stadjerspas"),
        lazy_gettext("Een pas van de gemeente Groningen voor wie weinig geld heeft."),
    ),
    Word(
        lazy_gettext("termijn"),
        lazy_gettext("Een deel van wat je moet betalen, op een dag die we afspraken."),
    ),
    Word(lazy_gettext("terugboeken"), lazy_gettext("Je bank zet het geld terug op je rekening.")),
    Word(
        lazy_gettext("teruggerekend"),
        lazy_gettext("We hebben een rekening kleiner gemaakt. Wat je te veel betaalde, krijg je terug."),
    ),
    Word(
        lazy_gettext("vergoeding"),
        lazy_gettext("Geld voor wie als vrijwilliger werkt. Het is geen loon."),
    ),
)


def explained() -> list[Word]:
    """The words in the order of the language that reads them."""
    return sorted(WORDS, key=lambda word: str(word.name).casefold())
