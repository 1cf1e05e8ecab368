"""The audit trail in words: every kind of thing, column and state that the house keeps has one."""

import ast

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint

from coop import trail_words
from coop.database import Model
from coop.trail_words import said
from tests import house


@pytest.fixture(scope="module")
def named(house: Flask) -> set[str]:
    """What has a word."""
    with house.app_context():
        return set(trail_words.words())


def test_everything_that_is_audited_has_a_word(app: Flask) -> None:
    words = trail_words.words()
    missing = set()
    for mapper in Model.registry.mappers:
        columns = getattr(mapper.class_, "__audited__", ())
        kept = {str(mapper.local_table.name), *columns} if columns else set()  # type: ignore[attr-defined]
        if "state" in columns:
            kept |= {state for check in mapper.local_table.constraints for state in _states(check)}  # type: ignore[attr-defined]
        missing |= kept - words.keys()
    assert not missing, f"Say in trail_words.py of their floor what these are called: {missing}"


def test_every_line_that_is_written_by_hand_has_words(named: set[str]) -> None:
    for name in house.modules():
        for node in ast.walk(ast.parse(house.modules()[name].read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"audit.record", "audit.facts"}:
                for part in node.args[:2]:
                    kept = _beginning(part).partition(":")[0]
                    assert not kept or kept in named, (
                        f"{name}:{node.lineno} writes `{kept}`; say in trail_words.py of its floor what that is."
                    )


def test_what_a_line_can_be_about_is_offered_by_its_word(app: Flask) -> None:
    assert trail_words.kinds()["orders"] == "bestelling"
    assert set(trail_words.kinds()) <= trail_words.words().keys()


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (None, ""),
        ("accepted", "aangenomen"),
        ("2026-03-02", "ma 2 mrt 2026"),
        ("invoice:2026-0042", "factuur 2026-0042"),
        ("member:3", "lid Jan de Vries"),
        ("€ 12,00", "€ 12,00"),
        ("NL91ABNA0417164300", "NL91ABNA0417164300"),
        ("https://example.org", "https://example.org"),
    ],
)
def test_what_was_kept_is_said_in_words(app: Flask, kept: str | None, words: str) -> None:
    assert said(kept, {"member:3": "Jan de Vries"}) == words


def _beginning(part: ast.expr) -> str:
    """What is kept as it stands in the code, or the kind before the colon; nothing where it is made elsewhere."""
    if isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
        return str(part.values[0].value) if ":" in str(part.values[0].value) else ""
    return str(part.value) if isinstance(part, ast.Constant) else ""


def _states(check: object) -> list[str]:
    text = str(check.sqltext) if isinstance(check, CheckConstraint) else ""
    if not text.startswith("state IN"):
        return []
    return text.split("'")[1::2]
