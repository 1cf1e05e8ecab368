"""Photos that people send: painted anew, upright and small, so that nothing but the picture is kept of them."""

import io

from flask_babel import gettext
from PIL import Image, ImageOps

from coop import files
from coop.errors import NotFound, Refusal
from coop.files import StoredFile

LARGEST = 10 * 1024 * 1024
KINDS = "image/jpeg,image/png,image/webp"
"""What a screen offers to choose from."""

_MOST_PIXELS = 60_000_000


class NotAPicture(Refusal):
    """A picture is a photo (JPEG, PNG or WebP) of at most ten megabytes and sixty million points."""


class TooManyPoints(NotAPicture):
    """A picture that unfolds to more than a camera makes is refused before it is read."""


def keep(content: bytes, name: str, box: tuple[int, int], field: str) -> str:
    """Keep a photo that fits in the box (pixels) under a name that tells nothing, and return its hash.

    Raises NotAPicture for the form's field.
    """
    return files.keep(painted(content, box, field), name, "image/jpeg").sha256


def painted(content: bytes, box: tuple[int, int], field: str) -> bytes:
    """The same photo as a JPEG within the box, in pixels; raises NotAPicture.

    What a camera writes beside it (place, moment, device) stays behind.
    """
    if len(content) > LARGEST:
        raise NotAPicture(gettext("De foto is te groot. Kies er een van hoogstens 10 MB."), field)
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
            # Counted before a point is read: a file of a few bytes can unfold to gigabytes.
            if picture.width * picture.height > _MOST_PIXELS:
                raise TooManyPoints(gettext("De foto heeft te veel beeldpunten. Maak hem kleiner."), field)
            # Made small before anything else: whoever orders without an account may not fill our memory.
            side = (max(box), max(box))
            picture.draft("RGB", side)
            smaller = picture.convert("RGBA") if picture.mode == "P" else picture
            smaller.thumbnail(side)
            upright = ImageOps.exif_transpose(smaller).convert("RGBA")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as broken:
        raise NotAPicture(gettext("Kies een foto (jpg, png of webp)."), field) from broken
    upright.thumbnail(box)
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    made = io.BytesIO()
    paper.save(made, format="JPEG", quality=80, optimize=True, progressive=True)
    return made.getvalue()


def found(sha256: str | None) -> StoredFile:
    """The kept picture with this hash; raises NotFound."""
    stored = files.get(sha256) if sha256 else None
    if stored is None:
        raise NotFound(gettext("Deze foto is er niet (meer)."))
    return stored
