"""KOR: when we took part in the small businesses' scheme, turnover elsewhere, and how often we declare VAT."""

import sqlalchemy as sa
from alembic import op

revision = "0010_kor"
down_revision = "0009_input_vat"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "kor_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("passed_by", sa.String(length=20), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("ends_on >= begins_on", name=op.f("ck_kor_period_period")),
        sa.CheckConstraint("passed_by IS NULL OR ends_on IS NOT NULL", name=op.f("ck_kor_period_passed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kor_period")),
        sa.UniqueConstraint("begins_on", name=op.f("uq_kor_period_begins_on")),
    )
    op.create_table(
        "other_turnover",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_other_turnover")),
    )
    op.create_table(
        "vat_frequency",
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.CheckConstraint("months IN (1, 3)", name=op.f("ck_vat_frequency_months")),
        sa.PrimaryKeyConstraint("begins_on", name=op.f("pk_vat_frequency")),
    )


def downgrade() -> None:
    """Undo it."""
    for table in ("vat_frequency", "other_turnover", "kor_period"):
        op.drop_table(table)
