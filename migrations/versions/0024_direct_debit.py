"""SEPA direct debit: mandates that were signed, collections with what they ask, and our number to collect with."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0024_direct_debit"
down_revision = "0023_bank_match"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"
FUNCTIONS = ("debit_kept", "debit_standing")


def upgrade() -> None:
    """Make it so."""
    op.add_column("wijk", sa.Column("creditor_id", sa.String(length=35), nullable=False, server_default=""))
    op.create_table(
        "mandate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=35), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=True),
        sa.Column("holder", sa.String(length=70), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("signature", sa.String(length=70), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("creditor", sa.JSON(), nullable=False),
        sa.Column("pdf_sha", sa.String(length=64), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(length=10), nullable=True),
        sa.CheckConstraint("kind IN ('recurrent', 'one_off')", name=op.f("ck_mandate_kind")),
        sa.CheckConstraint("(kind = 'one_off') = (invoice_number IS NOT NULL)", name=op.f("ck_mandate_one_off")),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_why IS NULL)", name=op.f("ck_mandate_ended")),
        sa.CheckConstraint(
            "ended_why IN ('customer', 'treasurer', 'returned', 'lapsed', 'used')", name=op.f("ck_mandate_why")
        ),
        sa.CheckConstraint("holder <> '' AND iban <> '' AND signature <> ''", name=op.f("ck_mandate_signed")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_mandate_party_id")),
        sa.ForeignKeyConstraint(["invoice_number"], ["invoice.number"], name=op.f("fk_mandate_invoice_number")),
        sa.ForeignKeyConstraint(["pdf_sha"], ["stored_file.sha256"], name=op.f("fk_mandate_pdf_sha")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sa.UniqueConstraint("reference", name=op.f("uq_mandate_reference")),
        sa.UniqueConstraint("token", name=op.f("uq_mandate_token")),
    )
    op.create_index(op.f("ix_mandate_party_id"), "mandate", ["party_id"])
    _only_one("uq_mandate_standing", "mandate", "party_id", "ended_on IS NULL")
    op.create_table(
        "mandate_invitation",
        sa.Column("party_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_mandate_invitation_party_id")),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_mandate_invitation")),
        sa.UniqueConstraint("token", name=op.f("uq_mandate_invitation_token")),
    )
    op.create_table(
        "collection",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.String(length=2), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("file_sha", sa.String(length=64), nullable=True),
        sa.CheckConstraint("version IN ('02', '08')", name=op.f("ck_collection_version")),
        sa.CheckConstraint("sent_on IS NULL OR withdrawn_on IS NULL", name=op.f("ck_collection_state")),
        sa.ForeignKeyConstraint(["file_sha"], ["stored_file.sha256"], name=op.f("fk_collection_file_sha")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection")),
    )
    op.create_table(
        "collection_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.String(length=4), nullable=False),
        sa.Column("batch", sa.String(length=35), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("return_code", sa.String(length=4), nullable=False),
        sa.Column("return_line_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_collection_item_amount")),
        sa.CheckConstraint("sequence IN ('FRST', 'RCUR', 'OOFF')", name=op.f("ck_collection_item_sequence")),
        sa.CheckConstraint("withdrawn_on IS NULL OR returned_on IS NULL", name=op.f("ck_collection_item_state")),
        sa.CheckConstraint(
            "(returned_on IS NULL) = (return_line_id IS NULL)", name=op.f("ck_collection_item_returned")
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_collection_item_collection_id")
        ),
        sa.ForeignKeyConstraint(
            ["invoice_number"], ["invoice.number"], name=op.f("fk_collection_item_invoice_number")
        ),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"], name=op.f("fk_collection_item_mandate_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_collection_item_payment_id")),
        sa.ForeignKeyConstraint(
            ["return_line_id"], ["bank_line.id"], name=op.f("fk_collection_item_return_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_item")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_collection_item_payment_id")),
    )
    for column in ("collection_id", "invoice_number", "mandate_id"):
        op.create_index(op.f(f"ix_collection_item_{column}"), "collection_item", [column])
    standing = "withdrawn_on IS NULL AND returned_on IS NULL"
    _only_one("uq_collection_item_standing", "collection_item", "invoice_number", standing)
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    for table in ("collection_item", "collection", "mandate_invitation", "mandate"):
        op.drop_table(table)
    op.drop_column("wijk", "creditor_id")
    if op.get_bind().dialect.name == "postgresql":
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")


def _only_one(name: str, table: str, column: str, where: str) -> None:
    told = sa.text(where)
    op.create_index(name, table, [column], unique=True, sqlite_where=told, postgresql_where=told)


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"direct_debit_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
