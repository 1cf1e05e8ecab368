"""Refunds to customers that go with a payment order."""

import sqlalchemy as sa
from alembic import op

revision = "0026_refund"
down_revision = "0025_paying_out"
branch_labels = None
depends_on = None

WAYS = "'bank', 'cash', 'online', 'debit', 'card', 'difference'"
MORE = "'bank', 'cash', 'online', 'debit', 'card', 'payout', 'difference'"


def upgrade() -> None:
    """Make it so."""
    _allow(WAYS, MORE)


def downgrade() -> None:
    """Undo it; refused by the database while a refund went that way."""
    _allow(MORE, WAYS)


def _allow(before: str, ways: str) -> None:
    """Let a payment go these ways; SQLite changes no rule of a table, so there it is made anew with its guards."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_payment_way"), "payment", type_="check")
        op.create_check_constraint(op.f("ck_payment_way"), "payment", f"way IN ({ways})")
        return
    made = op.get_bind().scalar(sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'payment'"))
    around = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = 'payment' AND type <> 'table' AND sql > ''")
    others = list(op.get_bind().scalars(around))
    changed = made.replace(f"way IN ({before})", f"way IN ({ways})")
    for first in ("TABLE payment", 'TABLE "payment"', "REFERENCES payment", 'REFERENCES "payment"'):
        changed = changed.replace(f"{first} (", f"{first.split()[0]} payment_anew (")
    op.execute(changed)
    op.execute("INSERT INTO payment_anew SELECT * FROM payment")
    op.execute("DROP TABLE payment")
    op.execute("ALTER TABLE payment_anew RENAME TO payment")
    for statement in others:
        op.execute(statement)
