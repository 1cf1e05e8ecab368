"""What residents and members read is plain Dutch (B1), as far as that can be measured."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from coop import glossary
from tests import plain_dutch, texts


@cache
def _texts() -> tuple[tuple[str, frozenset[str]], ...]:
    """Each text, one or many, with the files that say it."""
    return tuple(
        (said, frozenset(path for path, _line in text.locations))
        for text in texts.everyones()
        for said in ((text.id,) if isinstance(text.id, str) else text.id)
    )


def _said() -> Iterator[tuple[str, frozenset[str]]]:
    """The same, without the words that the law gives."""
    for text, paths in _texts():
        plain = text
        for prescribed in plain_dutch.PRESCRIBED:
            plain = plain.replace(prescribed, "")
        yield plain, paths


@cache
def _explained() -> frozenset[str]:
    return frozenset(
        form.lower() for word in glossary.WORDS for form in (*str(word.name).split(), *word.also)
    )  # outside a request a lazy text is Dutch


def test_no_sentence_is_too_long() -> None:
    for text, paths in _said():
        for sentence in plain_dutch.sentences(text):
            words = len(plain_dutch.WORD.findall(sentence))
            assert words <= plain_dutch.LONGEST_SENTENCE, (
                f"{sorted(paths)}: {words} words is too long for B1, make two sentences of it: {sentence}"
            )


def test_each_screen_reads_easily() -> None:
    by_file: dict[str, list[str]] = defaultdict(list)
    for text, paths in _said():
        for path in paths:
            by_file[path] += filter(plain_dutch.is_whole, plain_dutch.sentences(text))
    for path, sentences in by_file.items():
        found = plain_dutch.measure(sentences) if sentences else None
        if found and found.words >= plain_dutch.ENOUGH:
            assert found.mean_sentence <= plain_dutch.MEAN_SENTENCE, f"{path}: make its sentences shorter."
            assert found.ease >= plain_dutch.LEAST_EASE, (
                f"{path} has a reading ease of {found.ease:.0f}; take shorter words and shorter sentences."
            )
    everything = plain_dutch.measure(sentence for found in by_file.values() for sentence in found)
    assert everything.ease >= plain_dutch.ALTOGETHER


def test_nobody_talks_like_an_office() -> None:
    for text, paths in _said():
        for word, plain in plain_dutch.officialese(text).items():
            pytest.fail(f"{sorted(paths)}: “{word}” is a word of offices, say “{plain}”: {text}")


def test_a_long_word_is_known_or_explained() -> None:
    for text, paths in _said():
        strange = plain_dutch.long_words(text) - plain_dutch.EVERYDAY - _explained()
        assert not strange, f"{sorted(paths)}: say it shorter, or explain it in coop/glossary.py: {strange}"


def test_what_is_listed_is_said_somewhere() -> None:
    """A word that nobody says any more needs no explanation, and no exception either."""
    said = "\n".join(text for text, paths in _texts() if paths != {"coop/glossary.py"})
    words = said.lower()
    for prescribed in plain_dutch.PRESCRIBED:
        assert prescribed in said, f"Nobody says “{prescribed}” any more."
    for everyday in plain_dutch.EVERYDAY:
        assert everyday in words, f"Nobody says “{everyday}” any more."
    for word in glossary.WORDS:
        forms = {str(word.name).lower(), *word.also}
        assert any(form in words for form in forms), f"Nobody says “{word.name}” any more."


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("de", 1),
        ("tuin", 1),
        ("nieuwe", 2),
        ("coördinator", 5),
        ("geëindigd", 4),
        ("bestelling", 3),
        ("ijs", 1),
        ("zzp", 1),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert plain_dutch.syllables(word) == count


def test_the_measure_tells_plain_from_hard() -> None:
    plain = plain_dutch.measure(
        plain_dutch.sentences("We komen morgen. Je betaalt later. Lukt het niet? Bel ons.")
    )
    hard = plain_dutch.measure(
        plain_dutch.sentences(
            "Indien betaling van de verschuldigde contributie niet binnen de gestelde termijn geschiedt, "
            "worden administratiekosten in rekening gebracht overeenkomstig de algemene voorwaarden."
        )
    )
    assert plain.ease > 90
    assert hard.ease < 30
    assert plain_dutch.officialese("Indien je niet betaalt, dient het geretourneerd te worden.") == {
        "indien": "als",
        "dient": "moet",
    }
    assert not plain_dutch.officialese("Dienst uit de buurt")
