"""Claims of members with their receipts, and what was paid to people for them or as allowance."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0027_claim"
down_revision = "0026_refund"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    op.execute(
        "INSERT INTO ledger_account (number, name, rgs, side, kind, core, active)"
        " SELECT '17130', 'Nog te betalen declaraties van leden', 'BSchOpaNve', 'C', 'B', true, true"
        " WHERE NOT EXISTS (SELECT 1 FROM ledger_account WHERE number = '17130')"
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.Column("receipt_sha", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.String(length=60), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=60), nullable=True),
        sa.CheckConstraint(
            "state IN ('submitted', 'approved', 'declined', 'withdrawn')", name=op.f("ck_claim_state")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_claim_amount")),
        sa.CheckConstraint("what <> ''", name=op.f("ck_claim_what")),
        sa.CheckConstraint("decided_by <> submitted_by", name=op.f("ck_claim_by_another")),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_claim_decided")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'declined') OR decided_by IS NOT NULL", name=op.f("ck_claim_decider")
        ),
        sa.CheckConstraint("state <> 'declined' OR reason <> ''", name=op.f("ck_claim_reason")),
        sa.CheckConstraint("state <> 'approved' OR account IS NOT NULL", name=op.f("ck_claim_account")),
        sa.ForeignKeyConstraint(["person_id"], ["party.id"], name=op.f("fk_claim_person_id")),
        sa.ForeignKeyConstraint(["cost_object_id"], ["cost_object.id"], name=op.f("fk_claim_cost_object_id")),
        sa.ForeignKeyConstraint(["receipt_sha"], ["stored_file.sha256"], name=op.f("fk_claim_receipt_sha")),
        sa.ForeignKeyConstraint(["account"], ["ledger_account.number"], name=op.f("fk_claim_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_person_id"), "claim", ["person_id"])
    op.create_index("ix_claim_state", "claim", ["state", "id"])
    op.create_table(
        "member_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(length=140), nullable=False),
        sa.Column("reversal_of", sa.Integer(), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_member_payment_amount")),
        sa.CheckConstraint("(claim_id IS NULL) <> (month IS NULL)", name=op.f("ck_member_payment_what")),
        sa.CheckConstraint("(amount < 0) = (reversal_of IS NOT NULL)", name=op.f("ck_member_payment_reversal")),
        sa.ForeignKeyConstraint(["person_id"], ["party.id"], name=op.f("fk_member_payment_person_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_member_payment_claim_id")),
        sa.ForeignKeyConstraint(
            ["reversal_of"], ["member_payment.id"], name=op.f("fk_member_payment_reversal_of")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_payment")),
        sa.UniqueConstraint("reversal_of", name=op.f("uq_member_payment_reversal_of")),
    )
    op.create_index(op.f("ix_member_payment_claim_id"), "member_payment", ["claim_id"])
    op.create_index("ix_member_payment_person_day", "member_payment", ["person_id", "day"])
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it; the account stays, for it may have been used."""
    for table in ("member_payment", "claim"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in ("owed", "decided", "kept"):
            op.execute(f"DROP FUNCTION claims_{function}()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"claims_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
