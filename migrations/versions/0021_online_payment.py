"""Paying online: the private link of each invoice."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0021_online_payment"
down_revision = "0020_bank"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so; invoices of before get their link too."""
    link = op.create_table(
        "pay_link",
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.ForeignKeyConstraint(["invoice_number"], ["invoice.number"], name=op.f("fk_pay_link_invoice_number")),
        sa.PrimaryKeyConstraint("invoice_number", name=op.f("pk_pay_link")),
        sa.UniqueConstraint("token", name=op.f("uq_pay_link_token")),
    )
    invoice = sa.table("invoice", sa.column("number"), sa.column("kind"))
    numbers = op.get_bind().scalars(sa.select(invoice.c.number).where(invoice.c.kind == "invoice"))
    op.bulk_insert(link, [{"invoice_number": number, "token": secrets.token_urlsafe(24)} for number in numbers])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("pay_link")
