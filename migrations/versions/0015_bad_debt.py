"""Bad debt: claims that were taken for lost."""

import sqlalchemy as sa
from alembic import op

revision = "0015_bad_debt"
down_revision = "0014_purchase_approval"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "bad_debt",
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_bad_debt_amount")),
        sa.ForeignKeyConstraint(["invoice_number"], ["invoice.number"], name=op.f("fk_bad_debt_invoice_number")),
        sa.PrimaryKeyConstraint("invoice_number", name=op.f("pk_bad_debt")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("bad_debt")
