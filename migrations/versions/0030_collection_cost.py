"""Reminders: the step in which the cost of collecting is asked, with the invoice that asks it."""

import sqlalchemy as sa
from alembic import op

revision = "0030_collection_cost"
down_revision = "0029_dispute"
branch_labels = None
depends_on = None

BEFORE = {
    "step": "step IN ('friendly', 'second', 'letter')",
    "cost": "(step = 'letter') = (cost IS NOT NULL)",
}
AFTER = {
    "step": "step IN ('friendly', 'second', 'letter', 'cost')",
    "cost": "(step IN ('letter', 'cost')) = (cost IS NOT NULL)",
    "asked": "(step = 'cost') = (cost_number IS NOT NULL)",
    "interest": "interest IS NULL OR step = 'cost'",
}


def upgrade() -> None:
    """Make it so."""
    with op.batch_alter_table("reminder") as batch:
        batch.add_column(sa.Column("cost_number", sa.String(length=20), nullable=True))
        batch.add_column(sa.Column("interest", sa.BigInteger(), nullable=True))
        batch.create_foreign_key(op.f("fk_reminder_cost_number"), "invoice", ["cost_number"], ["number"])
        batch.create_unique_constraint(op.f("uq_reminder_cost_number"), ["cost_number"])
        for name in BEFORE:
            batch.drop_constraint(op.f(f"ck_reminder_{name}"), type_="check")
        for name, rule in AFTER.items():
            batch.create_check_constraint(op.f(f"ck_reminder_{name}"), rule)


def downgrade() -> None:
    """Undo it; refused by the database while the cost was asked of somebody."""
    with op.batch_alter_table("reminder") as batch:
        for name in AFTER:
            batch.drop_constraint(op.f(f"ck_reminder_{name}"), type_="check")
        for name, rule in BEFORE.items():
            batch.create_check_constraint(op.f(f"ck_reminder_{name}"), rule)
        batch.drop_constraint(op.f("uq_reminder_cost_number"), type_="unique")
        batch.drop_constraint(op.f("fk_reminder_cost_number"), type_="foreignkey")
        batch.drop_column("interest")
        batch.drop_column("cost_number")
