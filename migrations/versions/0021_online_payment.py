"""Paying online: the private link of each invoice, what the payment provider did, and its way to pay."""

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

    op.create_table(
        "checkout",
        sa.Column("session_id", sa.String(length=80), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_checkout_amount")),
        sa.CheckConstraint(
            "state IN ('open', 'processing', 'failed', 'expired', 'paid')", name=op.f("ck_checkout_state")
        ),
        sa.ForeignKeyConstraint(["invoice_number"], ["invoice.number"], name=op.f("fk_checkout_invoice_number")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_checkout")),
    )
    op.create_index(op.f("ix_checkout_invoice_number"), "checkout", ["invoice_number"])
    op.create_table(
        "online_money",
        sa.Column("provider_id", sa.String(length=80), nullable=False),
        sa.Column("session_id", sa.String(length=80), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["checkout.session_id"], name=op.f("fk_online_money_session_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_online_money_payment_id")),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_online_money")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_online_money_payment_id")),
    )
    op.create_index(op.f("ix_online_money_session_id"), "online_money", ["session_id"])
    op.create_table(
        "provider_event",
        sa.Column("event_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_provider_event")),
    )
    _allow("'bank', 'cash'", "'bank', 'cash', 'online'")


def downgrade() -> None:
    """Undo it; refused by the database while something was paid online."""
    op.drop_table("provider_event")
    op.drop_table("online_money")
    op.drop_table("checkout")
    _allow("'bank', 'cash', 'online'", "'bank', 'cash'")
    op.drop_table("pay_link")


def _allow(before: str, ways: str) -> None:
    """Let a payment go these ways; SQLite changes no rule of a table, so there it is made anew with its guards."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_payment_way"), "payment", type_="check")
        op.create_check_constraint(op.f("ck_payment_way"), "payment", f"way IN ({ways})")
        return
    made = op.get_bind().scalar(sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'payment'"))
    around = "SELECT sql FROM sqlite_master WHERE tbl_name = 'payment' AND type <> 'table' AND sql > ''"
    others = list(op.get_bind().scalars(sa.text(around)))
    changed = made.replace(f"way IN ({before})", f"way IN ({ways})")
    for before_name in ("TABLE payment", 'TABLE "payment"', "REFERENCES payment", 'REFERENCES "payment"'):
        changed = changed.replace(f"{before_name} (", f"{before_name.split()[0]} payment_anew (")
    op.execute(changed)
    op.execute("INSERT INTO payment_anew SELECT * FROM payment")
    op.execute("DROP TABLE payment")
    op.execute("ALTER TABLE payment_anew RENAME TO payment")
    for statement in others:
        op.execute(statement)
