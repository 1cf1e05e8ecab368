"""The account at the payment provider: its lines, its payouts, and the checks against it."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0028_provider_account"
down_revision = "0027_claim"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "provider_payout",
        sa.Column("payout_id", sa.String(length=80), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=70), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_provider_payout_amount")),
        sa.CheckConstraint(
            "state IN ('pending', 'in_transit', 'paid', 'failed', 'canceled')",
            name=op.f("ck_provider_payout_state"),
        ),
        sa.PrimaryKeyConstraint("payout_id", name=op.f("pk_provider_payout")),
    )
    op.create_table(
        "provider_line",
        sa.Column("line_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=False),
        sa.Column("payout_id", sa.String(length=80), nullable=True),
        sa.Column("booked_as", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "part IN ('came', 'back', 'cost', 'payout', 'other')", name=op.f("ck_provider_line_part")
        ),
        sa.ForeignKeyConstraint(
            ["payout_id"], ["provider_payout.payout_id"], name=op.f("fk_provider_line_payout_id")
        ),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_provider_line")),
    )
    for column in ("created_at", "intent", "payout_id"):
        op.create_index(op.f(f"ix_provider_line_{column}"), "provider_line", [column])
    op.create_table(
        "provider_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("theirs", sa.BigInteger(), nullable=False),
        sa.Column("ours", sa.BigInteger(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("differing", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_check")),
    )
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    for table in ("provider_check", "provider_line", "provider_payout"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION provider_line_kept()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"provider_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
