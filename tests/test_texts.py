"""Every text on a screen can be translated, and is, into every language the house offers."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment

from coop.errors import Refusal
from coop.languages import LANGUAGES
from tests import house

TRANSLATIONS = house.ROOT / "coop" / "translations"
TEMPLATES = sorted((house.ROOT / "templates").rglob("*.html"))
FOR_BUILDERS = {"styleguide.html"}
SAME_EVERYWHERE = {"PDF", "CSV", "JSON", "UBL", "IBAN", "BIC"}

OUTSIDE_TEXT = re.compile(r"<!--.*?-->|<style.*?</style>|<script.*?</script>|<!doctype[^>]*>", re.S | re.I)
TOLD_BY_ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label|placeholder)\s*=\s*"([^"]*)\"""")
TAG = re.compile(r"<[^>]*>", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(house.ROOT / "templates")))
def test_a_page_holds_no_text_that_cannot_be_translated(path: Path) -> None:
    if path.name in FOR_BUILDERS:
        return
    bare = _bare_words(path.read_text()) - SAME_EVERYWHERE
    assert not bare, f"{path.name}: wrap these in {{{{ _('…') }}}} or {{% trans %}}: {sorted(bare)}"


def test_bare_text_is_found_and_translated_text_is_not() -> None:
    page = "<p class='box'>Hoi {{ _('lieve') }}</p>{% trans %}buur{% endtrans %}<img alt=\"kat\"><b>{{ x }}</b>"
    assert _bare_words(page) == {"Hoi", "kat"}


@pytest.mark.parametrize("name", house.modules())
def test_a_refusal_is_said_in_a_sentence_that_can_be_translated(name: str) -> None:
    for node in ast.walk(ast.parse(house.modules()[name].read_text())):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            refused = getattr(import_module(name), ast.unparse(node.exc.func), None)
            if isinstance(refused, type) and issubclass(refused, Refusal):
                bare = isinstance(node.exc.args[0], ast.Constant | ast.JoinedStr)
                assert not bare, f"{name}:{node.lineno}: wrap the sentence in gettext(…)."


@pytest.mark.slow
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "nl"])
def test_a_language_is_complete(language: str, tmp_path: Path) -> None:
    collected, translated = _collected(tmp_path), _translated(language)
    missing = [str(text.id) for text in collected if text.id and not _is_translated(translated, text.id)]
    if missing:
        pytest.fail(
            f"{len(missing)} texts have no {language}; run bin/translate and fill them in: {missing[:9]} …"
        )
    for text in translated:
        assert not text.fuzzy, f"{language} guesses at {text.id}; read it and take the mark `fuzzy` away."
        assert not list(text.check(translated)), f"{language} of {text.id} leaves out or adds a value."


def _bare_words(source: str) -> set[str]:
    page, in_translation = [], False
    for _line, kind, value in Environment(autoescape=True, extensions=["jinja2.ext.do"]).lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            in_translation = value == "trans"
        elif kind == "data" and not in_translation:
            page.append(value)
        elif kind in {"block_begin", "variable_begin"}:
            page.append(" ")
    html = OUTSIDE_TEXT.sub(" ", "".join(page))
    told = TOLD_BY_ATTRIBUTE.findall(html)
    return set(WORD.findall(" ".join([*told, TAG.sub(" ", html)]).replace("&nbsp;", " ")))


def _collected(folder: Path) -> Catalog:
    found = folder / "collected.pot"
    extract = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml"]
    rooms = [*house.ROOMS, "templates"]
    subprocess.run([*extract, "-k", "lazy_gettext", "-o", str(found), *rooms], cwd=house.ROOT, check=True)
    with found.open("rb") as file:
        return read_po(file)


def _translated(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def _is_translated(catalog: Catalog, text: str | tuple[str, ...] | list[str]) -> bool:
    found = catalog.get(text[0] if isinstance(text, tuple | list) else text)
    if found is None:
        return False
    return all(found.string) if isinstance(found.string, tuple | list) else bool(found.string)
