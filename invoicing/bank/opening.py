"""Opening what somebody gives: which format it is, in which encoding, and what is in a zip; never without end."""

import codecs
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from flask_babel import gettext

from coop.errors import Refusal
from coop.safe_xml import NotXml
from invoicing.bank import camt, mt940
from invoicing.bank.told import Doubt, Parts

LARGEST = 400 * 1024 * 1024
"""Bytes of one file, unpacked; a year of 50,000 entries is a quarter of it."""
_MOST_FILES = 400
_IN_MEMORY = 4 * 1024 * 1024
_CHUNK = 256 * 1024
_LONGEST_LINE = 64 * 1024
_HEAD = 64 * 1024
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class TooLarge(Refusal):
    """A file that unpacks without end is not read."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One file: its name, its hash, and what it tells as it is read."""

    name: str
    sha256: str
    parts: Parts


def opened(name: str, stream: IO[bytes]) -> Iterator[Opened]:
    """The bank file in a file, or each in a zip; what cannot be opened tells why. Read each before the next."""
    head = stream.read(4)
    stream.seek(0)
    if head != b"PK\x03\x04":
        try:
            with _held(stream, LARGEST) as (kept, sha256):
                yield Opened(name, sha256, _parts(kept))
        except TooLarge as refusal:
            yield _shut(name, refusal.sentence)
        return
    try:
        packed = zipfile.ZipFile(stream)
        inside = [one for one in packed.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
    except _BROKEN_ZIP:
        yield _shut(name, gettext("Dit zip-bestand is stuk."))
        return
    if not inside:
        yield _shut(name, gettext("In dit zip-bestand zit niets."))
    left = LARGEST
    for one in inside[:_MOST_FILES]:
        shown = f"{name}/{one.filename}"
        try:
            with packed.open(one) as part, _held(part, left) as (kept, sha256):
                left -= one.file_size
                yield Opened(shown, sha256, _parts(kept))
        except TooLarge as refusal:
            yield _shut(shown, refusal.sentence)
            break
        except _BROKEN_ZIP:
            yield _shut(shown, gettext("Dit deel van het zip-bestand is niet te openen."))
    if len(inside) > _MOST_FILES:
        yield _shut(name, gettext("Er zitten te veel bestanden in: we lezen er %(most)s.", most=_MOST_FILES))


@contextmanager
def _held(stream: IO[bytes], largest: int) -> Iterator[tuple[IO[bytes], str]]:
    # A copy of our own, on disk once it is large: it is read twice, and a part of a zip can be read only once.
    digest, size = hashlib.sha256(), 0
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > largest:
                raise TooLarge(gettext("Het bestand is te groot."))
            digest.update(chunk)
            kept.write(chunk)
        kept.seek(0)
        yield kept, digest.hexdigest()


def _parts(kept: IO[bytes]) -> Parts:
    head = kept.read(_HEAD)
    kept.seek(0)
    encoding = _MARKS.get(head[:2]) or ("utf-8-sig" if _is_utf8(kept) else "cp1252")
    text = head.decode(encoding, "replace").lstrip()
    if not text:
        yield Doubt(gettext("Dit bestand is leeg."))
    elif text.startswith("<"):
        yield from _xml(kept, text, encoding)
    elif re.search(r"^(\{.*)?:(20|25|60[FM]|61):", text, re.MULTILINE):
        yield from mt940.parts(_lines(kept, encoding))
    else:
        yield Doubt(gettext("Dit is geen bankbestand dat we kennen. Kies bij je bank voor CAMT.053 of MT940."))


def _xml(kept: IO[bytes], head: str, encoding: str) -> Parts:
    if "<!DOCTYPE" in head or "<!ENTITY" in head:
        yield Doubt(gettext("Dit bestand heeft een DOCTYPE. Dat lezen we niet: het kan kwaad doen."))
        return
    if "BkToCstmrStmt" not in head:
        yield Doubt(gettext("Dit is geen bankafschrift. Kies bij je bank voor CAMT.053 of MT940."))
        return
    declared = re.match(r"<\?xml[^>]*encoding=[\"']([\w.-]+)", head)
    try:
        if encoding == "cp1252" and (declared is None or declared[1].lower() in {"utf-8", "utf8"}):
            with _as_utf8(kept) as mended:
                yield from camt.parts(mended)
        else:
            yield from camt.parts(kept)
    except NotXml as refusal:
        yield Doubt(refusal.sentence)
        yield Doubt(gettext("Wat daarvoor stond, is wel gelezen."))


@contextmanager
def _as_utf8(kept: IO[bytes]) -> Iterator[IO[bytes]]:
    # It says UTF-8 and is not: an older program put letters with accents in it, in Windows-1252.
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as mended:
        while chunk := kept.read(_CHUNK):
            mended.write(chunk.decode("cp1252", "replace").encode())
        mended.seek(0)
        yield mended


def _lines(kept: IO[bytes], encoding: str) -> Iterator[str]:
    reader = io.TextIOWrapper(kept, encoding=encoding, errors="replace")
    try:
        while line := reader.readline(_LONGEST_LINE):
            yield line.rstrip("\n")
    finally:
        reader.detach()


def _is_utf8(kept: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := kept.read(_CHUNK):
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    finally:
        kept.seek(0)
    return True


def _shut(name: str, why: str) -> Opened:
    return Opened(name, hashlib.sha256(b"").hexdigest(), iter([Doubt(why)]))
