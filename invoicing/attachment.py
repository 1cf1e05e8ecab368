"""What may be kept beside a purchase: a PDF or a picture, told by its first bytes and not by its name."""

from flask_babel import gettext

from coop import files
from coop.errors import Refusal

LARGEST = 10 * 1024 * 1024

_KINDS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class WrongAttachment(Refusal):
    """Kept is a PDF, PNG or JPEG of at most ten megabytes."""


def keep(content: bytes, name: str) -> str:
    """Keep an attachment and return its hash; raises WrongAttachment."""
    if len(content) > LARGEST:
        raise WrongAttachment(gettext("Het bestand is te groot. Kies er een van hoogstens 10 MB."), "attachment")
    for beginning, kind in _KINDS.items():
        if content.startswith(beginning):
            return files.keep(content, name, kind).sha256
    raise WrongAttachment(gettext("Kies een pdf of een foto (png of jpg)."), "attachment")
