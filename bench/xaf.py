"""The audit file of a year of 200,000 lines: lines a second against bare lxml, and how far memory grows.

Bare: lxml alone writes the same elements with the same texts, from a list that is ready in memory.
Memory: the highest resident set of a process after the audit file of a small year, and after a large one.
Run: .venv/bin/python -m bench.xaf [--database sqlite|postgresql]
"""

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any

from lxml import etree

from bench.house import arguments, house
from coop import clock
from coop.app import create_app
from coop.database import db, one_moment
from coop.ledger.chart import BANK, CASH, DEBTORS, REVENUE_HIGH, VAT_HIGH
from coop.ledger.posting import Line, Posting, post
from coop.wijk import Wijk
from invoicing.xaf.write import NAMESPACE, write
from members.party import Person

SMALL, LARGE = 2025, 2026
SALES = {SMALL: 1_000, LARGE: 66_667}
PEOPLE = 500
GOAL = 0.3
MEMORY_GOAL = 20
"""So many MiB may the large year take more than the small one."""


class Nowhere(io.RawIOBase):
    """Counts what is written and keeps none of it."""

    def writable(self) -> bool:
        """It takes everything."""
        return True

    def write(self, content: Any) -> int:
        """Let it go."""
        return len(content)


def main() -> None:
    """Fill a house, then print the ratio and the growth."""
    if sys.argv[1:2] == ["--memory"]:
        memory(sys.argv[2])
        return
    with house(arguments(__doc__)) as bench, clock.at(date(2027, 1, 4)):
        fill()
        some, ours_, bare_ = read(), [], []
        for _ in range(5):
            ours_.append(rate(ours))
            bare_.append(rate(lambda: bare(Nowhere(), some)))
        our, lxml = statistics.median(ours_), statistics.median(bare_)
        print(f"{SALES[LARGE] * 3:,} lines   bare lxml {lxml:,.0f}/s   house {our:,.0f}/s", end="   ")
        print(f"ratio {our / lxml:.2f}   aim {GOAL}", flush=True)
        db.session.remove()
        db.engine.dispose()
        subprocess.run([sys.executable, "-m", "bench.xaf", "--memory", bench.address], check=True)


def fill() -> None:
    """Post sales to five hundred people in both years, spread over the months."""
    db.session.add(Wijk(name="Wijk", legal_name="Wijk U.A.", vat_id="NL123456782B90", is_demo=True))
    people = [Person(name=f"Bewoner Nummer{chr(65 + i % 26)}{i}") for i in range(PEOPLE)]
    db.session.add_all(people)
    db.session.flush()
    for year, count in SALES.items():
        for first in range(0, count, 5_000):
            post([sale(year, i, people[i % PEOPLE].id) for i in range(first, min(first + 5_000, count))])
            db.session.commit()


def sale(year: int, i: int, person: int) -> Posting:
    """An invoice, or now and then cash with a name in its text."""
    day = date(year, 1, 1) + timedelta(days=i % 365)
    if i % 50 == 49:
        lines = [Line(CASH, 500), Line(BANK, -300), Line(DEBTORS, -200, party=f"party:{person}")]
        return Posting("KA", day, f"memorial:{year}{i}", f"Kas van Bewoner NummerA{i % PEOPLE}", lines)
    source, text = f"invoice:{year}-{i:06d}", f"Factuur {year}-{i:06d}"
    lines = [Line(DEBTORS, 12100, party=f"party:{person}"), Line(REVENUE_HIGH, -10000, vat="S2100")]
    return Posting("VK", day, source, text, [*lines, Line(VAT_HIGH, -2100, vat="S2100")])


def ours() -> int:
    """Write the audit file of the large year; how many lines it had."""
    one_moment()
    written = write(Nowhere(), LARGE)
    db.session.rollback()
    return written.lines


def read() -> list[list[tuple[str, Any]]]:
    """What the audit file of the small year holds of each line, as names and texts in memory."""
    out = io.BytesIO()
    write(out, SMALL)
    out.seek(0)
    found = []
    for _, element in etree.iterparse(out, tag=f"{{{NAMESPACE}}}trLine"):
        found.append([_plain(child) for child in element])
        element.clear()
    db.session.rollback()
    return found


def _plain(element: Any) -> tuple[str, Any]:
    tag = element.tag.partition("}")[2]
    return (tag, [_plain(child) for child in element] if len(element) else element.text)


def bare(out: IO[bytes] | Any, rows: list[list[tuple[str, Any]]]) -> int:
    """Write as many lines of the same kind, three to a transaction, with lxml and nothing else."""
    with etree.xmlfile(out, encoding="UTF-8") as xml, xml.element("auditfile", nsmap={None: NAMESPACE}):
        for i in range(SALES[LARGE]):
            first = i * 3 % len(rows)
            transaction = etree.Element("transaction")
            for tag in ("nr", "desc", "periodNumber", "trDt", "Source"):
                etree.SubElement(transaction, tag).text = "2026-000001"
            for row in rows[first : first + 3]:
                _put(etree.SubElement(transaction, "trLine"), row)
            xml.write(transaction)
    return SALES[LARGE] * 3


def _put(parent: Any, children: list[tuple[str, Any]]) -> None:
    for tag, text in children:
        child = etree.SubElement(parent, tag)
        if isinstance(text, list):
            _put(child, text)
        else:
            child.text = text


def rate(work: Callable[[], int]) -> float:
    """Lines a second of one run."""
    begin = time.perf_counter()
    lines = work()
    return lines / (time.perf_counter() - begin)


def memory(address: str) -> None:
    """In a process of its own: the highest resident set after the small year and after the large one."""
    app = create_app(SECRET_KEY="for benchmarks only", SQLALCHEMY_DATABASE_URI=address)  # noqa: S106
    with app.app_context(), clock.at(date(2027, 1, 4)):
        peaks = []
        for year in (SMALL, LARGE):
            one_moment()
            write(Nowhere(), year)
            db.session.rollback()
            peaks.append(peak())
            print(f"{SALES[year] * 3:,} lines: peak {peaks[-1]:.0f} MiB", end="   ")
        db.engine.dispose()
    print(f"grown by {peaks[1] - peaks[0]:.0f} MiB   aim at most {MEMORY_GOAL}")


def peak() -> float:
    """The highest resident set of this process so far, in MiB; getrusage would tell that of its parent too."""
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
