"""Paying out: account numbers of payees, payment orders with their transfers, and purchases in dispute."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0025_paying_out"
down_revision = "0024_direct_debit"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "payee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("holder", sa.String(length=70), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=60), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by", sa.String(length=60), nullable=True),
        sa.CheckConstraint("state IN ('standing', 'waiting', 'refused', 'past')", name=op.f("ck_payee_state")),
        sa.CheckConstraint("origin IN ('hand', 'invoice', 'self')", name=op.f("ck_payee_origin")),
        sa.CheckConstraint("(looked_at IS NULL) = (looked_by IS NULL)", name=op.f("ck_payee_looked")),
        sa.CheckConstraint("looked_by <> entered_by", name=op.f("ck_payee_by_another")),
        sa.CheckConstraint("state NOT IN ('waiting', 'refused') OR changed", name=op.f("ck_payee_waits")),
        sa.CheckConstraint(
            "NOT changed OR state IN ('waiting', 'past') OR looked_by IS NOT NULL",
            name=op.f("ck_payee_second_look"),
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_payee_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payee")),
    )
    op.create_index("ix_payee_party_id", "payee", ["party_id"])
    for state in ("standing", "waiting"):
        where = sa.text(f"state = '{state}'")
        op.create_index(
            f"uq_payee_{state}", "payee", ["party_id"], unique=True, sqlite_where=where, postgresql_where=where
        )
    op.create_table(
        "payment_order",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pay_on", sa.Date(), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=60), nullable=True),
        sa.Column("file_sha", sa.String(length=64), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'approved', 'withdrawn')", name=op.f("ck_payment_order_state")),
        sa.CheckConstraint("approved_by <> made_by", name=op.f("ck_payment_order_by_another")),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_by IS NULL)", name=op.f("ck_payment_order_approved")
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR approved_by IS NOT NULL", name=op.f("ck_payment_order_approver")
        ),
        sa.CheckConstraint("state <> 'withdrawn' OR reason <> ''", name=op.f("ck_payment_order_reason")),
        sa.CheckConstraint("(approved_at IS NULL) = (file_sha IS NULL)", name=op.f("ck_payment_order_file")),
        sa.ForeignKeyConstraint(["file_sha"], ["stored_file.sha256"], name=op.f("fk_payment_order_file_sha")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_order")),
    )
    op.create_table(
        "payout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("payee_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(length=140), nullable=False),
        sa.Column("end_to_end", sa.String(length=35), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'dropped', 'returned')", name=op.f("ck_payout_state")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payout_amount")),
        sa.CheckConstraint("state NOT IN ('dropped', 'returned') OR reason <> ''", name=op.f("ck_payout_reason")),
        sa.ForeignKeyConstraint(["order_id"], ["payment_order.id"], name=op.f("fk_payout_order_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_payout_party_id")),
        sa.ForeignKeyConstraint(["payee_id"], ["payee.id"], name=op.f("fk_payout_payee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout")),
        sa.UniqueConstraint("end_to_end", name=op.f("uq_payout_end_to_end")),
    )
    op.create_index(op.f("ix_payout_order_id"), "payout", ["order_id"])
    op.create_index(op.f("ix_payout_party_id"), "payout", ["party_id"])
    op.create_table(
        "payout_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payout_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("booking", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_payout_item_amount")),
        sa.ForeignKeyConstraint(["payout_id"], ["payout.id"], name=op.f("fk_payout_item_payout_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_item")),
    )
    op.create_index(op.f("ix_payout_item_payout_id"), "payout_item", ["payout_id"])
    op.create_index(op.f("ix_payout_item_about"), "payout_item", ["about"])
    op.create_index(
        "uq_payout_item_waiting",
        "payout_item",
        ["about"],
        unique=True,
        sqlite_where=sa.text("waits"),
        postgresql_where=sa.text("waits"),
    )
    op.create_table(
        "purchase_dispute",
        sa.Column("purchase_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_purchase_dispute_reason")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_dispute_purchase_id")),
        sa.PrimaryKeyConstraint("purchase_id", name=op.f("pk_purchase_dispute")),
    )
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    for table in ("purchase_dispute", "payout_item", "payout", "payment_order", "payee"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in ("item", "payout", "order", "payee", "kept"):
            op.execute(f"DROP FUNCTION paying_out_{function}()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"paying_out_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
