"""Money on its way to or from the bank, and the ways that lead over a clearing account."""

import sqlalchemy as sa
from alembic import op

revision = "0022_awaited"
down_revision = "0021_online_payment"
branch_labels = None
depends_on = None

PAYMENT = ("'bank', 'cash', 'online'", "'bank', 'cash', 'online', 'debit', 'card', 'difference'")
PURCHASE = ("'bank', 'cash'", "'bank', 'cash', 'payout', 'difference'")


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "awaited",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("batch", sa.String(length=70), nullable=False),
        sa.Column("reference", sa.String(length=70), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=140), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_awaited_amount")),
        sa.ForeignKeyConstraint(["account"], ["ledger_account.number"], name=op.f("fk_awaited_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awaited")),
        sa.UniqueConstraint("source", name=op.f("uq_awaited_source")),
    )
    op.create_index(op.f("ix_awaited_batch"), "awaited", ["batch"])
    op.create_index(op.f("ix_awaited_reference"), "awaited", ["reference"])
    _allow("payment", *PAYMENT)
    _allow("purchase_payment", *PURCHASE)


def downgrade() -> None:
    """Undo it; refused by the database while something went one of the new ways."""
    _allow("purchase_payment", *reversed(PURCHASE))
    _allow("payment", *reversed(PAYMENT))
    op.drop_table("awaited")


def _allow(table: str, before: str, ways: str) -> None:
    """Let a payment go these ways; SQLite changes no rule of a table, so there it is made anew with its guards."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(f"ck_{table}_way"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_way"), table, f"way IN ({ways})")
        return
    named = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
    made = op.get_bind().scalar(named, {"name": table})
    around = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = :name AND type <> 'table' AND sql > ''")
    others = list(op.get_bind().scalars(around, {"name": table}))
    changed = made.replace(f"way IN ({before})", f"way IN ({ways})")
    for first in (f"TABLE {table}", f'TABLE "{table}"', f"REFERENCES {table}", f'REFERENCES "{table}"'):
        changed = changed.replace(f"{first} (", f"{first.split()[0]} {table}_anew (")
    op.execute(changed)
    op.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for statement in others:
        op.execute(statement)
