"""The least that the members want on their accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0044_liquidity_floor"
down_revision = "0043_budget_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "liquidity_floor",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("weeks_below", sa.Integer(), nullable=False),
        sa.Column("first_below", sa.Date(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_liquidity_floor_only_one")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_liquidity_floor_amount")),
        sa.CheckConstraint("weeks_below >= 0", name=op.f("ck_liquidity_floor_weeks_below")),
        sa.CheckConstraint(
            "(weeks_below = 0) = (first_below IS NULL)", name=op.f("ck_liquidity_floor_first_below")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_liquidity_floor")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("liquidity_floor")
