"""The receipt of a claim: a photo, painted anew so that nothing but the picture is kept of it, or a PDF."""

import io

from flask_babel import gettext
from PIL import Image, ImageOps

from coop import files
from coop.errors import Refusal

LARGEST = 10 * 1024 * 1024
_MOST_PIXELS = 60_000_000
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
    # What a camera writes beside the picture (place, moment, device) stays behind.
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise NotAReceipt(gettext("De foto heeft te veel beeldpunten. Maak hem kleiner."), "receipt")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as broken:
        raise NotAReceipt(
            gettext("Kies een foto (jpg, png of webp) of een pdf van de bon."), "receipt"
        ) from broken
    upright.thumbnail(_BOX)
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    painted = io.BytesIO()
    paper.save(painted, format="JPEG", quality=82, optimize=True)
    return painted.getvalue()
