"""Matching: what a line of the bank was booked as, what was taught of it, and receipts that can be undone."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0023_bank_match"
down_revision = "0022_awaited"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"
RESTS_ON = (
    "CASE kind WHEN 'payment' THEN payment_id IS NOT NULL "
    "WHEN 'purchase' THEN purchase_payment_id IS NOT NULL "
    "WHEN 'grant' THEN grant_receipt_id IS NOT NULL "
    "WHEN 'booked' THEN source IS NOT NULL "
    "WHEN 'awaited' THEN awaited_id IS NOT NULL WHEN 'returned' THEN awaited_id IS NOT NULL "
    "WHEN 'account' THEN account IS NOT NULL WHEN 'aside' THEN account IS NULL ELSE false END"
)
ONCE = (
    ("payment_id", ()),
    ("purchase_payment_id", ()),
    ("grant_receipt_id", ()),
    ("source", ()),
    ("awaited_id", ("kind",)),
)


def upgrade() -> None:
    """Make it so."""
    op.add_column("wijk", sa.Column("small_difference", sa.BigInteger(), nullable=False, server_default="5"))
    with op.batch_alter_table("grant_receipt") as batch:
        batch.add_column(sa.Column("reversal_of", sa.Integer(), nullable=True))
        batch.drop_constraint(op.f("ck_grant_receipt_amount"), type_="check")
        batch.create_check_constraint(op.f("ck_grant_receipt_amount"), "amount <> 0")
        batch.create_foreign_key(op.f("fk_grant_receipt_reversal_of"), "grant_receipt", ["reversal_of"], ["id"])
        batch.create_unique_constraint(op.f("uq_grant_receipt_reversal_of"), ["reversal_of"])
    op.create_table(
        "bank_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("comes_in", sa.Boolean(), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.Column("taught_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taught_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("iban <> '' OR words <> ''", name=op.f("ck_bank_rule_known_by")),
        sa.ForeignKeyConstraint(["account"], ["ledger_account.number"], name=op.f("fk_bank_rule_account")),
        sa.ForeignKeyConstraint(["cost_object_id"], ["cost_object.id"], name=op.f("fk_bank_rule_cost_object_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_rule")),
        sa.UniqueConstraint("iban", "words", "comes_in", name=op.f("uq_bank_rule_iban_words_comes_in")),
    )
    op.create_index(op.f("ix_bank_rule_iban"), "bank_rule", ["iban"])
    op.create_table(
        "bank_match",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("by_itself", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matched_by", sa.String(length=60), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=60), nullable=True),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_bank_match_undone")),
        sa.ForeignKeyConstraint(["line_id"], ["bank_line.id"], name=op.f("fk_bank_match_line_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_bank_match_party_id")),
        sa.PrimaryKeyConstraint("line_id", "attempt", name=op.f("pk_bank_match")),
    )
    op.create_index("ix_bank_match_party_id", "bank_match", ["party_id"])
    stands = sa.text("undone_at IS NULL")
    op.create_index(
        "uq_bank_match_line", "bank_match", ["line_id"], unique=True, sqlite_where=stands, postgresql_where=stands
    )
    op.create_table(
        "bank_match_part",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.Column("purchase_payment_id", sa.Integer(), nullable=True),
        sa.Column("grant_receipt_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=True),
        sa.Column("awaited_id", sa.Integer(), nullable=True),
        sa.Column("account", sa.String(length=10), nullable=True),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.CheckConstraint(RESTS_ON, name=op.f("ck_bank_match_part_rests_on")),
        sa.ForeignKeyConstraint(
            ["line_id", "attempt"],
            ["bank_match.line_id", "bank_match.attempt"],
            name="fk_bank_match_part_match",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_bank_match_part_payment_id")),
        sa.ForeignKeyConstraint(
            ["purchase_payment_id"], ["purchase_payment.id"], name=op.f("fk_bank_match_part_purchase_payment_id")
        ),
        sa.ForeignKeyConstraint(
            ["grant_receipt_id"], ["grant_receipt.id"], name=op.f("fk_bank_match_part_grant_receipt_id")
        ),
        sa.ForeignKeyConstraint(["awaited_id"], ["awaited.id"], name=op.f("fk_bank_match_part_awaited_id")),
        sa.ForeignKeyConstraint(["account"], ["ledger_account.number"], name=op.f("fk_bank_match_part_account")),
        sa.ForeignKeyConstraint(
            ["cost_object_id"], ["cost_object.id"], name=op.f("fk_bank_match_part_cost_object_id")
        ),
        sa.PrimaryKeyConstraint("line_id", "attempt", "position", name=op.f("pk_bank_match_part")),
    )
    stands = sa.text("stands")
    for column, more in ONCE:
        name = f"uq_bank_match_part_{column}"
        where = {"sqlite_where": stands, "postgresql_where": stands}
        op.create_index(name, "bank_match_part", [column, *more], unique=True, **where)
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it; refused by the database while a receipt was undone."""
    for table in ("payment", "purchase_payment", "grant_receipt"):
        on = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
        op.execute(f"DROP TRIGGER {table}_told_by_bank{on}")
    for table in ("bank_match_part", "bank_match", "bank_rule"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in ("bank_match_seal", "bank_match_open", "bank_match_counted", "bank_told"):
            op.execute(f"DROP FUNCTION {function}()")
    with op.batch_alter_table("grant_receipt") as batch:
        batch.drop_constraint(op.f("uq_grant_receipt_reversal_of"), type_="unique")
        batch.drop_constraint(op.f("fk_grant_receipt_reversal_of"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_grant_receipt_amount"), type_="check")
        batch.create_check_constraint(op.f("ck_grant_receipt_amount"), "amount > 0")
        batch.drop_column("reversal_of")
    op.drop_column("wijk", "small_difference")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"matching_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
