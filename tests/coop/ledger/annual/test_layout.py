"""Every account has one place on the balance sheet or the profit and loss."""

import csv

import pytest

from coop.ledger.annual.layout import ASSETS, CLAIMS, LAYOUT, OWN_RESULT, RESULT, place_of
from coop.ledger.chart import rows

POSTS = [key for section in (*ASSETS, *CLAIMS, *RESULT) for key, _ in section.posts]
BALANCE = {key for section in (*ASSETS, *CLAIMS) for key, _ in section.posts}


def _layout() -> list[dict[str, str]]:
    with LAYOUT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_a_code_and_a_line_are_named_once() -> None:
    codes = [row["rgs"] for row in _layout()]
    assert len(codes) == len(set(codes))
    assert len(POSTS) == len(set(POSTS))


def test_every_line_is_reached_by_a_code_but_the_result_itself() -> None:
    assert {row["post"] for row in _layout()} == set(POSTS) - {OWN_RESULT}
    assert {row["omslag"] for row in _layout()} - {""} <= BALANCE


@pytest.mark.parametrize("account", rows(), ids=lambda row: row["nummer"])
def test_every_account_of_the_chart_has_its_line_by_its_code(account: dict[str, str]) -> None:
    place = place_of(account["rgs"], account["soort"], account["zijde"])
    fits = [row for row in _layout() if account["rgs"].startswith(row["rgs"])]
    assert place.post == max(fits, key=lambda row: len(row["rgs"]))["post"]
    assert (place.post in BALANCE) == (account["soort"] == "B")


@pytest.mark.parametrize(
    ("rgs", "kind", "side", "post"),
    [
        ("BLimBanRba", "B", "D", "cash"),
        ("BEivSevCoo", "B", "C", "member_capital"),
        ("", "B", "D", "receivable"),
        ("", "B", "C", "other_debt"),
        ("", "P", "C", "other_income"),
        ("", "P", "D", "general"),
        ("WOmzNodOdh", "B", "C", "other_debt"),
        ("Bxx", "B", "D", "receivable"),
    ],
)
def test_an_account_without_a_code_that_fits_is_found_by_its_kind(
    rgs: str, kind: str, side: str, post: str
) -> None:
    assert place_of(rgs, kind, side).post == post
