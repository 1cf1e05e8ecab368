"""Kept files commit with the facts they belong to."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from coop import files
from coop.database import db
from coop.files import StoredFile


def test_a_file_comes_back_as_it_was_kept(app: Flask) -> None:
    kept = files.keep(b"%PDF-1.7", "factuur.pdf", "application/pdf")
    db.session.commit()
    db.session.expire_all()
    found = files.get(kept.sha256)
    assert found is not None
    assert (found.content, found.size, found.name) == (b"%PDF-1.7", 8, "factuur.pdf")
    assert files.get("0" * 64) is None


def test_the_same_content_is_kept_once(app: Flask) -> None:
    first = files.keep(b"bon", "bon.pdf", "application/pdf")
    assert files.keep(b"bon", "kopie.pdf", "application/pdf") is first
    assert files.keep(b"", "leeg.txt", "text/plain").size == 0
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 2


def test_the_same_content_kept_by_many_at_once_is_kept_once(app: Flask) -> None:
    db.session.remove()

    def keep(number: int) -> str:
        with app.app_context():
            sha256 = files.keep(b"bon", f"{number}.pdf", "application/pdf").sha256
            db.session.commit()
            db.session.remove()
        return sha256

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(keep, range(6)))) == 1
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1


def test_a_file_of_a_failed_transaction_is_not_kept(app: Flask) -> None:
    kept = files.keep(b"bon", "bon.pdf", "application/pdf").sha256
    db.session.rollback()
    assert files.get(kept) is None


def test_the_content_of_a_kept_file_never_changes(app: Flask) -> None:
    files.keep(b"bon", "bon.pdf", "application/pdf")
    db.session.commit()
    with pytest.raises(DBAPIError, match="files:kept"):
        db.session.execute(text("UPDATE stored_file SET content = 'iets anders'"))
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(DBAPIError, match="files:kept"):
            db.session.execute(text("INSERT OR REPLACE INTO stored_file SELECT * FROM stored_file"))
        db.session.rollback()
