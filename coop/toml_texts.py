"""Texts that stand in TOML files (rules, first services) among the texts to translate, as Babel asks for them."""

import tomllib
from collections.abc import Iterator
from typing import Any, BinaryIO


def extract(
    file: BinaryIO, _keywords: object, _comment_tags: object, options: dict[str, str]
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yield (line, no function, text, no comments) for each text in the option `names`, such as `rule.sentence`.

    A list of rows, such as `extras = [["Vuil meenemen", 1250]]`, gives the first of each.
    """
    source = file.read().decode()
    tables = tomllib.loads(source)
    for name in options["names"].split():
        table, _, key = name.partition(".")
        for text in _texts(tables.get(table, []), key):
            yield source[: source.find(text)].count("\n") + 1, None, text, []


def _texts(rows: Any, key: str) -> Iterator[str]:
    for row in rows if isinstance(rows, list) else [rows]:
        value = row.get(key, [])
        yield from [value] if isinstance(value, str) else [text for text, *_rest in value]
