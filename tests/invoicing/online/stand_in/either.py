"""The provider that a contract is tried on: the stand-in, and Stripe's own test mode where STRIPE_TEST_KEY is set.

A restricted or secret key of test mode; a live key is refused. What the contract makes there stays there.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from flask import Flask

from invoicing.online.stand_in.account import Account
from invoicing.online.stand_in.serving import served
from invoicing.online.stand_in.web import StandIn

Found = TypeVar("Found")

NAMES = ("stand-in", "stripe")
NOT_TRIED = "not tried against Stripe's test mode"
WAIT = 60.0  # seconds in which Stripe has written down what it did


@contextmanager
def reached(app: Flask, name: str) -> Iterator[None]:
    """The house speaks to this provider; skips, to be told aloud, where there is no key."""
    if name == "stripe":
        key = os.environ.get("STRIPE_TEST_KEY", "")
        if not key:
            pytest.skip(f"{NOT_TRIED}: STRIPE_TEST_KEY is not set")
        assert "_test_" in key, "STRIPE_TEST_KEY is no key of test mode: with a live key money would move."
        app.config.update(STRIPE_KEY=key, STRIPE_WEBHOOK_SECRET="whsec_none", STRIPE_ADDRESS="")
        yield
        return
    account: list[Account] = []

    def make(address: str) -> StandIn:
        account.append(Account(address, lambda: int(time.time()), lambda _event: None))
        return StandIn(account[0], "sk_test_beijum")

    with served(make) as address:
        app.config.update(STRIPE_KEY="sk_test_beijum", STRIPE_WEBHOOK_SECRET="whsec", STRIPE_ADDRESS=address)
        yield


def eventually(look: Callable[[], Found | None]) -> Found:
    """What is found in the end; Stripe writes some things down a little later."""
    end = time.monotonic() + WAIT
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.5)


def tell_what_was_not_tried(reporter: Any) -> None:
    """Say at the end of a run that nobody asked the real provider, and why."""
    skipped = [str(report.longrepr[2]) for report in reporter.stats.get("skipped", [])]
    reasons = [reason.removeprefix("Skipped: ") for reason in skipped if NOT_TRIED in reason]
    if reasons:
        reporter.section(NOT_TRIED.upper(), red=True, bold=True)
        reporter.line(f"{len(reasons)} tests {reasons[0]}", red=True)
