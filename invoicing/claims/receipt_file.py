"""The receipt of a claim: a photo, painted anew so that nothing but the picture is kept of it, or a PDF."""

from flask_babel import gettext

from coop import files, picture
from coop.errors import Refusal

LARGEST = 10 * 1024 * 1024
_BOX = (2000, 2000)  # pixels: the smallest print of a till is still read


class NotAReceipt(Refusal):
    """A receipt is a photo (JPEG, PNG or WebP) or a PDF of at most ten megabytes."""


def keep(content: bytes) -> str:
    """Keep a receipt under a name that tells nothing, and return its hash; raises NotAReceipt."""
    if len(content) > LARGEST:
        raise NotAReceipt(gettext("Het bestand is te groot. Kies er een van hoogstens 10 MB."), "receipt")
    if content.startswith(b"%PDF-"):
        return files.keep(content, "bon.pdf", "application/pdf").sha256
    return files.keep(_painted(content), "bon.jpg", "image/jpeg").sha256


def _painted(content: bytes) -> bytes:
    try:
        return picture.painted(content, _BOX, "receipt")
    except picture.NotAPicture as refusal:
        if isinstance(refusal, picture.TooManyPoints):
            raise NotAReceipt(refusal.sentence, "receipt") from refusal
        raise NotAReceipt(
            gettext("Kies een foto (jpg, png of webp) of een pdf van de bon."), "receipt"
        ) from refusal
