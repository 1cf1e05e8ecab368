"""What every story in a browser leans on: the house with a few neighbours in it, and windows to look through."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.stories.browser.server import HouseServer
from tests.stories.browser.walk import Walk

CHROMIUM = "/usr/lib/chromium/chromium-headless-shell"
PATIENCE = 20_000
"""Milliseconds: a busy machine is slow, and that is no fault of the house."""

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's own Chromium, without its windows, started once; each context is a stranger to the others."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = started(playwright)
        yield browser
        browser.close()


@pytest.fixture
def house_server(new_database: Callable[[], str], tmp_path: Path) -> Iterator[HouseServer]:
    """The house, served, on a Monday morning in March."""
    server = HouseServer(new_database(), tmp_path)
    yield server
    server.close()


@pytest.fixture
def window(
    chromium: Browser, house_server: HouseServer, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Walk]]:
    """Open a window: `window(PHONE)`, `window(DESK, Keyboard)`, `window(PHONE, java_script_enabled=False)`."""
    opened: list[Walk] = []

    def make(size: dict[str, Any], kind: type[Walk] = Walk, **settings: Any) -> Walk:
        context = chromium.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", **size, **settings)
        context.set_default_timeout(PATIENCE)
        opened.append(kind(context, house_server.address, f"{request.node.name}-{len(opened) + 1}"))
        return opened[-1]

    yield make
    for walk in opened:
        walk.end()
        walk.page.context.close()


def started(playwright: Playwright) -> Browser:
    """Chromium without a screen."""
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]  # its sandbox refuses to run as root
    return playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
