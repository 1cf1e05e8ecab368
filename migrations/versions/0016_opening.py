"""Opening the books: what was still open in the old ones."""

import sqlalchemy as sa
from alembic import op

revision = "0016_opening"
down_revision = "0015_bad_debt"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "ledger_opening_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["ledger_transaction.id"], name=op.f("fk_ledger_opening_item_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_opening_item")),
    )
    op.create_index("ix_ledger_opening_item_transaction_id", "ledger_opening_item", ["transaction_id"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("ledger_opening_item")
