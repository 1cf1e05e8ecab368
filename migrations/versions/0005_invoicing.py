"""Invoicing: invoices with their lines and taxes, billing runs, payments, purchases, cost rates and grants."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0005_invoicing"
down_revision = "0004_orders"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"
TABLES = (
    "purchase_payment",
    "purchase_line",
    "payment",
    "invoice_tax",
    "invoice_line",
    "grant_receipt",
    "billed",
    "purchase",
    "invoice",
    "grant_award",
    "cost_rate",
    "billing_run",
)
FUNCTIONS = ("invoicing_counted", "invoicing_open", "invoicing_seal", "invoicing_refuse")


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "billing_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=60), nullable=False),
        sa.Column("invoice_count", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("mails", sa.Boolean(), nullable=False),
        sa.Column("printed_at_once", sa.Boolean(), nullable=False),
        sa.CheckConstraint("invoice_count > 0", name=op.f("ck_billing_run_invoice_count")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_run")),
    )
    op.create_table(
        "cost_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement", sa.String(length=15), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "engagement IN ('employee', 'apprentice', 'volunteer')", name=op.f("ck_cost_rate_engagement")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_cost_rate_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_rate")),
        sa.UniqueConstraint("engagement", "begins_on", name=op.f("uq_cost_rate_engagement_begins_on")),
    )
    op.create_table(
        "grant_award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_grant_award_amount")),
        sa.CheckConstraint("ends_on > begins_on", name=op.f("ck_grant_award_period")),
        sa.ForeignKeyConstraint(
            ["cost_object_id"], ["cost_object.id"], name=op.f("fk_grant_award_cost_object_id")
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["party.id"], name=op.f("fk_grant_award_giver_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_award")),
    )
    op.create_table(
        "invoice",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("original_number", sa.String(length=20), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("includes_vat", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("customer", sa.JSON(), nullable=False),
        sa.Column("seller", sa.JSON(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.BigInteger(), nullable=False),
        sa.Column("rounding", sa.BigInteger(), nullable=False),
        sa.Column("payable", sa.BigInteger(), nullable=False),
        sa.Column("pdf_sha", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "kind <> 'credit' OR (payable <= 0 AND original_number IS NOT NULL)", name=op.f("ck_invoice_credit")
        ),
        sa.CheckConstraint(
            "kind <> 'invoice' OR (payable >= 0 AND original_number IS NULL)", name=op.f("ck_invoice_invoice")
        ),
        sa.CheckConstraint("kind IN ('invoice', 'credit')", name=op.f("ck_invoice_kind")),
        sa.CheckConstraint("due_on >= issued_on", name=op.f("ck_invoice_due")),
        sa.CheckConstraint("net + vat + rounding = payable", name=op.f("ck_invoice_adds_up")),
        sa.ForeignKeyConstraint(["original_number"], ["invoice.number"], name=op.f("fk_invoice_original_number")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_invoice_party_id")),
        sa.ForeignKeyConstraint(["pdf_sha"], ["stored_file.sha256"], name=op.f("fk_invoice_pdf_sha")),
        sa.ForeignKeyConstraint(["run_id"], ["billing_run.id"], name=op.f("fk_invoice_run_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_invoice")),
    )
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.create_index("ix_invoice_issued_on", ["issued_on", "number"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoice_original_number"), ["original_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoice_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invoice_run_id"), ["run_id"], unique=False)

    op.create_table(
        "purchase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("attachment_sha", sa.String(length=64), nullable=True),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.BigInteger(), nullable=False),
        sa.Column("payable", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=60), nullable=False),
        sa.Column("reversed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("due_on >= day", name=op.f("ck_purchase_due")),
        sa.CheckConstraint("net + vat = payable", name=op.f("ck_purchase_adds_up")),
        sa.ForeignKeyConstraint(
            ["attachment_sha"], ["stored_file.sha256"], name=op.f("fk_purchase_attachment_sha")
        ),
        sa.ForeignKeyConstraint(["supplier_id"], ["party.id"], name=op.f("fk_purchase_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase")),
    )
    with op.batch_alter_table("purchase", schema=None) as batch_op:
        batch_op.create_index("ix_purchase_day", ["day", "id"], unique=False)
        batch_op.create_index(
            "uq_purchase_supplier_number",
            ["supplier_id", "number"],
            unique=True,
            sqlite_where=sa.text("reversed_on IS NULL"),
            postgresql_where=sa.text("reversed_on IS NULL"),
        )

    op.create_table(
        "billed",
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_number"],
            ["invoice.number"],
            name=op.f("fk_billed_invoice_number"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_billed")),
    )
    with op.batch_alter_table("billed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_billed_invoice_number"), ["invoice_number"], unique=False)

    op.create_table(
        "grant_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.CheckConstraint("way IN ('bank', 'cash')", name=op.f("ck_grant_receipt_way")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_grant_receipt_amount")),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_award.id"], name=op.f("fk_grant_receipt_grant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_receipt")),
    )
    with op.batch_alter_table("grant_receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_receipt_grant_id"), ["grant_id"], unique=False)

    op.create_table(
        "invoice_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("credited_line_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=3), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(length=2), nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_invoice_line_quantity")),
        sa.ForeignKeyConstraint(
            ["cost_object_id"], ["cost_object.id"], name=op.f("fk_invoice_line_cost_object_id")
        ),
        sa.ForeignKeyConstraint(
            ["credited_line_id"], ["invoice_line.id"], name=op.f("fk_invoice_line_credited_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["invoice_number"],
            ["invoice.number"],
            name=op.f("fk_invoice_line_invoice_number"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_line")),
        sa.UniqueConstraint("invoice_number", "position", name=op.f("uq_invoice_line_invoice_number_position")),
    )
    with op.batch_alter_table("invoice_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invoice_line_credited_line_id"), ["credited_line_id"], unique=False)
        batch_op.create_index("ix_invoice_line_source", ["source"], unique=False)

    op.create_table(
        "invoice_tax",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=2), nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_number"],
            ["invoice.number"],
            name=op.f("fk_invoice_tax_invoice_number"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_tax")),
        sa.UniqueConstraint(
            "invoice_number",
            "category",
            "basis_points",
            "reason",
            name=op.f("uq_invoice_tax_invoice_number_category_basis_points_reason"),
        ),
    )
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("reference", sa.String(length=140), nullable=False),
        sa.Column("reversal_of", sa.Integer(), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("way IN ('bank', 'cash')", name=op.f("ck_payment_way")),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_payment_amount")),
        sa.ForeignKeyConstraint(["invoice_number"], ["invoice.number"], name=op.f("fk_payment_invoice_number")),
        sa.ForeignKeyConstraint(["reversal_of"], ["payment.id"], name=op.f("fk_payment_reversal_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("reversal_of", name=op.f("uq_payment_reversal_of")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_invoice_number"), ["invoice_number"], unique=False)

    op.create_table(
        "purchase_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.Column("vat_rule", sa.String(length=40), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cost_object_id"], ["cost_object.id"], name=op.f("fk_purchase_line_cost_object_id")
        ),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_line_purchase_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_line")),
        sa.UniqueConstraint("purchase_id", "position", name=op.f("uq_purchase_line_purchase_id_position")),
    )
    op.create_table(
        "purchase_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("reference", sa.String(length=140), nullable=False),
        sa.Column("reversal_of", sa.Integer(), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("way IN ('bank', 'cash')", name=op.f("ck_purchase_payment_way")),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_purchase_payment_amount")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchase.id"], name=op.f("fk_purchase_payment_purchase_id")),
        sa.ForeignKeyConstraint(
            ["reversal_of"], ["purchase_payment.id"], name=op.f("fk_purchase_payment_reversal_of")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_payment")),
        sa.UniqueConstraint("reversal_of", name=op.f("uq_purchase_payment_reversal_of")),
    )
    with op.batch_alter_table("purchase_payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purchase_payment_purchase_id"), ["purchase_id"], unique=False)
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"invoicing_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
