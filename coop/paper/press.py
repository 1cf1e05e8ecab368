"""The press: WeasyPrint, with what it would do again for every document done once for the process.

That is unpacking the fonts, parsing the stylesheet and decoding the logo. One document is printed at a time: Pango
keeps all fonts in one place, which two threads may not use at once. Reach it through `coop.paper.printing`:
reading WeasyPrint takes as long as half the house.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import weasyprint
from weasyprint import CSS, HTML, Attachment, URLFetcher
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from coop.config import ROOT
from coop.paper.look import OWN_LOGO, Look
from coop.paper.sheet import Attached, Sheet

STATIC = ROOT / "coop" / "static"
STYLES = ROOT / "templates" / "paper"

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


_ONE_AT_A_TIME = Lock()


class Forbidden(FatalURLFetchingError):  # type: ignore[misc]
    """A document may use our own fonts and pictures and nothing else: no file of the machine, no address."""


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
class _Fonts:
    map: FontConfiguration
    faces: CSS


@dataclass(frozen=True)
class _Press:
    styles: CSS
    colours: dict[str, Any]
    fetcher: OwnFiles
    pictures: dict[str, Any]


def pdf(sheet: Sheet) -> bytes:
    """A sheet as a PDF that lasts (PDF/A-3) and can be read aloud (PDF/UA-1)."""
    with _ONE_AT_A_TIME:
        return _pdf(sheet)


def _pdf(sheet: Sheet) -> bytes:
    fonts, press = _fonts(), _press(sheet.look)
    document = HTML(string=sheet.html, base_url="static:", url_fetcher=press.fetcher).render(
        font_config=fonts.map,
        stylesheets=[fonts.faces, press.styles],
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


def readable(html: str, stylesheet: str) -> bytes:
    """A report as a PDF that can be read aloud (PDF/UA-1)."""
    with _ONE_AT_A_TIME:
        fonts, fetcher = _fonts(), OwnFiles()
        styles = CSS(string=stylesheet, font_config=fonts.map, base_url="static:", url_fetcher=fetcher)
        document = HTML(string=html, base_url="static:", url_fetcher=fetcher)
        made: bytes = document.write_pdf(
            font_config=fonts.map, stylesheets=[fonts.faces, styles], pdf_variant="pdf/ua-1"
        )
        return made


def font_faces() -> str:
    """The stylesheet that names the fonts of everything we print."""
    return (STYLES / "fonts.css").read_text("utf-8")


def letter_styles() -> str:
    """The stylesheet of letters; the colours are still to be filled in."""
    return (STYLES / "letter.css").read_text("utf-8")


@cache
def _fonts() -> _Fonts:
    found = FontConfiguration()
    return _Fonts(found, CSS(string=font_faces(), font_config=found, base_url="static:", url_fetcher=OwnFiles()))


@lru_cache(maxsize=4)  # a wijk has one look; a new one comes beside the old for a while
def _press(look: Look) -> _Press:
    fetcher = OwnFiles(look.logo)
    colours: dict[str, Any] = {}
    styles = CSS(
        string=_COLOURS + look.paint(letter_styles()),
        font_config=_fonts().map,
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
    return _Press(styles, colours, fetcher, pictures)


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
