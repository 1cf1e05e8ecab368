"""What goes back to the giver of a grant after it was settled, never more than was settled."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0048_grant_repayment"
down_revision = "0047_grants"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "grant_repayment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("reversal_of", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_grant_repayment_amount")),
        sa.CheckConstraint("way IN ('bank', 'cash', 'payout')", name=op.f("ck_grant_repayment_way")),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["grant_settlement.id"], name=op.f("fk_grant_repayment_settlement_id")
        ),
        sa.ForeignKeyConstraint(
            ["reversal_of"], ["grant_repayment.id"], name=op.f("fk_grant_repayment_reversal_of")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_repayment")),
        sa.UniqueConstraint("reversal_of", name=op.f("uq_grant_repayment_reversal_of")),
    )
    op.create_index(op.f("ix_grant_repayment_settlement_id"), "grant_repayment", ["settlement_id"])
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it; the guards of the table go with it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER grant_settlement_repaid ON grant_settlement")
        op.drop_table("grant_repayment")
        op.execute("DROP FUNCTION grant_settlement_repaid()")
        op.execute("DROP FUNCTION grant_repayment_within()")
    else:
        op.execute("DROP TRIGGER grant_settlement_repaid")
        op.drop_table("grant_repayment")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"grant_repayment_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
