"""Printing: HTML to a PDF that lasts (PDF/A-3) and can be read aloud (PDF/UA-1), many a second.

What WeasyPrint would do again for every document is done once for the process: finding the fonts, parsing the
stylesheet, decoding the logo. Nothing here knows a database or an app, so it also runs in processes of its own.
"""

import gc
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint import CSS, HTML, Attachment, URLFetcher
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from invoicing.look import HOUSE, OWN_LOGO, Look

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "coop" / "static"
STYLESHEET = ROOT / "templates" / "invoices" / "document.css"

CHUNK = 10
"""So many documents are handed to a process at a time, and kept at a time."""

COLLECT_EVERY = 50
RECYCLE_AFTER = 50  # chunks: a renderer leaks about a quarter of a MiB a document

_LOGO = '<html lang="nl"><body><img src="{}" alt=""/></body></html>'
_TYPES = {".woff2": "font/woff2", ".woff": "font/woff", ".png": "image/png", ".svg": "image/svg+xml"}

# A PDF has one variant in WeasyPrint; that it is accessible as well is told in its metadata
# (ISO 14289-1, 5), with the schema that PDF/A wants described beside it (ISO 19005-3, 6.6.2.3).
_ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF>"""


# The colours of the paper are told by a profile, read once for the process and not for each document.
_PROFILE = Path(weasyprint.__file__).parent / "pdf" / "sRGB2014.icc"
_COLOURS = "@color-profile --paper { src: url(metadata:colours); components: r, g, b }"


class Forbidden(FatalURLFetchingError):  # type: ignore[misc]
    """A document may use our own fonts and pictures and nothing else: no file of the machine, no address."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF that says the same as the paper, for machines (ISO 19005-3, 6.8)."""

    name: str
    content: bytes
    day: date
    description: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document to print: well-formed HTML, how it looks, and what is inside."""

    html: str
    look: Look = HOUSE
    attached: Attached | None = None


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Fetches `static:…` from the house's own folder, `data:` pictures and the logo; all else is forbidden."""

    def __init__(self, logo: bytes | None = None) -> None:
        """Take the logo of the look, if it has one."""
        super().__init__()
        self._logo = logo

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Open one of our files; raises Forbidden."""
        if url == "metadata:colours":
            return URLFetcherResponse(url, _PROFILE.read_bytes(), {"Content-Type": "application/vnd.iccprofile"})
        if url == OWN_LOGO and self._logo is not None:
            return URLFetcherResponse(url, self._logo, {"Content-Type": "image/png"})
        if url.startswith("data:image/png;base64,"):
            return super().fetch(url, headers)
        path = (STATIC / url.removeprefix("static:")).resolve()
        if not url.startswith("static:") or not path.is_relative_to(STATIC) or path.suffix not in _TYPES:
            raise Forbidden(f"a document may not fetch {url[:80]}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})


@dataclass(frozen=True)
class _Press:
    fonts: FontConfiguration
    styles: CSS
    colours: dict[str, Any]
    fetcher: OwnFiles
    pictures: dict[str, Any]


def pdf(sheet: Sheet) -> bytes:
    """Print one document; the same sheet gives the same bytes."""
    press = _press(sheet.look)
    document = HTML(string=sheet.html, base_url="static:", url_fetcher=press.fetcher).render(
        font_config=press.fonts,
        stylesheets=[press.styles],
        color_profiles=press.colours,
        output_intent="--paper",
        pdf_variant="pdf/a-3a",
        cache=dict(press.pictures),  # a copy, for it would grow with every payment code
    )
    describe = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *facts: describe(*facts).replace(
        b"</rdf:RDF>", _ACCESSIBLE, 1
    )
    inside = [_attachment(sheet.attached, press.fetcher)] if sheet.attached else []
    printed: bytes = document.write_pdf(pdf_variant="pdf/a-3a", output_intent="--paper", attachments=inside)
    return printed


def pdfs(documents: Iterable[Sequence[Sheet]], processes: int | None = None) -> Iterator[list[bytes]]:
    """Print chunks of documents and give each chunk back as it is ready, in order.

    One process for each core, started fresh and warmed; with one process it happens here.
    """
    processes = processes or os.cpu_count() or 1
    if processes == 1:
        yield from map(_chunk, documents)
        return
    # Forkserver: a fork of a process with an open database would share its connection.
    context = get_context("forkserver")
    with ProcessPoolExecutor(processes, context, _warm_up, max_tasks_per_child=RECYCLE_AFTER) as pool:
        waiting = iter(documents)
        running = [pool.submit(_chunk, chunk) for chunk in islice(waiting, processes + 1)]
        while running:
            yield running.pop(0).result()
            running += [pool.submit(_chunk, chunk) for chunk in islice(waiting, 1)]


@lru_cache(maxsize=4)  # a wijk has one look; a new one comes beside the old for a while
def _press(look: Look) -> _Press:
    fonts, fetcher = FontConfiguration(), OwnFiles(look.logo)
    colours: dict[str, Any] = {}
    styles = CSS(
        string=_COLOURS + look.paint(STYLESHEET.read_text("utf-8")),
        font_config=fonts,
        color_profiles=colours,
        base_url="static:",
        url_fetcher=fetcher,
    )
    # The library behind a profile writes it otherwise once its name was read, as it is for every document:
    # read it before the first, or that one would differ from all others.
    _ = [profile.name for profile in colours.values()]
    pictures: dict[str, Any] = {}
    logo = _LOGO.format(OWN_LOGO if look.logo else "static:mark.svg")
    HTML(string=logo, base_url="static:", url_fetcher=fetcher).render(cache=pictures)
    return _Press(fonts, styles, colours, fetcher, pictures)


def _attachment(attached: Attached, fetcher: OwnFiles) -> Attachment:
    moment = datetime.combine(attached.day, time(), UTC)
    return Attachment(
        string=attached.content,
        name=attached.name,
        description=attached.description,
        created=moment,
        modified=moment,
        relationship="Alternative",
        url_fetcher=fetcher,  # its own would prepare for the whole internet
    )


def _warm_up() -> None:
    threading.Thread(target=_follow_parent, daemon=True).start()
    pdf(Sheet("<html lang='nl'><head><title>warm</title></head><body><p>warm</p></body></html>"))
    gc.collect()
    gc.freeze()
    gc.disable()


def _follow_parent() -> None:
    # A killed parent cannot tell its children to stop: they would wait for work for ever.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _chunk(documents: Sequence[Sheet]) -> list[bytes]:
    printed = [pdf(sheet) for sheet in documents]
    if not gc.isenabled():
        gc.collect()
    return printed
