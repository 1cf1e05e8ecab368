"""A report as rows, printed as a table, JSON or CSV; the same rows serve the screen and the command line."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

import click

from coop.money import Money

Row = TypeVar("Row")

FORMATS = ("table", "json", "csv")

report_format: Callable[[Any], Any] = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to print it.",
)


@dataclass(frozen=True)
class Report:
    """Columns by (key, Dutch heading) and rows by key; facts are what stands beside the rows."""

    columns: Sequence[tuple[str, str]]
    rows: Sequence[dict[str, Any]]
    facts: dict[str, Any] = field(default_factory=dict)


def listed(rows: Iterable[Row], *columns: tuple[object, Callable[[Row], Any]]) -> Report:
    """A report of rows, each column by its heading and what it says of a row."""
    keys = [str(place) for place in range(len(columns))]
    made = [{key: tell(row) for key, (_, tell) in zip(keys, columns, strict=True)} for row in rows]
    return Report([(key, str(heading)) for key, (heading, _) in zip(keys, columns, strict=True)], made)


def print_report(report: Report, form: str) -> None:
    """Write a report to standard output in one of the FORMATS."""
    click.echo({"table": as_table, "json": as_json, "csv": as_csv}[form](report).rstrip("\n"))


def as_json(report: Report) -> str:
    """One object: the facts, and `rows`; amounts in whole cents under names ending as given."""
    return json.dumps(
        {**_plain(report.facts), "rows": [_plain(row) for row in report.rows]}, ensure_ascii=False, indent=2
    )


def as_csv(report: Report, *, bom: bool = False) -> str:
    """Semicolons and decimal commas, as Dutch spreadsheets open it; what looks like a formula is defused."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(heading) for _, heading in report.columns])
    for row in report.rows:
        writer.writerow([_cell(row.get(key)) for key, _ in report.columns])
    return ("\ufeff" if bom else "") + out.getvalue()


def as_table(report: Report) -> str:
    """A table in plain text, amounts to the right, with the facts below."""
    keys = [key for key, _ in report.columns]
    cells = [[str(heading) for _, heading in report.columns]]
    cells += [[_shown(row.get(key)) for key in keys] for row in report.rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(keys))]
    right = [any(isinstance(row.get(key), (Money, int)) for row in report.rows) for key in keys]
    lines = [
        "  ".join(
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in cells
    ]
    lines.insert(1, "  ".join("─" * width for width in widths))
    lines += [f"{name}: {_shown(value)}" for name, value in report.facts.items()]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    if isinstance(value, Money):
        return value.decimal().replace(".", "")
    text = _shown(value)
    if isinstance(value, str) and re.match(r"[=+\-@\t\r]", text) and not re.fullmatch(r"[+-]?[\d.,]+", text):
        return f"'{text}"
    return text


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return value.cents
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value
