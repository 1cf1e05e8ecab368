"""Disputes: payments that the bank of the payer took back."""

import sqlalchemy as sa
from alembic import op

revision = "0029_dispute"
down_revision = "0028_provider_account"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "dispute",
        sa.Column("dispute_id", sa.String(length=80), nullable=False),
        sa.Column("session_id", sa.String(length=80), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("respond_by", sa.Date(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_dispute_amount")),
        sa.CheckConstraint("state IN ('asked', 'disputed', 'lost', 'won')", name=op.f("ck_dispute_state")),
        sa.ForeignKeyConstraint(["session_id"], ["checkout.session_id"], name=op.f("fk_dispute_session_id")),
        sa.PrimaryKeyConstraint("dispute_id", name=op.f("pk_dispute")),
    )
    op.create_index(op.f("ix_dispute_session_id"), "dispute", ["session_id"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("dispute")
