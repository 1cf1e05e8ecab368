"""`coop ledger`: prove the books."""

import click
from flask_babel import gettext

from coop.database import one_moment
from coop.errors import Refusal
from coop.ledger.verify import Findings, verify
from coop.money import Money
from coop.report import Report, print_report, report_format


class Unsound(Refusal):
    """The books hold only when everything in them can be computed again."""


@click.group("ledger")
def command() -> None:
    """Het grootboek."""


@command.command("verify")
@report_format
def prove(form: str) -> None:
    """Reken alles na: saldi, ketens, totalen en deeladministraties."""
    one_moment()
    findings = verify()
    print_report(_report(findings), form)
    if findings.first_fault is not None:
        raise Unsound(gettext("Het grootboek klopt niet: %(fault)s.", fault=findings.first_fault))


def _report(findings: Findings) -> Report:
    columns = [
        ("journal", gettext("Dagboek")),
        ("name", gettext("Naam")),
        ("transactions", gettext("Boekingen")),
        ("entries", gettext("Regels")),
        ("moved", gettext("Debet = credit")),
    ]
    rows = [
        {
            "journal": walked.journal.code,
            "name": walked.journal.name,
            "transactions": walked.transactions,
            "entries": walked.entries,
            "moved": Money(walked.cents),
        }
        for walked in findings.journals
    ]
    facts: dict[str, object] = {
        gettext("Boekingen"): sum(walked.transactions for walked in findings.journals),
        gettext("Regels"): sum(walked.entries for walked in findings.journals),
        gettext("Debet = credit"): Money(sum(walked.cents for walked in findings.journals)),
    }
    for agreement in findings.agreements:
        sign = "=" if agreement.holds else "≠"
        facts[f"{agreement.account} {agreement.name}"] = f"{agreement.ledger} {sign} {agreement.sub_ledger}"
    facts[gettext("Oordeel")] = findings.first_fault or gettext("alles klopt")
    return Report(columns, rows, facts)
