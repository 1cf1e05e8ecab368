"""Reminders that went out, and customers who are left in peace."""

import sqlalchemy as sa
from alembic import op

revision = "0019_reminder"
down_revision = "0018_cash_count"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("step IN ('friendly', 'second', 'letter')", name=op.f("ck_reminder_step")),
        sa.CheckConstraint("(step = 'letter') = (cost IS NOT NULL)", name=op.f("ck_reminder_cost")),
        sa.CheckConstraint("total > 0", name=op.f("ck_reminder_total")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_reminder_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_party_id"), "reminder", ["party_id"])
    op.create_table(
        "reminder_item",
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("open", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminder.id"], name=op.f("fk_reminder_item_reminder_id")),
        sa.ForeignKeyConstraint(
            ["invoice_number"], ["invoice.number"], name=op.f("fk_reminder_item_invoice_number")
        ),
        sa.PrimaryKeyConstraint("reminder_id", "invoice_number", name=op.f("pk_reminder_item")),
    )
    op.create_index(op.f("ix_reminder_item_invoice_number"), "reminder_item", ["invoice_number"])
    op.create_table(
        "reminder_pause",
        sa.Column("party_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_reminder_pause_party_id")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_reminder_pause")),
    )


def downgrade() -> None:
    """Undo it."""
    for table in ("reminder_pause", "reminder_item", "reminder"):
        op.drop_table(table)
