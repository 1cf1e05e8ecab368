"""The logo of the wijk: a PNG, painted anew on white, so that nothing but the picture is kept of it."""

import io

from flask_babel import gettext
from PIL import Image

from coop import files
from coop.errors import Refusal

LARGEST = 1024 * 1024
_MOST_PIXELS = 4_000_000
_BOX = (1400, 260)  # pixels: 71 × 13 mm at the fineness of a printer


class NotALogo(Refusal):
    """A logo is a PNG of at most one megabyte. An SVG can hold programs and addresses, so it is not taken."""


def keep(content: bytes) -> str:
    """Keep a logo and return its hash; raises NotALogo."""
    if len(content) > LARGEST:
        raise NotALogo(gettext("Het logo is te groot. Kies er een van hoogstens 1 MB."), "logo")
    return files.keep(_painted(content), "logo.png", "image/png").sha256


def _painted(content: bytes) -> bytes:
    try:
        # Asked apart, for loading forgives a file that was cut off (WeasyPrint lets Pillow do so).
        Image.open(io.BytesIO(content), formats=["PNG"]).verify()
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise NotALogo(gettext("Het logo heeft te veel beeldpunten. Maak het kleiner."), "logo")
            picture.load()
            colours = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError) as broken:  # what Pillow raises on a broken file
        raise NotALogo(gettext("Kies een png. Heb je een svg? Bewaar die eerst als png."), "logo") from broken
    colours.thumbnail(_BOX)
    paper = Image.new("RGB", colours.size, "white")
    paper.paste(colours, mask=colours.getchannel("A"))
    painted = io.BytesIO()
    paper.save(painted, format="PNG", optimize=True)
    return painted.getvalue()
