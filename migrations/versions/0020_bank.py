"""The bank: accounts, statements and their lines, which never change."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0020_bank"
down_revision = "0019_reminder"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "bank_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("ledger_account", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["ledger_account"], ["ledger_account.number"], name=op.f("fk_bank_account_ledger_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
        sa.UniqueConstraint("iban", name=op.f("uq_bank_account_iban")),
    )
    op.create_table(
        "bank_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("opening", sa.BigInteger(), nullable=True),
        sa.Column("closing", sa.BigInteger(), nullable=True),
        sa.Column("moved", sa.BigInteger(), nullable=True),
        sa.Column("file_sha", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("form IN ('camt', 'mt940')", name=op.f("ck_bank_statement_form")),
        sa.ForeignKeyConstraint(["account_id"], ["bank_account.id"], name=op.f("fk_bank_statement_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statement")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_bank_statement_account_id_key")),
    )
    op.create_table(
        "bank_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("name", sa.String(length=140), nullable=False),
        sa.Column("description", sa.String(length=1000), nullable=False),
        sa.Column("end_to_end", sa.String(length=70), nullable=False),
        sa.Column("mandate", sa.String(length=70), nullable=False),
        sa.Column("reference", sa.String(length=70), nullable=False),
        sa.Column("bank_reference", sa.String(length=70), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["bank_account.id"], name=op.f("fk_bank_line_account_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["bank_statement.id"], name=op.f("fk_bank_line_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_line")),
        sa.UniqueConstraint(
            "account_id", "key", "occurrence", name=op.f("uq_bank_line_account_id_key_occurrence")
        ),
    )
    op.create_index(op.f("ix_bank_line_statement_id"), "bank_line", ["statement_id"])
    op.create_index(op.f("ix_bank_line_booked_on"), "bank_line", ["booked_on"])
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    for table in ("bank_line", "bank_statement", "bank_account"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION bank_kept()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"bank_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
