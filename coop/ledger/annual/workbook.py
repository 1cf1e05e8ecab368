"""The annual accounts as a workbook: sums are formulas, so that whoever takes it further can see what adds up."""

import io
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext

from coop.ledger.annual.statement import Annual, Block
from coop.ledger.balance import Balance
from coop.money import Money

YEARS = ("B", "C")
"""The columns of the year and of the year before."""

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(annual: Annual, trial: Sequence[Balance], house: str) -> bytes:
    """Balance sheet, profit and loss and trial balance, each on its sheet; what looks like a formula is text."""
    import xlsxwriter  # takes as long to read as a floor

    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        _balance_sheet(_Sheet(book, gettext("Balans"), house, annual.year), annual)
        _profit_and_loss(_Sheet(book, gettext("Winst en verlies"), house, annual.year), annual)
        _trial_balance(_Sheet(book, gettext("Proefbalans"), house, annual.year), trial)
    return file.getvalue()


class _Sheet:
    """A sheet that is written from the top down."""

    def __init__(self, book: Any, name: str, house: str, year: int) -> None:
        self.sheet = book.add_worksheet(name)
        amount = {"num_format": "#,##0.00;[Red]-#,##0.00"}
        self.plain, self.amount = book.add_format(), book.add_format(amount)
        self.bold = book.add_format({"bold": True})
        self.sum = book.add_format({"bold": True, "top": 1, **amount})
        self.head = book.add_format({"bold": True, "bottom": 1, "align": "right"})
        self.row = 3
        self.sheet.set_column("A:A", 46)
        self.sheet.set_column("B:F", 15)
        self.sheet.write("A1", house, self.bold)
        self.sheet.write("A2", f"{name} {year}", self.bold)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def heads(self, *labels: str) -> None:
        """The headings of the columns with amounts."""
        for column, label in enumerate(labels, 1):
            self.sheet.write(self.row - 1, column, label, self.head)

    def block(self, block: Block) -> int:
        """A heading, its lines and their sum; returns the row of the sum."""
        self.title(str(block.label))
        first = self.row + 1
        for item in block.items:
            self.sheet.write(self.row, 0, str(item.label), self.plain)
            for column, amount in enumerate(item.amounts, 1):
                self.sheet.write_number(self.row, column, amount.cents / 100, self.amount)
            self.row += 1
        formula = f"=SUM({{0}}{first}:{{0}}{self.row})" if block.items else "=0"
        return self.total(gettext("%(part)s samen", part=block.label), formula, block.amounts)

    def title(self, label: str) -> None:
        """A heading on a row of its own."""
        self.sheet.write(self.row, 0, label, self.bold)
        self.row += 1

    def total(self, label: str, formula: str, amounts: Sequence[Money]) -> int:
        """A sum by its formula, with its value beside it for who opens the file without computing."""
        self.sheet.write(self.row, 0, label, self.bold)
        for letter, amount in zip(YEARS, amounts, strict=True):
            self.sheet.write_formula(
                f"{letter}{self.row + 1}", formula.format(letter), self.sum, amount.cents / 100
            )
        self.row += 2
        return self.row - 1


def _balance_sheet(sheet: _Sheet, annual: Annual) -> None:
    sheet.heads(f"31-12-{annual.year}", f"31-12-{annual.year - 1}")
    for name, blocks, totals in (
        (gettext("Activa"), annual.assets, annual.total_assets),
        (gettext("Eigen vermogen en schulden"), annual.claims, annual.total_claims),
    ):
        sums = [sheet.block(block) for block in blocks]
        sheet.total(name, _plus(sums), totals)


def _profit_and_loss(sheet: _Sheet, annual: Annual) -> None:
    sheet.heads(str(annual.year), str(annual.year - 1))
    income, costs = (sheet.block(block) for block in annual.result[:2])
    left = sheet.total(gettext("Bedrijfsresultaat"), f"={{0}}{income}-{{0}}{costs}", annual.operating)
    others = [sheet.block(block) for block in annual.result[2:]]
    sheet.total(gettext("Resultaat"), _plus([left, *others]), annual.profit)


def _trial_balance(sheet: _Sheet, trial: Sequence[Balance]) -> None:
    sheet.heads(gettext("Begin"), gettext("Debet"), gettext("Credit"), gettext("Eind"))
    first = sheet.row + 1
    for line in trial:
        sheet.sheet.write(sheet.row, 0, f"{line.number} {line.name}", sheet.plain)
        for column, amount in enumerate((line.before, line.debit, line.credit), 1):
            sheet.sheet.write_number(sheet.row, column, amount.cents / 100, sheet.amount)
        row = sheet.row + 1
        sheet.sheet.write_formula(f"E{row}", f"=B{row}+C{row}-D{row}", sheet.amount, line.after.cents / 100)
        sheet.row += 1
    if trial:
        sheet.sheet.write(sheet.row, 0, gettext("Samen"), sheet.bold)
        for letter, name in zip("BCDE", ("before", "debit", "credit", "after"), strict=True):
            value = sum(getattr(line, name).cents for line in trial) / 100
            formula = f"=SUM({letter}{first}:{letter}{sheet.row})"
            sheet.sheet.write_formula(f"{letter}{sheet.row + 1}", formula, sheet.sum, value)


def _plus(rows: Sequence[int]) -> str:
    return "=" + ("+".join(f"{{0}}{row}" for row in rows) or "0")
