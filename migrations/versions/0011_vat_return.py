"""VAT return: returns as they were filed, and the guards that close their periods to entries with VAT."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0011_vat_return"
down_revision = "0010_kor"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"
FUNCTIONS = ("vat_return_closes", "vat_return_new", "vat_return_open", "vat_refuse")


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "vat_return",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("own_favour", sa.Boolean(), nullable=False),
        sa.Column("exact", sa.BigInteger(), nullable=False),
        sa.Column("payable", sa.BigInteger(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_by", sa.String(length=60), nullable=False),
        sa.Column("copied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("copied_by", sa.String(length=60), nullable=True),
        sa.CheckConstraint("kind IN ('return', 'supplement')", name=op.f("ck_vat_return_kind")),
        sa.CheckConstraint("ends_on > begins_on", name=op.f("ck_vat_return_period")),
        sa.CheckConstraint("(copied_at IS NULL) = (copied_by IS NULL)", name=op.f("ck_vat_return_copied")),
        sa.CheckConstraint("payable % 100 = 0", name=op.f("ck_vat_return_whole_euros")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_vat_return")),
    )
    op.create_table(
        "vat_return_box",
        sa.Column("return_code", sa.String(length=20), nullable=False),
        sa.Column("box", sa.String(length=10), nullable=False),
        sa.Column("turnover", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.BigInteger(), nullable=False),
        sa.Column("exact_turnover", sa.BigInteger(), nullable=False),
        sa.Column("exact_vat", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("turnover % 100 = 0 AND vat % 100 = 0", name=op.f("ck_vat_return_box_whole_euros")),
        sa.ForeignKeyConstraint(
            ["return_code"],
            ["vat_return.code"],
            name=op.f("fk_vat_return_box_return_code"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("return_code", "box", name=op.f("pk_vat_return_box")),
    )
    op.create_table(
        "vat_supplement_line",
        sa.Column("transaction_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("return_code", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_vat_supplement_line_transaction_id")
        ),
        sa.ForeignKeyConstraint(
            ["return_code"],
            ["vat_return.code"],
            name=op.f("fk_vat_supplement_line_return_code"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("transaction_id", name=op.f("pk_vat_supplement_line")),
    )
    op.create_index(op.f("ix_vat_supplement_line_return_code"), "vat_supplement_line", ["return_code"])
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it; the guard on the ledger's own table goes first."""
    on_table = " ON ledger_transaction" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER vat_return_closes{on_table}")
    for table in ("vat_supplement_line", "vat_return_box", "vat_return"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"vat_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
