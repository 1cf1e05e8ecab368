"""The closing of the card terminal at the end of a day."""

import sqlalchemy as sa
from alembic import op

revision = "0033_card_closing"
down_revision = "0032_allowance"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "card_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("counted = expected OR note <> ''", name=op.f("ck_card_closing_explained")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_closing")),
        sa.UniqueConstraint("day", name=op.f("uq_card_closing_day")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("card_closing")
