"""The letters that every bank in SEPA takes (EPC217-08): names and descriptions are written in them.

é becomes e, ß becomes ss, & becomes +; a letter with none like it among them, such as ሰ, becomes a dot.
"""

import re
import unicodedata

_OTHER = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_ALIKE = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ø": "o",
        "Ø": "O",
        "ð": "d",
        "Ð": "D",
        "đ": "d",
        "Đ": "D",
        "þ": "th",
        "Þ": "Th",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "&": "+",
        "@": "(at)",
        "_": "-",
        "’": "'",
        "‘": "'",
        "`": "'",
        '"': "'",
        "“": "'",
        "”": "'",
        "–": "-",
        "—": "-",
        "€": "EUR",
        ";": ",",
    }
)


def sepa_text(text: str, length: int) -> str:
    """A text in these letters, no longer than a field allows; a slash begins or ends nothing and comes alone."""
    apart = unicodedata.normalize("NFKD", text.translate(_ALIKE))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    plain = _OTHER.sub(".", " ".join(bare.split()))
    return re.sub(r"/{2,}", "/", plain).strip("/ ")[:length].strip("/ ")


def has_letters(text: str) -> bool:
    """Whether anything of a name is left in these letters."""
    return bool(re.search(r"[A-Za-z]", sepa_text(text, 70)))
