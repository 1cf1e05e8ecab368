"""The document as it is read: a chapter with its tables, each by the heading above it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from coop.money import Money

DOCUMENT = Path(__file__).parents[3] / "docs" / "worked-year.md"
TOGETHER = "**Together**"
"""The first cell of a row that adds up those above it."""


class Row(dict[str, str]):
    """A row of a table: what stands in each column."""

    def day(self, column: str = "Day") -> date:
        """A day, written as 2026-03-31."""
        return date.fromisoformat(self[column])

    def money(self, column: str) -> Money:
        """An amount; an empty cell is nothing."""
        return Money.parse(self[column]) if self[column] else Money.zero()

    def only(self, *columns: str) -> "Row":
        """These columns of it."""
        return Row({column: self[column] for column in columns})


@dataclass
class Table:
    """The rows of a table, and the row that adds them up if it has one."""

    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    together: Row | None = None

    def shown(self, *columns: str) -> list[Row]:
        """Some columns of every row, as they stand on the paper."""
        return [row.only(*columns) for row in self.rows]


class Paper(dict[str, Table]):
    """The tables of a chapter by their heading."""

    def rows(self, heading: str) -> list[Row]:
        """The rows of a table; none where the chapter has no such table."""
        return self[heading].rows if heading in self else []


@cache
def chapter(number: int, document: Path = DOCUMENT) -> Paper:
    """The tables of a chapter; a heading stands once, or a table would be read for another."""
    paper, inside, heading = Paper(), False, ""
    for line in document.read_text("utf-8").splitlines():
        if line.startswith("## "):
            inside = line.startswith(f"## {number}. ")
        elif line.startswith("### "):
            heading = line.removeprefix("### ")
        elif inside and line.startswith("|"):
            _read(paper, heading, [cell.strip() for cell in line.strip("|").split("|")])
    return paper


def shown(amount: Money) -> str:
    """An amount as the paper has it."""
    return amount.decimal() if amount else ""


def _read(paper: Paper, heading: str, cells: list[str]) -> None:
    if heading not in paper:
        paper[heading] = Table(cells)
        return
    table = paper[heading]
    if cells == ["---"] * len(table.columns):
        assert not table.rows, f"two tables stand under {heading}"
        return
    row = Row(zip(table.columns, cells, strict=True))
    if cells[0] == TOGETHER:
        table.together = row
    else:
        table.rows.append(row)
