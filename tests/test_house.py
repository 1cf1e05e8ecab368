"""The shape of the house: where things lie, what may lean on what, and how large a room grows.

A rule looks at all files in one test, and names the file that breaks it: a test for each of a thousand files costs
more to hand out than to run.
"""

import ast
import os
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from coop.floors import FLOORS, LATE, ROOF
from tests import house

MAX_LINES = 300

TOP_FOLDERS = {
    *house.ROOMS,
    "templates",
    "migrations",
    "tests",
    "bin",
    "bench",
    "docs",
    "var",  # what a running house keeps: database, log, mail
    "build",  # what pip leaves behind
}

NAMELESS = {"utils", "helpers", "services", "common", "misc"}

SLOW = ("weasyprint", "xlsxwriter", "alembic", "holidays", "stripe")
"""What takes as long to read as a floor of the house or more, and is wanted now and then."""

FLASK = {"flask", "flask_login", "flask_wtf", "werkzeug"}
WEB_FACING = {"web", "forms", "filters"}
ALSO_WEB_FACING = {
    "coop.address": "reads from the settings where the house is found",
    "coop.app": "the roof makes the app",
    "coop.audit": "asks whether there is a request, for who did it",
    "coop.database": "begins to write at once, unless the request only reads",
    "coop.headers": "adds the security headers to each answer",
    "coop.house": "is the request: allowed, once, committed",
    "coop.languages": "chooses the language of a request",
    "coop.mail": "reads from the settings where mail goes",
    "coop.menu": "draws the doors for the page at hand",
    "coop.permission": "knows who acts in this request",
    "coop.problems": "makes the calm page for what went wrong",
    "coop.schema_command": "reads from the settings where the database is",
    "coop.signed_in": "finds who is signed in",
    "coop.undo": "signs with the secret key of the settings",
    "invoicing.online.door": "reads the keys of the payment provider from the settings",
    "invoicing.online.stand_in.pages": "draws the pages of the provider that the stand-in plays",
}


def test_imports_go_down_only() -> None:
    for name in house.modules():
        for found in house.imports(name):
            if found.module not in house.modules():
                continue
            assert house.floor(found.module) <= house.floor(name), (
                f"{name}:{found.line} imports {found.module}, which lies higher. Imports go down only: "
                f"{' > '.join(reversed(FLOORS))}. Let the lower floor tell an event (coop.events) that the higher "
                "one subscribes to, or name the other thing as text, such as `invoice:2026-0042`."
            )


def test_no_imports_go_round() -> None:
    graph = {name: {found.module for found in house.imports(name)} for name in house.modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(
            f"These import each other: {' -> '.join(circle.args[1])}. "
            "Move what both need into a file of its own below them; one hidden in a function is a circle too."
        )


def test_nothing_leans_on_the_roof() -> None:
    for name in house.modules():
        if name not in ROOF:
            leaning = [found.line for found in house.imports(name) if found.module in ROOF]
            assert not leaning, (
                f"{name}:{leaning[0]} imports the roof; offer `pages` or `command` and be found by it."
            )


def test_the_house_opens_without_what_is_loaded_late(tmp_path: Path) -> None:
    """Every command and every worker would wait for it, also those that never print."""
    opened = "import sys; from coop.app import create_app; create_app(); print(*sys.modules)"
    command, there = [sys.executable, "-c", opened], {**os.environ, "VAR": str(tmp_path)}
    told = subprocess.run(command, cwd=house.ROOT, env=there, stdout=subprocess.PIPE, text=True, check=True)
    for name in (*LATE, *SLOW):
        assert name not in told.stdout.split(), (
            f"{name} is loaded with the house: import it inside the function that needs it."
        )


def test_only_web_facing_files_import_flask() -> None:
    for name in house.modules():
        if name in ALSO_WEB_FACING or WEB_FACING & set(name.split(".")):
            continue
        for found in house.imports(name):
            assert found.module.split(".")[0] not in FLASK, (
                f"{name}:{found.line} imports {found.module}. A model never reads the request: let the view "
                "hand over the facts. A web-facing file is called web, forms or filters, or stands with its "
                "reason in ALSO_WEB_FACING."
            )


def test_the_list_of_web_facing_files_is_up_to_date() -> None:
    for name in ALSO_WEB_FACING:
        assert name in house.modules(), f"{name} is gone; take it out of ALSO_WEB_FACING."
        used = {found.module.split(".")[0] for found in house.imports(name)}
        assert used & FLASK, f"{name} does not import Flask any more; take it out of ALSO_WEB_FACING."


def test_a_package_says_in_one_line_what_it_is_and_holds_no_code() -> None:
    for path in house.files(*house.ROOMS, "tests"):
        if path.name != "__init__.py":
            continue
        body = ast.parse(path.read_text()).body
        docstring = ast.get_docstring(ast.Module(body, []))
        assert docstring is not None, f"{path}: begin with one sentence that says what lives here."
        assert (len(body), docstring.count("\n")) == (1, 0), (
            f"{path} holds more than one docstring line. Code in an __init__.py runs on every import of its "
            "package and hides where things live: give it a file with the name of its concept."
        )


def test_a_file_bears_the_name_of_its_concept() -> None:
    for name in house.modules():
        last = name.rpartition(".")[2]
        assert last not in NAMELESS, f"{name}: `{last}` names no concept. What is it about? Call it that."


def test_the_top_folders_are_fixed() -> None:
    tops = {path.name for path in house.ROOT.iterdir() if path.is_dir()}
    strange = {name for name in tops - TOP_FOLDERS if not name.startswith(".") and not name.endswith(".egg-info")}
    strange.discard("__pycache__")
    assert not strange, f"New top folders: {strange}. Which floor do they belong to? See docs and README, Floors."


def test_a_room_stays_small() -> None:
    """A migration is left out: it is a record, not a room one works in."""
    for path in house.files(*house.ROOMS, "tests", "bench"):
        lines = len(path.read_text().splitlines())
        assert lines <= MAX_LINES, (
            f"{path.relative_to(house.ROOT)} has {lines} lines, more than {MAX_LINES}. "
            "It holds more than one concept: find the seam and give each a file with its name."
        )


def test_migrations_are_one_line_from_the_first_to_the_last() -> None:
    script = ScriptDirectory(str(house.ROOT / "migrations"))
    assert len(script.get_bases()) <= 1, f"More than one first migration: {script.get_bases()}."
    assert len(script.get_heads()) <= 1, (
        f"Two migrations follow the same one: {script.get_heads()}. Set down_revision of the newest."
    )


def test_a_migration_uses_no_code_of_the_house() -> None:
    for path in house.files("migrations/versions"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] not in house.ROOMS, (
                    f"{path.name}:{node.lineno} imports {name}. Our code changes, a migration may not: "  # type: ignore[attr-defined]
                    "write the type or value as it is in the database today."
                )
