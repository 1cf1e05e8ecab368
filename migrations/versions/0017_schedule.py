"""Recurring memorial entries: schedules, and the account that additions to provisions are a cost on."""

import sqlalchemy as sa
from alembic import op

revision = "0017_schedule"
down_revision = "0016_opening"
branch_labels = None
depends_on = None

ACCOUNT = {
    "number": "46730",
    "name": "Toevoeging aan voorzieningen",
    "rgs": "WBedDvvDov",
    "side": "D",
    "kind": "P",
    "core": False,
    "active": True,
}


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "ledger_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("debit", sa.String(length=10), nullable=False),
        sa.Column("credit", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.Column("stopped_from", sa.Date(), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_ledger_schedule_amount")),
        sa.CheckConstraint("months BETWEEN 1 AND 600", name=op.f("ck_ledger_schedule_months")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_ledger_schedule_accounts")),
        sa.CheckConstraint(
            "kind IN ('prepaid', 'accrued', 'depreciation', 'provision', 'deferred')",
            name=op.f("ck_ledger_schedule_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["cost_object_id"], ["cost_object.id"], name=op.f("fk_ledger_schedule_cost_object_id")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["ledger_schedule.id"], name=op.f("fk_ledger_schedule_follows_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_schedule")),
    )
    account = sa.table("ledger_account", *(sa.column(name) for name in ACCOUNT))
    there = sa.select(account.c.number).where(account.c.number == ACCOUNT["number"])
    if op.get_bind().scalar(there) is None:  # a new house has it from the chart
        op.bulk_insert(account, [ACCOUNT])


def downgrade() -> None:
    """Undo it; the account stays, for it may have been used."""
    op.drop_table("ledger_schedule")
