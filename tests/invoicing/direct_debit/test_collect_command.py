"""`coop sepa collect`: a file for the bank, the same again when nothing came, and nothing without a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from coop import clock
from coop.database import db
from invoicing.direct_debit import collection, message, withdrawing
from invoicing.direct_debit.collection import Collection
from tests.coop.command import Coop, runner
from tests.invoicing.cast import wijk
from tests.invoicing.direct_debit.cast import DUE, MONDAY, customer, signed
from tests.stories.at_once import count


@pytest.fixture
def coop(app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Coop]:
    """Run `coop` in a wijk with a customer who gave a mandate, and one who did not."""
    with clock.at(MONDAY):
        wijk()
        signed(customer())
        customer("Ali Demir")
        db.session.commit()
        yield runner(app, monkeypatch, capsys)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the file lands."""
    return tmp_path / "incasso.xml"


def test_the_file_is_the_one_that_is_kept(coop: Coop, out: Path) -> None:
    answer = coop(f"sepa collect --due {DUE} --out {out} --format json")
    told = json.loads(answer.out)
    assert (answer.code, told["message"], told["count"], told["total"]) == (0, "INC-00001", 1, 5000)
    assert out.read_bytes() == message.content(collection.find(1))
    assert list(out.parent.glob("*.half")) == []


def test_a_second_time_writes_the_same_file_and_collects_nothing_twice(coop: Coop, out: Path) -> None:
    coop(f"sepa collect --due {DUE} --out {out}")
    first = out.read_bytes()
    out.unlink()
    assert coop(f"sepa collect --due {DUE} --out {out}").code == 0
    assert (out.read_bytes(), count(Collection)) == (first, 1)


def test_once_the_bank_has_it_there_is_nothing_to_collect(coop: Coop, out: Path) -> None:
    coop(f"sepa collect --due {DUE} --out {out}")
    withdrawing.send(1)
    db.session.commit()
    answer = coop(f"sepa collect --due {DUE} --out {out}")
    assert (answer.code, answer.err) == (1, "Er is niets te incasseren.\n")


def test_another_that_still_waits_for_its_file_is_named(coop: Coop, out: Path) -> None:
    coop(f"sepa collect --due {DUE} --out {out}")
    signed(customer("Jan de Vries"))
    db.session.commit()
    assert "also_waiting: INC-00001" in coop(f"sepa collect --due {DUE} --out {out}").out


def test_a_dry_run_shows_what_would_go_and_why_not_and_leaves_nothing(coop: Coop, out: Path) -> None:
    answer = coop(f"sepa collect --due {DUE} --out {out} --dry-run --format csv")
    assert "2026-0001;M-00001;50,00;" in answer.out
    assert "2026-0002;;50,00;geen machtiging" in answer.out
    assert (count(Collection), out.exists()) == (0, False)


def test_the_old_form_is_written_when_asked(coop: Coop, out: Path) -> None:
    coop(f"sepa collect --due {DUE} --out {out} --version 02")
    assert b"pain.008.001.02" in out.read_bytes()


def test_without_a_place_for_the_file_nothing_is_collected(coop: Coop) -> None:
    answer = coop(f"sepa collect --due {DUE} --out /nergens/incasso.xml")
    assert (answer.code, "is niet te schrijven" in answer.err) == (1, True)
    assert count(Collection) == 0


@pytest.mark.parametrize("day", ["2026-03-05", "2026-03-21", "2027-03-16"])
def test_a_day_that_cannot_be_is_refused_in_words(coop: Coop, out: Path, day: str) -> None:
    for words in ("", "--dry-run"):
        answer = coop(f"sepa collect --due {day} --out {out} {words}")
        assert (answer.code, "Kies" in answer.err) == (1, True)
    assert not out.exists()
