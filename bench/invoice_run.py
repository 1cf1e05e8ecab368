"""The invoice run against WeasyPrint as everyone calls it, per core on the same pages; two processes against one.

The house issues and books the invoices in one transaction, prints them as PDF/A-3 and PDF/UA, keeps them and puts
their mails in the outbox. The other is `HTML(string=page).write_pdf()` and nothing else, on pages written out
before: as they are, with their own fonts, and once more in whatever font the machine has.
Run: .venv/bin/python -m bench.invoice_run [--invoices 240]
"""

import os
import re
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import select
from weasyprint import HTML

from bench.house import arguments, house
from bench.ratio import PROCESSOR, in_turn, ratio, tell
from coop import clock, demo_command
from coop.database import db
from coop.paper.look import HOUSE
from coop.paper.press import STATIC, font_faces, letter_styles
from coop.paper.printing import CHUNK
from invoicing.billing_run import confirm
from invoicing.document import html
from invoicing.invoice import Invoice
from invoicing.print_run import print_invoices, print_run

TODAY = date(2025, 4, 30)
SCALE = 5
GOAL, GOAL_PROCESSES = 1.8, 1.7


def main() -> None:
    """Play the demo up to a month's end, invoice that month and print the ratios."""
    asked = arguments(__doc__, invoices=240)
    with house("sqlite"), clock.at(TODAY):
        demo_command.play(1, SCALE)
        begin = PROCESSOR()
        run = confirm(TODAY + timedelta(days=1))
        db.session.commit()
        issued = (PROCESSOR() - begin) / run.invoice_count * CHUNK
        query = select(Invoice).where(Invoice.run_id == run.id).order_by(Invoice.number).limit(asked.invoices)
        pages = {invoice.number: html(invoice) for invoice in db.session.scalars(query)}
        printing = print_run(run.id, processes=1)
        took = in_turn(
            {
                "house": lambda: next(printing),
                "own fonts": bare([with_styles(page) for page in pages.values()]),
                "machine's fonts": bare([without_fonts(with_styles(page)) for page in pages.values()]),
            },
            turns=len(pages) // CHUNK - 1,
            seconds=180,
            clock=PROCESSOR,
        )
        whole = [issued + printed for printed in took["house"]]
        tell("invoice run per core × WeasyPrint, same page", ratio(took["own fonts"], whole), least=GOAL)
        tell("invoice run per core × WeasyPrint, fonts of the machine", ratio(took["machine's fonts"], whole))
        tell("issuing and booking, as a part of the run", ratio([issued] * len(whole), whole))
        one, two = Effort(list(pages), 1), Effort(list(pages), 2)
        tell("two processes × one, by the clock on the wall", one.wall / two.wall, least=GOAL_PROCESSES)
        # On a busy machine two processes get no more of it than one: what they use says what two free cores give.
        on_two_cores = 2 * one.processor / two.processor
        tell("two processes × one, by what they use of two cores", on_two_cores, least=GOAL_PROCESSES)


def with_styles(page: str) -> str:
    """The page as a file of its own."""
    styles = f"<style>{font_faces()}{HOUSE.paint(letter_styles())}</style></head>"
    return page.replace("</head>", styles).replace("static:", f"{STATIC.as_uri()}/")


def without_fonts(page: str) -> str:
    """The page in whatever the machine has for sans-serif."""
    return re.sub(r"@font-face \{.*?\}", "", page)


def bare(pages: Sequence[str]) -> Callable[[], None]:
    """Print the next so many of these pages as everyone would."""
    turns = count()

    def work() -> None:
        first = next(turns) * CHUNK
        for page in pages[first : first + CHUNK]:
            HTML(string=page).write_pdf()

    return work


class Effort:
    """What it takes so many processes to print these invoices, starting them and all, in seconds."""

    def __init__(self, numbers: Sequence[str], processes: int) -> None:
        """Print them."""
        wall, processor = time.perf_counter(), PROCESSOR() + _below()
        for _ in print_invoices(numbers, processes):
            pass
        self.wall = time.perf_counter() - wall
        self.processor = PROCESSOR() + _below() - processor


def _below() -> float:
    # Of the processes under this one, those that ended as well: utime, stime, cutime and cstime of proc(5).
    ticks = 0
    for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        ticks += sum(map(int, Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
