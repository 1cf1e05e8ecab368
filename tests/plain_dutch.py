"""How plain Dutch is, measured: the length of sentences, Flesch-Douma, and the words.

B1 is what nearly everybody in the Netherlands reads without help. No formula proves it; these find what is clearly
not: long sentences, long words, the words of offices. For the rest, read it aloud to a neighbour.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 20
"""Words. Advice for B1 is 10 to 15; who reads slowly has lost the beginning after 20."""
MEAN_SENTENCE = 12
LEAST_EASE, ALTOGETHER = 60, 80
"""Flesch-Douma: from 60 normal, from 70 fairly easy, from 80 easy (W. H. Douma, De leesbaarheid van
landbouwbladen, Wageningen 1960). Each screen is at least normal, all of them together are easy."""
ENOUGH = 30
"""Words; a screen that says less says nothing about its ease."""
LONG_WORD = 5
"""Syllables from which a word has to be a known one."""

EVERYDAY = frozenset(
    {"e-mailadres", "telefoonnummer", "herinneringen", "fietsreparatie", "overgenomen", "organisatie"}
)
"""Long words that nobody stops at."""

PRESCRIBED = {
    "Bestelling met betalingsverplichting": "BW 6:230v lid 3",
    "Hier herroep je de overeenkomst": "BW 6:230oa",
    "Je geeft toestemming aan %(name)s om incasso-opdrachten naar je bank te sturen, en aan je bank om die "
    "bedragen van je rekening af te schrijven.": "SEPA Core Direct Debit Rulebook, the words of the mandate",
}
"""Texts whose words the law or a rulebook gives, with where."""

OFFICIALESE = {
    "aangaande": "over",
    "aangezien": "omdat",
    "aanvangen": "beginnen",
    "additioneel": "extra",
    "afdoende": "genoeg",
    "alsmede": "en",
    "alsook": "en",
    "alvorens": "voordat",
    "bemiddelen": "helpen",
    "benodigd": "nodig",
    "benodigde": "nodig",
    "bescheiden": "papieren",
    "beschikken": "hebben",
    "betreffende": "over",
    "bijgevolg": "dus",
    "bovengenoemd": "wat hierboven staat",
    "bovenstaand": "hierboven",
    "bovenstaande": "hierboven",
    "communiceren": "vertellen, zeggen",
    "conform": "volgens",
    "consequenties": "gevolgen",
    "continueren": "doorgaan",
    "contacteren": "bellen of mailen",
    "daartoe": "daarvoor",
    "derden": "anderen",
    "derhalve": "daarom",
    "desalniettemin": "toch",
    "desbetreffende": "deze",
    "desgewenst": "als je wilt",
    "dienaangaande": "daarover",
    "dienen": "moeten",
    "dient": "moet",
    "doch": "maar",
    "doen toekomen": "sturen",
    "door middel van": "met",
    "echter": "maar",
    "effectueren": "doen",
    "eveneens": "ook",
    "evenwel": "maar",
    "faciliteren": "helpen",
    "gaarne": "graag",
    "geadresseerde": "wie de brief krijgt",
    "gedurende": "tijdens",
    "gelieve": "wil je",
    "genoemde": "deze",
    "geschieden": "gebeuren",
    "hedenmorgen": "vanmorgen",
    "hetgeen": "wat",
    "hierbij": "",
    "hieromtrent": "hierover",
    "hiertoe": "hiervoor",
    "identificeren": "zeggen wie je bent",
    "implementeren": "invoeren",
    "in gebreke": "te laat",
    "in het kader van": "voor",
    "inachtneming": "rekening houden met",
    "indien": "als",
    "ingeval": "als",
    "informeren": "vertellen",
    "initieel": "eerst",
    "initiëren": "beginnen",
    "instantie": "organisatie",
    "inzake": "over",
    "jegens": "tegen",
    "krachtens": "volgens",
    "legitimeren": "je paspoort laten zien",
    "mededelen": "vertellen",
    "mededeling": "bericht",
    "met betrekking tot": "over",
    "middels": "met, door",
    "mits": "als",
    "mutatie": "verandering",
    "mutaties": "veranderingen",
    "naar aanleiding van": "door, over",
    "nadere": "meer",
    "nimmer": "nooit",
    "nochtans": "toch",
    "noodzakelijk": "nodig",
    "omtrent": "over",
    "onderhavige": "deze",
    "onverwijld": "meteen",
    "optioneel": "mag leeg",
    "op grond van": "door",
    "participeren": "meedoen",
    "per omgaande": "meteen",
    "plaatsvinden": "zijn, gebeuren",
    "realiseren": "maken",
    "reeds": "al",
    "respons": "antwoord",
    "retourneren": "terugsturen",
    "schriftelijk": "met een brief of mail",
    "slechts": "alleen",
    "specificeren": "precies zeggen",
    "te allen tijde": "altijd",
    "ten aanzien van": "over",
    "ten behoeve van": "voor",
    "ten gevolge van": "door",
    "teneinde": "om",
    "tenzij": "behalve als",
    "tevens": "ook",
    "transactie": "betaling",
    "uitsluitend": "alleen",
    "ultimo": "uiterlijk",
    "verifiëren": "nakijken",
    "verschuldigd": "moeten betalen",
    "verstrekken": "geven",
    "verzoeken": "vragen",
    "vigerende": "geldende",
    "voldoen": "betalen",
    "voornoemd": "deze",
    "voornoemde": "deze",
    "voorts": "ook",
    "waarborgen": "zorgen voor",
    "wederom": "weer",
    "woonachtig": "die woont",
    "zorgdragen": "zorgen",
}
"""Words of offices, with what a neighbour says instead."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VALUE = re.compile(r"%\(\w+\)\d*[a-z]")
_BREAK = re.compile(r"(?<=[.!?:;])\s+|\n+")
# Letters that sound as one. A diaeresis begins a new syllable (coördinator), so those letters stand alone.
_VOWELS = re.compile(r"aai|ooi|oei|eeuw?|ieuw?|aa|ee|oo|uu|ij|ie|oe|eu|ui|ou|au|ei|[aeiouyáéíóúàèêäëïöü]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A text in numbers."""

    words: int
    syllables: int
    sentences: int

    @property
    def mean_sentence(self) -> float:
        """How many words a sentence has."""
        return self.words / self.sentences

    @property
    def ease(self) -> float:
        """The reading ease of Flesch as Douma fitted it to Dutch: 0 is very hard, 100 is very easy."""
        return 206.84 - 77 * self.syllables / self.words - 0.93 * self.mean_sentence


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; a value to be filled in counts as one short word."""
    for sentence in _BREAK.split(_VALUE.sub(" x ", text)):
        if WORD.search(sentence):
            yield sentence.strip()


def is_whole(sentence: str) -> bool:
    """Whether it is a sentence and not a label: only those can be hard to follow."""
    return sentence.rstrip(")”'\"").endswith((".", "?", "!")) and len(WORD.findall(sentence)) > 3


def measure(found: Iterable[str]) -> Measure:
    """Sentences in numbers."""
    each = [WORD.findall(sentence) for sentence in found]
    return Measure(
        words=sum(map(len, each)),
        syllables=sum(syllables(word) for one in each for word in one),
        sentences=len(each),
    )


def syllables(word: str) -> int:
    """How many syllables a Dutch word has, by its groups of vowels; right for nearly all."""
    return max(1, len(_VOWELS.findall(word.lower())))


def officialese(text: str) -> dict[str, str]:
    """The words of offices in a text, with what to say instead."""
    said = f" {' '.join(WORD.findall(text.lower()))} "
    return {word: plain for word, plain in OFFICIALESE.items() if f" {word} " in said}


def long_words(text: str) -> set[str]:
    """The words that are long enough to stop at."""
    return {word for word in WORD.findall(_VALUE.sub(" x ", text).lower()) if syllables(word) >= LONG_WORD}
