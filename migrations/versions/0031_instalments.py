"""Instalment plans: what was agreed with who cannot pay at once."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0031_instalments"
down_revision = "0030_collection_cost"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "instalment_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.String(length=60), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(length=10), nullable=True),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_why IS NULL)", name=op.f("ck_instalment_plan_ended")),
        sa.CheckConstraint("ended_why IN ('paid', 'stopped')", name=op.f("ck_instalment_plan_why")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_instalment_plan_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalment_plan")),
    )
    op.create_index(op.f("ix_instalment_plan_party_id"), "instalment_plan", ["party_id"])
    standing = sa.text("ended_on IS NULL")
    op.create_index(
        "uq_instalment_plan_standing",
        "instalment_plan",
        ["party_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    op.create_table(
        "instalment_part",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_instalment_part_amount")),
        sa.ForeignKeyConstraint(["plan_id"], ["instalment_plan.id"], name=op.f("fk_instalment_part_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_instalment_part")),
    )
    op.create_table(
        "planned_invoice",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_planned_invoice_amount")),
        sa.ForeignKeyConstraint(["plan_id"], ["instalment_plan.id"], name=op.f("fk_planned_invoice_plan_id")),
        sa.ForeignKeyConstraint(
            ["invoice_number"], ["invoice.number"], name=op.f("fk_planned_invoice_invoice_number")
        ),
        sa.PrimaryKeyConstraint("plan_id", "invoice_number", name=op.f("pk_planned_invoice")),
    )
    op.create_index(op.f("ix_planned_invoice_invoice_number"), "planned_invoice", ["invoice_number"])
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    for table in ("planned_invoice", "instalment_part", "instalment_plan"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION instalment_kept()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"instalments_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
