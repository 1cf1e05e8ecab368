"""Every text on a screen can be translated, and is, into every language the house offers."""

import ast
import gettext
import re
from importlib import import_module
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from flask import Flask
from jinja2 import Environment, meta

from coop.errors import Refusal
from coop.languages import LANGUAGES, is_read_by_all
from tests import everyone, house, texts

TEMPLATES = sorted((house.ROOT / "templates").rglob("*.html"))
FOR_BUILDERS = {"styleguide.html"}
SAME_EVERYWHERE = {"Enter", "Esc", "PDF", "CSV", "JSON", "UBL", "IBAN", "BIC"}

OUTSIDE_TEXT = re.compile(r"<!--.*?-->|<style.*?</style>|<script.*?</script>|<!doctype[^>]*>", re.S | re.I)
TOLD_BY_ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label|placeholder)\s*=\s*"([^"]*)\"""")
TAG = re.compile(r"<[^>]*>", re.S)
WORD = re.compile(r"[^\W\d_]{2,}")


def test_a_page_holds_no_text_that_cannot_be_translated() -> None:
    for path in TEMPLATES:
        if path.name in FOR_BUILDERS:
            continue
        bare = _bare_words(path.read_text()) - SAME_EVERYWHERE
        assert not bare, f"{path.name}: wrap these in {{{{ _('…') }}}} or {{% trans %}}: {sorted(bare)}"


def test_bare_text_is_found_and_translated_text_is_not() -> None:
    page = "<p class='box'>Hoi {{ _('lieve') }}</p>{% trans %}buur{% endtrans %}<img alt=\"kat\"><b>{{ x }}</b>"
    assert _bare_words(page) == {"Hoi", "kat"}


def test_a_refusal_is_said_in_a_sentence_that_can_be_translated() -> None:
    for name in house.modules():
        for node in ast.walk(ast.parse(house.modules()[name].read_text())):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                refused = getattr(import_module(name), ast.unparse(node.exc.func), None)
                if isinstance(refused, type) and issubclass(refused, Refusal):
                    bare = isinstance(node.exc.args[0], ast.Constant | ast.JoinedStr)
                    assert not bare, f"{name}:{node.lineno}: wrap the sentence in gettext(…)."


@pytest.mark.slow
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "nl"])
def test_a_language_is_complete(language: str) -> None:
    if missing := [str(text.id) for text in texts.missing(language)]:
        pytest.fail(
            f"{len(missing)} texts have no {language}; run bin/translate and fill them in: {missing[:9]} …"
        )
    translated = texts.of(language)
    for text in translated:
        assert not text.fuzzy, f"{language} guesses at {text.id}; read it and take the mark `fuzzy` away."
        assert not (wrong := texts.faults(text, translated) if text.id else []), f"{language}: {text.id} {wrong}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_counts_as_its_speakers_do(language: str) -> None:
    """The forms lie in the order of CLDR, so that who translates knows which is which."""
    if language == "nl":
        return
    spoken, written = Locale.parse(language).plural_form, gettext.c2py(texts.of(language).plural_expr)
    order = [name for name in ("zero", "one", "two", "few", "many", "other") if name in {*spoken.tags, "other"}]
    if language in {"pl", "uk"}:
        order.remove("other")  # only for fractions
    assert texts.of(language).num_plurals == len(order)
    for count in range(1200):
        assert order[written(count)] == spoken(count), f"{language} says {count} as {spoken(count)}."


def test_what_comes_back_from_a_translator_is_looked_at() -> None:
    catalog = Catalog(locale="en")
    for said in ("Hello %(nam)s", "Hello", "Hello %(name)s "):
        assert texts.faults(Message("Dag %(name)s", said), catalog), said
    assert not texts.faults(Message("Dag %(name)s", "Hello %(name)s"), catalog)
    counted = ("één ding", "%(num)d dingen")
    assert not texts.faults(Message(counted, ("one thing", "%(num)d things")), catalog)
    assert texts.faults(Message(counted, ("one thing",)), catalog)


@pytest.mark.any_database
def test_what_a_resident_or_member_opens_is_in_all_languages(app: Flask) -> None:
    """Their views, and the templates these render with all that they take in, also what no test makes them say."""
    opened = {"templates/errors/error.html"}
    for view in app.view_functions.values():
        if hasattr(view, "permission") and is_read_by_all(view):
            path = house.modules()[view.__module__]
            opened |= {str(path.relative_to(house.ROOT)), *_rendered(app, path, view.__name__)}
    for text in texts.everything():
        for path in opened & {path for path, _line in text.locations}:
            assert texts.key(text) in everyone.known(), (
                f"Residents and members open {path}: name it in {texts.SCOPE}."
            )


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


def _rendered(app: Flask, path: Path, view: str) -> set[str]:
    functions = {node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}
    waiting, met, pages = [view], set(), set()
    while waiting:
        name = waiting.pop()
        if name in met or name not in functions:
            continue
        met.add(name)
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Name):
                waiting.append(node.id)
            elif isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
                pages |= _taken_in(app, str(node.value))
    return pages


def _taken_in(app: Flask, page: str) -> set[str]:
    source = (house.ROOT / "templates" / page).read_text()
    inner = [name for name in meta.find_referenced_templates(app.jinja_env.parse(source)) if name]
    return {f"templates/{page}"}.union(*(_taken_in(app, name) for name in inner))
