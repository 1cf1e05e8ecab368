"""The audit file as a download."""

import tempfile
from collections.abc import Iterator
from typing import IO

from flask import Blueprint, Response
from flask_babel import gettext

from coop.database import one_moment
from coop.errors import NotFound
from coop.permission import Permission, allow
from invoicing.xaf.write import write

pages = Blueprint("xaf", __name__)

AT_A_TIME = 64 * 1024


@pages.get("/grootboek/auditfile-<int:year>.xaf")
@allow(Permission.LEDGER_READ)
def download(year: int) -> Response:
    """The audit file of a year: written to disk in this request, sent from there after it."""
    if not 1990 <= year < 2200:
        raise NotFound(gettext("Dit jaar is er niet."))
    one_moment()
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it was sent
    try:
        write(file, year)
    except BaseException:
        file.close()
        raise
    answer = Response(_sent(file), content_type="application/xml")
    answer.content_length = file.tell()
    answer.headers["Content-Disposition"] = f'attachment; filename="auditfile-{year}.xaf"'
    return answer


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while part := file.read(AT_A_TIME):
            yield part
