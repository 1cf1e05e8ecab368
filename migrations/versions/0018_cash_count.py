"""Counting the cash box."""

import sqlalchemy as sa
from alembic import op

revision = "0018_cash_count"
down_revision = "0017_schedule"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "cash_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_cash_count_counted")),
        sa.CheckConstraint("counted = expected OR note <> ''", name=op.f("ck_cash_count_explained")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_count")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("cash_count")
