"""The command line of the ledger."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coop.errors import Refusal
from coop.ledger.account import Account, account
from coop.ledger.accounts_command import command as importing
from coop.ledger.command import command as ledger
from coop.ledger.posting import post
from tests.coop.ledger.cast import receipt, sale


def test_verify_prints_the_totals(app: Flask, session: Session) -> None:
    post([sale(), receipt()])
    session.commit()
    answer = CliRunner().invoke(ledger, ["verify", "--format", "json"])
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.output)
    assert said["Oordeel"] == "alles klopt"
    assert said["Debet = credit"] == 24200


def test_accounts_come_from_a_spreadsheet(app: Flask, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "rekeningen.csv"
    file.write_text("Nummer;Naam;Zijde;Soort\n45140;Energie;D;P\n45999;Café;debet;P\n", encoding="cp1252")
    before = session.scalar(select(func.count(Account.id)))
    session.rollback()
    dry = CliRunner().invoke(importing, ["accounts", str(file), "--dry-run"])
    assert "1 nieuwe" in dry.output
    assert session.scalar(select(func.count(Account.id))) == before
    session.rollback()
    CliRunner().invoke(importing, ["accounts", str(file)])
    assert (account("45999").name, account("45140").name) == ("Café", "Energie")


def test_bad_accounts_are_named_by_their_line_and_none_goes_in(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "rekeningen.csv"
    file.write_text("nummer,naam,zijde,soort\n45998,Goed,D,P\n13011,Debiteuren,D,P\nx1,X,D,P\n45998,Y,links,P\n")
    answer = CliRunner().invoke(importing, ["accounts", str(file)])
    assert isinstance(answer.exception, Refusal)
    sentence = answer.exception.sentence
    assert all(f"regel {line}:" in sentence for line in (3, 4, 5))
    session.rollback()
    with pytest.raises(Refusal):
        account("45998")


def test_a_second_time_changes_only_what_the_row_tells(app: Flask, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "rekeningen.csv"
    file.write_text("nummer;naam;zijde;soort;actief;rgs\n45999;Café;D;P;nee;WBed\n")
    CliRunner().invoke(importing, ["accounts", str(file)])
    file.write_text("nummer;naam;zijde;soort;bedrag\n45999;Kantine;D;P;12\n")
    again = CliRunner().invoke(importing, ["accounts", str(file)])
    found = account("45999")
    assert (found.name, found.active, found.rgs) == ("Kantine", False, "WBed")
    assert "0 nieuwe rekeningen, 1 bijgewerkt" in again.stdout
    assert again.stderr == "Niet gelezen: kolom bedrag.\n"


def test_a_name_that_is_too_long_is_refused_and_not_cut(app: Flask, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "rekeningen.csv"
    file.write_text(f"nummer;naam;zijde;soort\n45997;{'x' * 121};D;P\n٤٥٩٩٦;Cijfers;D;P\n")
    refused = CliRunner().invoke(importing, ["accounts", str(file)]).exception
    assert isinstance(refused, Refusal)
    assert "regel 2: de kolom naam is langer dan 120 tekens" in refused.sentence
    assert "regel 3:" in refused.sentence
