"""Numbers run without gap or double, also when many ask at once and some fail."""

import random
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from coop import sequence
from coop.database import db

THREADS = 8
TRIES = 12


def test_a_series_begins_at_one_and_each_has_its_own(app: Flask) -> None:
    assert [sequence.next_number("a") for _ in range(3)] == [1, 2, 3]
    assert sequence.next_number("b") == 1
    assert sequence.take_numbers("a", 4) == range(4, 8)
    assert sequence.last_number("a") == 7


def test_numbers_of_a_failed_transaction_come_back(app: Flask) -> None:
    sequence.next_number("a")
    db.session.commit()
    sequence.take_numbers("a", 5)
    db.session.rollback()
    assert sequence.next_number("a") == 2


def test_eight_at_once_with_failures_leave_no_gap_and_no_double(app: Flask) -> None:
    db.session.rollback()

    def ask(seed: int) -> list[int]:
        dice, given = random.Random(seed), []  # noqa: S311 - dice
        for _ in range(TRIES):
            with app.app_context():
                number = sequence.next_number("factuur")
                if dice.random() < 0.4:
                    db.session.rollback()
                else:
                    db.session.commit()
                    given.append(number)
                db.session.remove()
        return given

    with ThreadPoolExecutor(THREADS) as pool:
        given = sorted(number for numbers in pool.map(ask, range(THREADS)) for number in numbers)
    assert given == list(range(1, len(given) + 1))
    assert sequence.last_number("factuur") == len(given)
