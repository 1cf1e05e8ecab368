"""What a quotation comes to: its lines calculated, its visits counted, its VAT per rate."""

from dataclasses import dataclass
from datetime import date

from coop import clock, kor
from coop.money import Money
from coop.rules import book
from coop.rules import kor as kor_rules
from invoicing import kor_walk
from invoicing.quotation.calculation import Calculation, Item, Markups, Row, calculate, rows, with_vat
from invoicing.quotation.quotation import Pays, Quotation
from invoicing.vat import Totals, VatGroup, group_of


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A quotation worked out: `rows` are of one visit where each is paid; `totals` are always of the whole."""

    calculation: Calculation
    rows: list[Row]
    groups: list[VatGroup]
    visits: int
    totals: Totals


def reckon(quotation: Quotation) -> Reckoned:
    """Work a quotation out as it stands; raises NoFigure where the book knows no rate for its first day."""
    items = [Item(line.activity, line.vat_rule, line.cost) for line in quotation.lines]
    markups = Markups(quotation.overhead, quotation.risk, quotation.margin)
    made = calculate(items, markups, quotation.asked)
    priced = rows(items, made.prices)
    groups = [group_on(row.vat_rule, quotation.begin) for row in priced]
    visits = len(quotation.planned)
    times = visits if quotation.pays == Pays.VISIT else 1
    totals = with_vat([(row.price * times, group) for row, group in zip(priced, groups, strict=True)])
    return Reckoned(made, priced, groups, visits, totals)


def keep(quotation: Quotation) -> Reckoned:
    """Write down what a draft comes to, for the lists."""
    made = reckon(quotation)
    quotation.visits = made.visits
    quotation.price = sum((row.price for row in made.rows), Money.zero())
    quotation.net, quotation.payable = made.totals.net, made.totals.payable
    return made


def group_on(code: str, day: date) -> VatGroup:
    """How VAT works for a rule on a day; under the small businesses' scheme there is none."""
    rule = book.applicable_rule(code, answer_of(code))
    if kor.holding(clock.today()) and rule.ubl_category in kor_rules.counted():
        return kor_walk.group()
    return group_of(rule, day)


def answer_of(code: str) -> bool | None:
    """The answer to a rule's question: who chose a rule that has one, says that it holds."""
    return True if book.vat_rule(code).question else None
