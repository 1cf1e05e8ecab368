"""Member shares: what one is worth, and every move of them."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0007_member_shares"
down_revision = "0006_exploitatie"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "share_value",
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_share_value_amount")),
        sa.PrimaryKeyConstraint("begins_on", name=op.f("pk_share_value")),
    )
    op.create_table(
        "share_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=True),
        sa.Column("reversal_of", sa.Integer(), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "kind IN ('issue', 'payment', 'transfer', 'redemption', 'repayment')",
            name=op.f("ck_share_move_kind"),
        ),
        sa.CheckConstraint(
            "(kind IN ('payment', 'repayment')) = (shares IS NULL) AND (shares IS NULL) = (value IS NULL)",
            name=op.f("ck_share_move_of_shares"),
        ),
        sa.CheckConstraint("shares > 0 AND value > 0", name=op.f("ck_share_move_count")),
        sa.CheckConstraint(
            "amount > 0 AND (shares IS NULL OR amount = shares * value)", name=op.f("ck_share_move_amount")
        ),
        sa.CheckConstraint("(kind = 'transfer') = (receiver_id IS NOT NULL)", name=op.f("ck_share_move_receiver")),
        sa.CheckConstraint("receiver_id <> member_id", name=op.f("ck_share_move_somebody_else")),
        sa.CheckConstraint(
            "(way IS NOT NULL) = (kind IN ('payment', 'repayment'))", name=op.f("ck_share_move_paid")
        ),
        sa.CheckConstraint("way IN ('bank', 'cash')", name=op.f("ck_share_move_way")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_share_move_member_id")),
        sa.ForeignKeyConstraint(["receiver_id"], ["member.id"], name=op.f("fk_share_move_receiver_id")),
        sa.ForeignKeyConstraint(["reversal_of"], ["share_move.id"], name=op.f("fk_share_move_reversal_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_move")),
        sa.UniqueConstraint("reversal_of", name=op.f("uq_share_move_reversal_of")),
    )
    op.create_index("ix_share_move_member", "share_move", ["member_id", "id"])
    op.create_index("ix_share_move_receiver_id", "share_move", ["receiver_id"])
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    op.drop_table("share_move")
    op.drop_table("share_value")
    if op.get_bind().dialect.name == "postgresql":
        for function in ("shares_held", "shares_refuse"):
            op.execute(f"DROP FUNCTION {function}()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"shares_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
