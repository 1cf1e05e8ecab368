"""The guards in the database: the triggers without which the ledger's truths would rest on good manners."""

from sqlalchemy import text

from coop.database import db

SQLITE = frozenset(
    {
        "ledger_account_kept",
        "ledger_closing_forward",
        "ledger_closing_no_delete",
        "ledger_closing_no_update",
        "ledger_entry_no_delete",
        "ledger_entry_no_update",
        "ledger_entry_open",
        "ledger_journal_kept",
        "ledger_journal_new",
        "ledger_journal_no_delete",
        "ledger_total_insert",
        "ledger_total_no_delete",
        "ledger_total_update",
        "ledger_transaction_new",
        "ledger_transaction_no_delete",
        "ledger_transaction_no_update",
        "ledger_transaction_seal",
    }
)
POSTGRESQL = frozenset(
    {
        "ledger_account_kept",
        "ledger_closing_forward",
        "ledger_closing_no_change",
        "ledger_entry_counted",
        "ledger_entry_no_change",
        "ledger_entry_open",
        "ledger_journal_kept",
        "ledger_journal_new",
        "ledger_journal_no_delete",
        "ledger_total_kept",
        "ledger_total_no_delete",
        "ledger_transaction_no_change",
        "ledger_transaction_seal",
    }
)
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'ledger%' AND tgenabled IN ('O', 'A')",
}


def missing() -> list[str]:
    """The guards that should stand in this database and do not, by name."""
    dialect = db.session.get_bind().dialect.name
    wanted = SQLITE if dialect == "sqlite" else POSTGRESQL
    return sorted(wanted - set(db.session.scalars(text(_STANDING[dialect]))))
