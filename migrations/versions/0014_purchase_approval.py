"""Purchases: approval by a second person above a limit, and the e-invoice a purchase was read from."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0014_purchase_approval"
down_revision = "0013_logo"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    op.add_column("wijk", sa.Column("purchase_limit", sa.BigInteger(), nullable=False, server_default="100000"))
    op.create_table(
        "purchase_approval",
        sa.Column("purchase_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=60), nullable=True),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_by IS NULL)", name=op.f("ck_purchase_approval_approved")
        ),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_approval_purchase_id")),
        sa.PrimaryKeyConstraint("purchase_id", name=op.f("pk_purchase_approval")),
    )
    op.create_table(
        "purchase_original",
        sa.Column("purchase_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_original_purchase_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_purchase_original_sha256")),
        sa.PrimaryKeyConstraint("purchase_id", name=op.f("pk_purchase_original")),
    )
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    op.execute(
        "DROP TRIGGER purchase_payment_approved"
        + (" ON purchase_payment" if op.get_bind().dialect.name == "postgresql" else "")
    )
    op.drop_table("purchase_original")
    op.drop_table("purchase_approval")
    op.drop_column("wijk", "purchase_limit")
    if op.get_bind().dialect.name == "postgresql":
        for function in ("approvals_paying", "approvals_given"):
            op.execute(f"DROP FUNCTION {function}()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"approvals_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
