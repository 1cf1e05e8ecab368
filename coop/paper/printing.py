"""Printing: sheets to PDF, one or many a second.

Nothing here or in the press knows a database or an app, so it also runs in processes of its own. The press is
imported where it is used: most of what the house does never prints.
"""

import gc
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context, parent_process

from coop.paper.sheet import Sheet

CHUNK = 10
"""So many documents are handed to a process at a time, and kept at a time."""

RECYCLE_AFTER = 50  # chunks: a renderer leaks about a quarter of a MiB a document


def pdf(sheet: Sheet) -> bytes:
    """Print one document; the same sheet gives the same bytes."""
    from coop.paper import press

    return press.pdf(sheet)


def readable(html: str, stylesheet: str) -> bytes:
    """Print a report that can be read aloud."""
    from coop.paper import press

    return press.readable(html, stylesheet)


def pdfs(documents: Iterable[Sequence[Sheet]], processes: int | None = None) -> Iterator[list[bytes]]:
    """Print chunks of documents and give each chunk back as it is ready, in order.

    One process for each core, started fresh and warmed; with one process it happens here.
    """
    processes = processes or os.cpu_count() or 1
    if processes == 1:
        yield from map(_chunk, documents)
        return
    # Forkserver: a fork of a process with an open database would share its connection.
    context = get_context("forkserver")
    with ProcessPoolExecutor(processes, context, _warm_up, max_tasks_per_child=RECYCLE_AFTER) as pool:
        waiting = iter(documents)
        running = [pool.submit(_chunk, chunk) for chunk in islice(waiting, processes + 1)]
        while running:
            yield running.pop(0).result()
            running += [pool.submit(_chunk, chunk) for chunk in islice(waiting, 1)]


def _warm_up() -> None:
    threading.Thread(target=_follow_parent, daemon=True).start()
    pdf(Sheet("<html lang='nl'><head><title>warm</title></head><body><p>warm</p></body></html>"))
    gc.collect()
    gc.freeze()
    gc.disable()


def _follow_parent() -> None:
    # A killed parent cannot tell its children to stop: they would wait for work for ever.
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _chunk(documents: Sequence[Sheet]) -> list[bytes]:
    printed = [pdf(sheet) for sheet in documents]
    if not gc.isenabled():
        gc.collect()
    return printed
