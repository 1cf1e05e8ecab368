"""bin/start: opens, asks what it has to know, stops cleanly, and begins again wherever it was broken off."""

import os
import pty
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from sqlalchemy import create_engine, text

from tests import house

pytestmark = pytest.mark.slow

OPEN = "Stoppen: Ctrl-C"
PATIENCE = 240  # seconds; on a quiet machine all of it takes a few


class Start:
    """bin/start in a terminal of its own, keeping its house in a folder of its own."""

    def __init__(self, folder: Path, address: str) -> None:
        self.var = folder / "var"
        self.port = str(_free_port())
        self.said = ""
        """All that the terminal shows since the last start."""
        self._there = {"VAR": str(self.var), "PORT": self.port, **({"DATABASE_URL": address} if address else {})}
        self.process: subprocess.Popen[bytes] | None = None
        self._terminal = -1
        self._listener = threading.Thread()

    def run(self, *words: str, **changed: str) -> "subprocess.Popen[bytes]":
        """Begin; what is typed is given by `type_in`."""
        self.said = ""
        self._terminal, its_end = pty.openpty()
        # Whoever runs the tests in the background has Ctrl-C ignored, and would hand that down.
        terminal = ("env", "--default-signal=INT", "setsid", "--ctty")
        self.process = subprocess.Popen(
            [*terminal, str(house.ROOT / "bin" / "start"), *words],
            env={**os.environ, **self._there, **changed},
            stdin=its_end,
            stdout=its_end,
            stderr=its_end,
        )
        os.close(its_end)
        self._listener = threading.Thread(target=self._listen, args=(self._terminal,), daemon=True)
        self._listener.start()
        return self.process

    def _listen(self, terminal: int) -> None:
        try:
            while heard := os.read(terminal, 4096):
                self.said += heard.decode(errors="replace")
        except OSError:
            pass  # nobody has it open any more
        finally:
            os.close(terminal)

    def type_in(self, question: str, answer: str) -> None:
        """Answer a question once it is asked."""
        until(lambda: question in self.said)
        os.write(self._terminal, f"{answer}\n".encode())

    def has_wijk(self) -> bool:
        """Whether anybody lives in its database."""
        engine = create_engine(self._there.get("DATABASE_URL", f"sqlite:///{self.var / 'wijk.sqlite'}"))
        with engine.connect() as connection:
            found = connection.scalar(text("SELECT count(*) FROM wijk"))
        engine.dispose()
        return bool(found)

    def lines(self) -> list[str]:
        """What it said, once it has ended."""
        assert self.process is not None
        self.process.wait(PATIENCE)
        until(lambda: not self.left())
        self._listener.join(PATIENCE)
        return [line for line in self.said.splitlines() if line]

    def is_open(self) -> bool:
        """Whether it tells that the house is open; what went wrong before that is raised."""
        assert self.process is not None
        assert OPEN in self.said or self.process.poll() is None, self.said
        return OPEN in self.said

    def left(self) -> list[str]:
        """What still runs for this house, by what was called."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if f"VAR={self.var}".encode() in (process / "environ").read_bytes().split(b"\0"):
                    found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue  # ended meanwhile, or somebody else's
        return [command for command in found if command]

    def interrupt(self) -> int:
        """Press Ctrl-C and wait until it has ended; returns its exit code."""
        assert self.process is not None
        os.write(self._terminal, b"\x03")
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        """Kill the script alone, as a machine short of memory does, and wait until all it began has ended."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        until(lambda: not self.left())

    def end(self) -> None:
        """Leave nothing behind whatever a test did."""
        if self.process is not None:
            self.kill()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """bin/start, on its own SQLite."""
    made = Start(tmp_path, "")
    yield made
    made.end()


@pytest.fixture
def start_there(
    request: pytest.FixtureRequest, new_database: Callable[[], str], tmp_path: Path
) -> Iterator[Start]:
    """bin/start, on the database that the suite runs on; on SQLite the others say all of it."""
    if request.config.getoption("--database") != "postgresql":
        pytest.skip("the other starts are on SQLite")
    made = Start(tmp_path, new_database())
    yield made
    made.end()


FOUNDED = (
    "--empty",
    *("--name", "Wijk Lewenborg", "--treasurer-name", "Ineke Postma"),
    *("--treasurer-email", "ineke@example.org", "--password", "een lang wachtwoord"),
)


def test_empty_asks_for_the_wijk_and_its_treasurer_and_ctrl_c_leaves_nothing_running(start: Start) -> None:
    start.run("--empty")
    start.type_in("Hoe heet de wijk", "Wijk Lewenborg")
    start.type_in("Wie is de eerste penningmeester", "Johan Medema")
    start.type_in("E-mailadres", "johan@example.org")
    start.type_in("Wachtwoord", "een lang wachtwoord")
    start.type_in("Nog een keer", "een lang wachtwoord")
    until(start.is_open)
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    door = f"http://127.0.0.1:{start.port}/inloggen"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.open(door).read().decode())
    assert token is not None
    facts = {"csrf_token": token[1], "email": "johan@example.org", "password": "een lang wachtwoord"}
    page = browser.open(door, urlencode(facts).encode())
    assert "/inloggen" not in page.url
    assert "Johan Medema" in page.read().decode()
    assert len(start.left()) >= 4  # the script, the web server with its workers, the worker
    assert start.interrupt() == 0
    assert start.left() == []
    start.run()
    until(start.is_open)
    assert "Wijk Lewenborg" in _page(start)
    start.kill()
    start.run(*FOUNDED)
    assert "Er is hier al een wijk." in start.lines()[-1]


def test_it_lives_in_the_database_it_is_given(start_there: Start) -> None:
    start_there.run(*FOUNDED)
    until(start_there.is_open)
    assert start_there.has_wijk()
    assert "Wijk Lewenborg" in _page(start_there)
    assert start_there.interrupt() == 0
    assert start_there.left() == []


def test_broken_off_in_the_middle_of_the_demo_it_begins_again(start: Start) -> None:
    start.run()
    until(lambda: _is_loading(start))
    start.kill()
    assert not start.has_wijk()
    start.run()
    until(start.is_open)
    assert "penningmeester@example.org" in start.said
    assert "Beijum" in _page(start)
    assert start.interrupt() == 0
    assert start.left() == []


def test_a_taken_port_is_told_in_one_sentence(start: Start) -> None:
    with socket.create_server(("127.0.0.1", int(start.port))):
        assert start.run().wait(PATIENCE) == 1
    assert start.lines() == [
        f"Poort {start.port} is al bezet. Draait de wijk al? Een andere poort kan ook: PORT=8001 bin/start"
    ]


@pytest.mark.parametrize("port", ["achtduizend", "0", "65536"])
def test_what_is_no_port_is_told_in_one_sentence(start: Start, port: str) -> None:
    assert start.run(PORT=port).wait(PATIENCE) == 1
    assert start.lines() == [f"PORT moet een getal van 1 tot 65535 zijn, niet: {port}"]


def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    begin = time.monotonic()
    while not holds():
        assert time.monotonic() - begin < PATIENCE
        time.sleep(0.05)


def _is_loading(start: Start) -> bool:
    log = start.var / "wijk.sqlite-wal"
    if log.exists():
        return log.stat().st_size > 2_000_000
    # Elsewhere by the time it has worked: the last migration is long done by then.
    ready = [process for process in Path("/proc").glob("[0-9]*") if _worked(process, start) > 4]
    return bool(ready)


def _worked(process: Path, start: Start) -> float:
    try:
        if f"VAR={start.var}".encode() not in (process / "environ").read_bytes().split(b"\0"):
            return 0
        return int((process / "stat").read_text().rpartition(")")[2].split()[11]) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0


def _page(start: Start) -> str:
    body: bytes = build_opener().open(f"http://127.0.0.1:{start.port}/").read()
    return body.decode()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port
