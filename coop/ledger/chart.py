"""The chart of accounts a new cooperative begins with, and the names of the accounts the software posts to.

Numbers and codes follow the Referentie Grootboekschema (RGS) 3.7; `chart.csv` is our choice from it.
"""

import csv
from pathlib import Path

from sqlalchemy import select

from coop.database import db
from coop.ledger.account import Account

CHART = Path(__file__).with_name("chart.csv")

WORN_MACHINES = "02155"
RESERVE = "05253"
RESULT_OF_YEAR = "05403"
MEMBER_CAPITAL = "05655"
PROVISIONS = "07555"
CASH = "10101"
BANK = "10201"
SAVINGS = "10270"
UNDER_WAY = "10510"
CARD_PAYMENTS = "10530"
DEBTORS = "13011"
DOUBTFUL = "13021"
COLLECTING = "13025"
GRANT_DUE = "13201"
CLAIMS_ON_MEMBERS = "13701"
PAID_AHEAD = "14165"
UNBILLED = "14305"
PAYMENT_PROVIDER = "14555"
SUSPENSE = "14590"
CREDITORS = "16011"
PAYING_OUT = "16017"
WAGES_DUE = "16101"
VAT_HIGH = "16201"
VAT_LOW = "16203"
VAT_REVERSED = "16210"
VAT_INPUT = "16219"
VAT_RETURN = "16221"
WAGE_TAX_DUE = "16230"
ALLOWANCES_DUE = "16525"
DEBTS_TO_MEMBERS = "16801"
CLAIMS_DUE = "17130"
BILLED_AHEAD = "17250"
GRANT_AHEAD = "17290"
GRANT_TO_RETURN = "16521"
INVOICES_TO_COME = "17310"
WAGES = "40110"
PARTICIPANTS = "40895"
ALLOWANCES = "40980"
SMALL_TOOLS = "45320"
WRITTEN_OFF = "45661"
BANK_COSTS = "46415"
ROUNDING = "46425"
PAYMENT_DIFFERENCES = "46430"
VAT_NOT_DEDUCTIBLE = "46445"
MATERIALS = "70053"
OUTSOURCED = "70153"
REVENUE_HIGH = "80501"
REVENUE_LOW = "80505"
REVENUE_ZERO = "80520"
REVENUE_EXEMPT = "80565"
REVENUE_MUNICIPALITY = "80710"
CONTRIBUTIONS = "82305"
GIFTS = "82310"
GRANTS = "82325"
OTHER_INCOME = "82701"
INTEREST_OF_DEBTORS = "84175"


def lay() -> list[Account]:
    """Add the accounts of our chart that are not there yet; what is there stays as it is."""
    there = set(db.session.scalars(select(Account.number)))
    added = [
        Account(
            number=row["nummer"],
            name=row["naam"],
            rgs=row["rgs"],
            side=row["zijde"],
            kind=row["soort"],
            core=row["kern"] == "ja",
        )
        for row in rows()
        if row["nummer"] not in there
    ]
    db.session.add_all(added)
    db.session.flush()
    return added


def rows() -> list[dict[str, str]]:
    """The lines of the chart as it is kept in the file."""
    with CHART.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
