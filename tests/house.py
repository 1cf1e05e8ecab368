"""The house seen from outside: its files, its modules and what each imports, read without running them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coop.floors import FLOORS, ROOF

ROOT = Path(__file__).resolve().parent.parent
ROOMS = tuple(floor for floor in FLOORS if "." not in floor)


@dataclass(frozen=True)
class Import:
    """One module that a module imports, and the line where it does."""

    module: str
    line: int


def files(*folders: str) -> list[Path]:
    """The Python files below these folders of the house."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def modules() -> dict[str, Path]:
    """Every module of the floors by its name."""
    return {_name(path): path for path in files(*ROOMS)}


@cache
def imports(name: str) -> tuple[Import, ...]:
    """What a module imports: at its top, inside functions and under TYPE_CHECKING alike."""
    return tuple(_imports(name))


def floor(name: str) -> int:
    """On which floor a module lies, 0 for the ground, one above the highest for the roof."""
    if name in ROOF:
        return len(FLOORS)
    below = (place for place, floor in enumerate(FLOORS) if name == floor or name.startswith(f"{floor}."))
    return max(below)


def _imports(name: str) -> Iterator[Import]:
    path = modules()[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield Import(inner if inner in modules() else source, node.lineno)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
