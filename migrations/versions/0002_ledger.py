"""The ledger: accounts, journals, sealed transactions with their entries, kept totals and closings."""

import csv
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002_ledger"
down_revision = "0001_ground"
branch_labels = None
depends_on = None

ROOT = Path(__file__).resolve().parent.parent.parent
JOURNALS = ((1, "VK", "Verkoop"), (2, "IK", "Inkoop"), (3, "BK", "Bank"), (4, "KA", "Kas"), (5, "ME", "Memoriaal"))
FUNCTIONS = (
    "ledger_seal",
    "ledger_entry_open",
    "ledger_entry_counted",
    "ledger_closing_forward",
    "ledger_refuse",
)


def upgrade() -> None:
    """Make it so."""
    account = op.create_table(
        "ledger_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("rgs", sa.String(length=20), nullable=False),
        sa.Column("side", sa.String(length=1), nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('B', 'P')", name=op.f("ck_ledger_account_kind")),
        sa.CheckConstraint("side IN ('D', 'C')", name=op.f("ck_ledger_account_side")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_account")),
        sa.UniqueConstraint("number", name=op.f("uq_ledger_account_number")),
    )
    op.create_table(
        "cost_object",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.CheckConstraint("kind IN ('service', 'project')", name=op.f("ck_cost_object_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_object")),
        sa.UniqueConstraint("code", name=op.f("uq_cost_object_code")),
    )
    journal = op.create_table(
        "ledger_journal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id BETWEEN 1 AND 9", name=op.f("ck_ledger_journal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_journal")),
        sa.UniqueConstraint("code", name=op.f("uq_ledger_journal_code")),
    )
    op.create_table(
        "ledger_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("id > 0", name=op.f("ck_ledger_closing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_closing")),
        sa.UniqueConstraint("until", name=op.f("uq_ledger_closing_until")),
    )
    op.create_table(
        "ledger_transaction",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("reversal_of", sa.Integer(), nullable=True),
        sa.Column("entry_count", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = number * 10 + journal_id", name=op.f("ck_ledger_transaction_id")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_ledger_transaction_hash")),
        sa.CheckConstraint("number > 0", name=op.f("ck_ledger_transaction_number")),
        sa.ForeignKeyConstraint(
            ["journal_id"], ["ledger_journal.id"], name=op.f("fk_ledger_transaction_journal_id")
        ),
        sa.ForeignKeyConstraint(
            ["reversal_of"], ["ledger_transaction.id"], name=op.f("fk_ledger_transaction_reversal_of")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_transaction")),
        sa.UniqueConstraint("journal_id", "number", name=op.f("uq_ledger_transaction_journal_id_number")),
        sa.UniqueConstraint("reversal_of", name=op.f("uq_ledger_transaction_reversal_of")),
        sa.UniqueConstraint("source", name=op.f("uq_ledger_transaction_source")),
    )
    op.create_index("ix_ledger_transaction_date", "ledger_transaction", ["date", "id"])
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.Column("party", sa.String(length=40), nullable=True),
        sa.Column("vat", sa.String(length=20), nullable=True),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_ledger_entry_cents")),
        sa.CheckConstraint("position > 0", name=op.f("ck_ledger_entry_position")),
        sa.ForeignKeyConstraint(["account_id"], ["ledger_account.id"], name=op.f("fk_ledger_entry_account_id")),
        sa.ForeignKeyConstraint(
            ["cost_object_id"], ["cost_object.id"], name=op.f("fk_ledger_entry_cost_object_id")
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["ledger_transaction.id"],
            name=op.f("fk_ledger_entry_transaction_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("transaction_id", "position", name=op.f("uq_ledger_entry_transaction_id_position")),
    )
    op.create_index("ix_ledger_entry_account_id_date_cents", "ledger_entry", ["account_id", "date", "cents"])
    op.create_table(
        "ledger_total",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cost_object_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("debit", sa.BigInteger(), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("debit >= 0 AND credit >= 0", name=op.f("ck_ledger_total_sides")),
        sa.ForeignKeyConstraint(["account_id"], ["ledger_account.id"], name=op.f("fk_ledger_total_account_id")),
        sa.PrimaryKeyConstraint("account_id", "cost_object_id", "month", name=op.f("pk_ledger_total")),
    )
    op.create_index("ix_ledger_total_month", "ledger_total", ["month", "account_id"])
    for statement in _guards():
        op.execute(statement)
    op.bulk_insert(
        journal,
        [{"id": i, "code": code, "name": name, "last_number": 0, "last_hash": ""} for i, code, name in JOURNALS],
    )
    op.bulk_insert(account, list(_chart()))


def downgrade() -> None:
    """Undo it; the guards go with their tables, their functions stay behind unless dropped."""
    for table in ("ledger_total", "ledger_entry", "ledger_transaction", "ledger_closing", "ledger_journal"):
        op.drop_table(table)
    op.drop_table("cost_object")
    op.drop_table("ledger_account")
    if op.get_bind().dialect.name == "postgresql":
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")


def _guards() -> Iterator[str]:
    file = ROOT / "migrations" / "triggers" / f"ledger_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block


def _chart() -> Iterator[dict[str, object]]:
    with (ROOT / "coop" / "ledger" / "chart.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            yield {
                "number": row["nummer"],
                "name": row["naam"],
                "rgs": row["rgs"],
                "side": row["zijde"],
                "kind": row["soort"],
                "core": row["kern"] == "ja",
                "active": True,
            }
