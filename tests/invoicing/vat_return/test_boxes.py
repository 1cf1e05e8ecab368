"""The form in whole euros, for all amounts: what is declared differs from the books by rounding and no more."""

from hypothesis import given
from hypothesis import strategies as st

from coop.money import Money
from coop.rules.vat_return import box_rules
from invoicing.vat_return.boxes import Amounts, declare
from invoicing.vat_return.place import INPUT

FILLED = [rule.code for rule in box_rules() if rule.code not in ("5a", "5g")]
VATS = [rule.code for rule in box_rules() if rule.has_vat and rule.code not in ("5a", "5g")]
cents = st.integers(-(10**9), 10**9).map(Money)
forms = st.dictionaries(st.sampled_from(FILLED), st.builds(Amounts, cents, cents)).map(
    lambda found: {
        code: amounts if code in VATS else Amounts(turnover=amounts.turnover) for code, amounts in found.items()
    }
)


@given(forms, st.booleans())
def test_what_is_declared_adds_up_and_is_off_by_rounding_alone(exact, own_favour):
    form = declare(exact, own_favour=own_favour)
    boxes = {box.code: box for box in form.boxes}
    assert [box.code for box in form.boxes] == [rule.code for rule in box_rules()]
    owed = sum(boxes[code].vat.cents for code in VATS if code != INPUT)
    assert boxes["5a"].vat == Money(owed)
    assert boxes["5g"].vat == form.payable == Money(owed) - boxes[INPUT].vat
    booked = sum(amounts.vat.cents * (-1 if code == INPUT else 1) for code, amounts in exact.items())
    assert form.exact == Money(booked)
    assert form.payable == form.exact + form.difference
    assert abs(form.difference.cents) <= (100 if own_favour else 50) * len(VATS)
    for box in form.boxes:
        for amount in (box.turnover, box.vat):
            assert amount is None or amount.cents % 100 == 0


@given(forms)
def test_our_own_favour_is_never_against_us_and_each_box_is_nearest_otherwise(exact):
    assert declare(exact, own_favour=True).difference.cents <= 0
    for box in declare(exact, own_favour=False).boxes:
        if box.code in VATS:
            assert abs(box.vat.cents - box.exact.vat.cents) <= 50


def test_the_worked_example():
    exact = {
        "1a": Amounts(Money(587_857), Money(123_450)),
        "1b": Amounts(Money(110_544), Money(9949)),
        "5b": Amounts(vat=Money(20_050)),
    }
    told = {
        own: {box.code: box.vat.cents // 100 for box in declare(exact, own_favour=own).boxes if box.vat}
        for own in (False, True)
    }
    assert told[False] == {"1a": 1235, "1b": 99, "5a": 1334, "5b": 201, "5g": 1133}
    assert told[True] == {"1a": 1234, "1b": 99, "5a": 1333, "5b": 201, "5g": 1132}
