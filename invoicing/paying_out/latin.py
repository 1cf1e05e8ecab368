"""Text as every bank of the SEPA takes it: letters without accents, digits and a few signs (EPC217-08)."""

import re
import unicodedata

_INSTEAD = str.maketrans(
    {
        "&": "+",
        "€": "EUR",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "ø": "o",
        "Ø": "O",
        "œ": "oe",
        "Œ": "OE",
        "ł": "l",
        "đ": "d",
    }
    | dict.fromkeys("–—_", "-")
    | dict.fromkeys('’‘“”"`', "'")
    | dict.fromkeys(";", ",")
)


def latin(text: str, longest: int) -> str:
    """The text with only what banks pass on, at most so long; what has no letter there becomes a blank."""
    plain = unicodedata.normalize("NFKD", text.translate(_INSTEAD))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    kept = " ".join(re.sub(r"[^A-Za-z0-9/\-?:().,'+ ]", " ", bare).split())
    # No text begins or ends with a slash, and none holds two in a row.
    return re.sub(r"/{2,}", "/", kept).strip("/ ")[:longest].strip("/ ")
