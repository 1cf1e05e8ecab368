"""The annual accounts as reports: the same rows for the command line, the spreadsheet and a program."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext

from coop.ledger.annual.statement import Annual, Block
from coop.money import Money
from coop.report import Report


def balance_sheet(annual: Annual) -> Report:
    """Assets, then equity, provisions and debts, each line with the year before."""
    claims = gettext("Eigen vermogen en schulden")
    rows = [
        *_rows(gettext("Activa"), annual.assets, annual.total_assets),
        *_rows(claims, annual.claims, annual.total_claims),
    ]
    return Report(
        _columns(annual.year), rows, {gettext("Activa"): annual.total_assets[0], claims: annual.total_claims[0]}
    )


def profit_and_loss(annual: Annual) -> Report:
    """Income, costs by category, and the result, each line with the year before."""
    rows: list[dict[str, Any]] = []
    for block in annual.result:
        rows += _block(str(block.label), block)
        if block.key == "costs":
            rows.append(_row("result", "", gettext("Bedrijfsresultaat"), annual.operating))
    rows.append(_row("result", "", gettext("Resultaat"), annual.profit))
    return Report(_columns(annual.year), rows, {gettext("Resultaat"): annual.profit[0]})


def _columns(year: int) -> list[tuple[str, str]]:
    return [
        ("part", gettext("Deel")),
        ("label", gettext("Post")),
        ("amount", str(year)),
        ("last", str(year - 1)),
    ]


def _rows(name: str, blocks: Sequence[Block], totals: Sequence[Money]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield from _block(str(block.label), block)
    yield _row("total", "", name, totals)


def _block(part: str, block: Block) -> Iterator[dict[str, Any]]:
    for item in block.items:
        yield _row("item", part, str(item.label), item.amounts, item.key, sorted(item.parts))
    yield _row("subtotal", part, gettext("%(part)s samen", part=part), block.amounts, block.key)


def _row(
    kind: str, part: str, label: str, amounts: Sequence[Money], key: str = "", accounts: Sequence[str] = ()
) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": kind, "part": part, "label": label, "amount": amounts[0], "last": amounts[1]}
    return {**row, "key": key, "accounts": list(accounts)}
