"""Quotations, the contracts that are made of them, and orders whose work belongs to a project."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0046_quotation"
down_revision = "0045_revenue_model"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"
KINDS = "('employee', 'volunteer', 'participation', 'starter', 'apprentice')"


def upgrade() -> None:
    """Make it so."""
    # In so many words, which both databases take: many tables lean on this one.
    op.execute(
        "ALTER TABLE orders ADD COLUMN cost_object_id INTEGER "
        "CONSTRAINT fk_orders_cost_object_id REFERENCES cost_object (id) "
        "CONSTRAINT ck_orders_cost_object CHECK (cost_object_id IS NULL OR channel = 'contract')"
    )
    op.execute(
        "ALTER TABLE orders ADD COLUMN in_instalments BOOLEAN DEFAULT FALSE NOT NULL "
        "CONSTRAINT ck_orders_in_instalments "
        "CHECK (NOT in_instalments OR (price = 0 AND cost_object_id IS NOT NULL))"
    )
    op.create_index(op.f("ix_orders_cost_object_id"), "orders", ["cost_object_id"])
    _quotation()
    _quotation_line()
    _contract()
    _contract_part()
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    for table in ("contract_part", "contract", "quotation_line", "quotation"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION quotation_kept()")
        op.execute("DROP FUNCTION quotation_line_kept()")
    op.drop_index(op.f("ix_orders_cost_object_id"), "orders")
    with op.batch_alter_table("orders") as batch:
        batch.drop_constraint(op.f("ck_orders_in_instalments"), type_="check")
        batch.drop_constraint(op.f("ck_orders_cost_object"), type_="check")
        batch.drop_column("in_instalments")
        batch.drop_column("cost_object_id")


def _quotation() -> None:
    op.create_table(
        "quotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("revision", sa.String(length=1), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("included", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("pays", sa.String(length=10), nullable=False),
        sa.Column("frequency", sa.String(length=12), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("overhead", sa.Integer(), nullable=False),
        sa.Column("risk", sa.Integer(), nullable=False),
        sa.Column("margin", sa.Integer(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("payable", sa.BigInteger(), nullable=False),
        sa.Column("snapshot", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("pdf_sha", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signer", sa.String(length=120), nullable=False),
        sa.Column("signer_role", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'accepted', 'declined', 'expired', 'withdrawn', 'replaced')",
            name=op.f("ck_quotation_state"),
        ),
        sa.CheckConstraint("pays IN ('visit', 'month', 'end')", name=op.f("ck_quotation_pays")),
        sa.CheckConstraint(
            "frequency IN ('once', 'weekly', 'fortnightly', 'monthly', 'season')",
            name=op.f("ck_quotation_frequency"),
        ),
        sa.CheckConstraint("ends_on > begins_on", name=op.f("ck_quotation_period")),
        sa.CheckConstraint(
            "overhead BETWEEN 0 AND 10000 AND risk BETWEEN 0 AND 10000 AND margin BETWEEN 0 AND 10000",
            name=op.f("ck_quotation_percents"),
        ),
        sa.CheckConstraint("people > 0 AND visits >= 0", name=op.f("ck_quotation_work")),
        sa.CheckConstraint(
            "price >= 0 AND net >= 0 AND payable >= 0 AND asked >= 0", name=op.f("ck_quotation_amounts")
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (sent_at IS NULL) AND (state = 'draft') = (snapshot IS NULL)",
            name=op.f("ck_quotation_sent"),
        ),
        sa.CheckConstraint("state = 'draft' OR number IS NOT NULL", name=op.f("ck_quotation_numbered")),
        sa.CheckConstraint(
            "(state IN ('draft', 'sent')) = (decided_at IS NULL)", name=op.f("ck_quotation_decided")
        ),
        sa.CheckConstraint("state <> 'accepted' OR signer <> ''", name=op.f("ck_quotation_accepted_by_somebody")),
        sa.CheckConstraint("state <> 'declined' OR reason <> ''", name=op.f("ck_quotation_decline_has_reason")),
        sa.ForeignKeyConstraint(["replaces_id"], ["quotation.id"], name=op.f("fk_quotation_replaces_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_quotation_party_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_quotation_service_id")),
        sa.ForeignKeyConstraint(["pdf_sha"], ["stored_file.sha256"], name=op.f("fk_quotation_pdf_sha")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
        sa.UniqueConstraint("number", "revision", name=op.f("uq_quotation_number_revision")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_quotation_replaces_id")),
        sa.UniqueConstraint("token", name=op.f("uq_quotation_token")),
    )
    op.create_index("ix_quotation_state", "quotation", ["state", "valid_until"])
    op.create_index(op.f("ix_quotation_party_id"), "quotation", ["party_id"])
    op.create_index(op.f("ix_quotation_service_id"), "quotation", ["service_id"])


def _quotation_line() -> None:
    op.create_table(
        "quotation_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quotation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("activity", sa.String(length=120), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("engagement", sa.String(length=15), nullable=True),
        sa.Column("rate", sa.BigInteger(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("vat_rule", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "kind IN ('work', 'material', 'travel', 'outsourced')", name=op.f("ck_quotation_line_kind")
        ),
        sa.CheckConstraint(f"engagement IN {KINDS}", name=op.f("ck_quotation_line_engagement")),
        sa.CheckConstraint(
            "(kind = 'work') = (minutes IS NOT NULL) AND (kind = 'work') = (engagement IS NOT NULL) "
            "AND (kind = 'work') = (rate IS NOT NULL)",
            name=op.f("ck_quotation_line_work"),
        ),
        sa.CheckConstraint("minutes > 0 AND rate >= 0", name=op.f("ck_quotation_line_hours")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_quotation_line_cost")),
        sa.CheckConstraint("activity <> ''", name=op.f("ck_quotation_line_activity")),
        sa.ForeignKeyConstraint(["quotation_id"], ["quotation.id"], name=op.f("fk_quotation_line_quotation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation_line")),
        sa.UniqueConstraint("quotation_id", "position", name=op.f("uq_quotation_line_quotation_id_position")),
    )


def _contract() -> None:
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("quotation_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("pays", sa.String(length=10), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.CheckConstraint("pays IN ('visit', 'month', 'end')", name=op.f("ck_contract_pays")),
        sa.CheckConstraint("state IN ('running', 'ended')", name=op.f("ck_contract_state")),
        sa.CheckConstraint("(state = 'ended') = (ended_on IS NOT NULL)", name=op.f("ck_contract_ended")),
        sa.CheckConstraint("ends_on > begins_on", name=op.f("ck_contract_period")),
        sa.CheckConstraint(
            "price >= 0 AND net >= 0 AND cost >= 0 AND minutes >= 0 AND visits > 0",
            name=op.f("ck_contract_amounts"),
        ),
        sa.ForeignKeyConstraint(["quotation_id"], ["quotation.id"], name=op.f("fk_contract_quotation_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_contract_party_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_contract_service_id")),
        sa.ForeignKeyConstraint(["cost_object_id"], ["cost_object.id"], name=op.f("fk_contract_cost_object_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("number", name=op.f("uq_contract_number")),
        sa.UniqueConstraint("quotation_id", name=op.f("uq_contract_quotation_id")),
        sa.UniqueConstraint("cost_object_id", name=op.f("uq_contract_cost_object_id")),
    )
    op.create_index(op.f("ix_contract_party_id"), "contract", ["party_id"])


def _contract_part() -> None:
    op.create_table(
        "contract_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("vat_rule", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("invoice_source", sa.String(length=40), nullable=True),
        sa.CheckConstraint("amount > 0 AND position > 0", name=op.f("ck_contract_part_amount")),
        sa.CheckConstraint("state IN ('due', 'invoiced', 'dropped')", name=op.f("ck_contract_part_state")),
        sa.CheckConstraint(
            "(state = 'invoiced') = (invoice_source IS NOT NULL)", name=op.f("ck_contract_part_invoiced")
        ),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_contract_part_contract_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_part")),
        sa.UniqueConstraint(
            "contract_id", "position", "vat_rule", name=op.f("uq_contract_part_contract_id_position_vat_rule")
        ),
    )
    op.create_index("ix_contract_part_state", "contract_part", ["state", "due_on"])


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"quotation_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
