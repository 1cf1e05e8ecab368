"""A phone in a pocket: its browser keeps what it keeps, may be killed at any moment, and is started again."""

import os
import signal
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from tests.stories.browser.conftest import CHROMIUM, FLAGS, PATIENCE
from tests.stories.browser.walk import PHONE


class Pocket:
    """A browser with a folder of its own, as a phone has it."""

    def __init__(self, kind: BrowserType, folder: Path, moment: datetime) -> None:
        """Start it; what it keeps lies in the folder, and its clock stands still at the moment."""
        self._kind, self._folder, self.moment = kind, folder, moment
        self.page: Page
        self._context: BrowserContext
        self.start()

    def start(self) -> None:
        """Start the browser, with whatever it kept."""
        flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
        self._context = self._kind.launch_persistent_context(
            self._folder,
            executable_path=CHROMIUM,
            args=flags,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            **PHONE,
        )
        self._context.set_default_timeout(PATIENCE)
        self._context.clock.set_fixed_time(self.moment)
        self.page = self._context.pages[0]

    def kill(self) -> None:
        """Kill it as a phone does with what it wants the room of: at once, with nothing said."""
        for process in self._processes():
            os.kill(process, signal.SIGKILL)
        while self._processes():
            time.sleep(0.05)
        with suppress(Error):  # whoever steered it hears that it is gone
            self._context.close()

    def close(self) -> None:
        """Close it as a person does."""
        self._context.close()

    def _processes(self) -> list[int]:
        """The first process of our own browser, known by its folder; the others go with it."""
        mine = f"--user-data-dir={self._folder}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                told = (process / "cmdline").read_bytes().split(b"\0")
                state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:  # it is gone already
                continue
            if mine in told and not any(part.startswith(b"--type=") for part in told) and state != "Z":
                found.append(int(process.name))
        return found
