"""Limits that somebody passed for a reason, and no allowance paid without a basis in law."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0032_allowance"
down_revision = "0031_instalments"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "limit_passed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("step IN ('planning', 'hours', 'payout')", name=op.f("ck_limit_passed_step")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_limit_passed_reason")),
        sa.ForeignKeyConstraint(["person_id"], ["party.id"], name=op.f("fk_limit_passed_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limit_passed")),
    )
    op.create_index(op.f("ix_limit_passed_person_id"), "limit_passed", ["person_id"])
    op.create_index(op.f("ix_limit_passed_about"), "limit_passed", ["about"])
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER member_payment_basis" + (" ON member_payment" if is_postgresql else ""))
    op.drop_table("limit_passed")
    if is_postgresql:
        for function in ("basis", "kept"):
            op.execute(f"DROP FUNCTION allowances_{function}()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"allowances_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
