"""Input VAT: the VAT rule kept on each line that is sold, and on each that is bought what we owe and deduct."""

import sqlalchemy as sa
from alembic import op

revision = "0009_input_vat"
down_revision = "0008_rule_confirmation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so; columns are added bare, for to rebuild a table would drop its guards."""
    op.create_table(
        "taxed_share",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("basis_points BETWEEN 0 AND 10000", name=op.f("ck_taxed_share_basis_points")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_taxed_share")),
    )
    op.add_column("invoice_line", sa.Column("vat_rule", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("invoice_line", sa.Column("vat_answer", sa.Boolean(), nullable=True))
    op.add_column("purchase_line", sa.Column("vat_due", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("purchase_line", sa.Column("taxed_share", sa.Integer(), nullable=False, server_default="10000"))


def downgrade() -> None:
    """Undo it."""
    for table, column in (
        ("purchase_line", "taxed_share"),
        ("purchase_line", "vat_due"),
        ("invoice_line", "vat_answer"),
        ("invoice_line", "vat_rule"),
    ):
        op.drop_column(table, column)
    op.drop_table("taxed_share")
