"""The texts of the house and what each language makes of them, as bin/translate and the tests work with them."""

import json
import re
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from coop.languages import STAFFS
from tests import house

TRANSLATIONS = house.ROOT / "coop" / "translations"
SCOPE = "coop/translations/everyone.toml"
"""The files whose texts residents and members can meet."""

_WHO_AND_WHEN = re.compile(rb'^"(Report|POT|PO|Last|Generated|Language-Team)[A-Za-z-]*: .*\n', re.M)
"""What Babel puts on top of a file; git knows it."""

PLACEHOLDER = re.compile(r"%\((\w+)\)\d*[a-z]")


def everything() -> Catalog:
    """Every text of the house, found as bin/translate finds them."""
    return _collected("pyproject.toml", *house.ROOMS, "templates")


def everyones() -> Catalog:
    """The texts that are in every language of the house: what residents and members read."""
    return _collected(SCOPE, ".")


def to_translate(language: str) -> Catalog:
    """What a language has to have."""
    return everything() if language in STAFFS else everyones()


def of(language: str) -> Catalog:
    """The texts in a language, as they lie in its file."""
    with _file(language).open("rb") as file:
        return read_po(file, locale=language)


def missing(language: str) -> list[Message]:
    """The texts a language has to have and has not."""
    there = of(language)
    return [text for text in to_translate(language) if text.id and not is_whole(there.get(key(text)))]


def key(text: Message) -> str:
    """What a page asks for it by: of a text with a plural, the one thing."""
    return str(text.id[0] if isinstance(text.id, tuple | list) else text.id)


def is_whole(text: Message | None) -> bool:
    """Whether a text is translated, in all its plural forms."""
    if text is None:
        return False
    return all(text.string) if isinstance(text.string, tuple | list) else bool(text.string)


def faults(text: Message, catalog: Catalog) -> list[str]:
    """What is wrong with a translation: a value left out or added, a plural form too few, another layout."""
    found = [str(error) for error in text.check(catalog)]
    ids = text.id if isinstance(text.id, tuple | list) else (text.id,)
    strings = text.string if isinstance(text.string, tuple | list) else (text.string,)
    if len(ids) > 1 and len(strings) != catalog.num_plurals:
        found.append(f"has {len(strings)} forms instead of {catalog.num_plurals}")
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    for string in filter(None, strings):
        told = set(PLACEHOLDER.findall(string))
        # How many there are may go without saying: "something is wrong", "two things are wrong".
        if told - wanted or (wanted - told) - ({"num"} if len(ids) > 1 else set()):
            found.append(f"has the values {sorted(told)} instead of {sorted(wanted)}")
        if not _is_laid_out_as(ids[0], string):
            found.append("begins or ends with another space or line")
    return found


def fill(language: str, came_back: dict[str, str | list[str]]) -> list[str]:
    """Put translations in the file of a language and return what was refused, with why."""
    catalog, refused = of(language), []
    for text, told in came_back.items():
        there = catalog.get(text)
        if there is None:
            refused.append(f"{text!r} is not, or no longer, a text of {language}")
            continue
        was, there.string = there.string, tuple(told) if isinstance(told, list) else told
        if wrong := faults(there, catalog):
            refused.append(f"{text!r}: {told!r} {'; '.join(wrong)}")
            there.string = was
    kept = BytesIO()
    write_po(kept, catalog)
    _file(language).write_bytes(_WHO_AND_WHEN.sub(b"", kept.getvalue()))
    return refused


@cache  # the source stays as it is meanwhile, and to read all of it takes seconds
def _collected(mapping: str, *folders: str) -> Catalog:
    with TemporaryDirectory() as folder:
        found = Path(folder) / "collected.pot"
        extract = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", mapping]
        keep = ["-k", "lazy_gettext", "--add-location", "file", "-o", str(found)]
        subprocess.run([*extract, *keep, *folders], cwd=house.ROOT, check=True)
        with found.open("rb") as file:
            return read_po(file)


def _file(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def _is_laid_out_as(text: str, string: str) -> bool:
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return string.startswith(lead) and string[len(string.rstrip()) :] == trail


def _main(what: str, language: str, path: str = "") -> int:
    if what == "missing":
        rows = [
            {"id": key(text), "plural": text.id[1] if text.pluralizable else None, "where": _where(text)}
            for text in missing(language)
        ]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return 0
    refused = fill(language, json.loads(Path(path).read_text()))
    sys.stdout.write("".join(f"{line}\n" for line in refused))
    return 1 if refused else 0


def _where(text: Message) -> list[str]:
    return sorted({path for path, _line in text.locations})


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
