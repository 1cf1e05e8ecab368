"""Grants: requests with their budget, the terms and rules of a grant, what is charged, and settling."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0047_grants"
down_revision = "0046_quotation"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"
FUNCTIONS = (
    "grant_request_decided",
    "grant_line_open",
    "grant_charge_within",
    "grant_charge_kept",
    "grant_settlement_kept",
)


def upgrade() -> None:
    """Make it so."""
    _requests()
    _terms()
    _charges()
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it; the guards go with their tables."""
    tables = ("settlement", "charge", "rule", "condition", "terms", "cover", "cost", "activity", "request")
    for table in tables:
        op.drop_table(f"grant_{table}")
    if op.get_bind().dialect.name == "postgresql":
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")


def _requests() -> None:
    op.create_table(
        "grant_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("requested", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("requested > 0", name=op.f("ck_grant_request_requested")),
        sa.CheckConstraint("ends_on > begins_on", name=op.f("ck_grant_request_period")),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'granted', 'partly', 'refused', 'withdrawn')",
            name=op.f("ck_grant_request_state"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR sent_on IS NOT NULL", name=op.f("ck_grant_request_sent")
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'sent')) = (decided_on IS NULL)", name=op.f("ck_grant_request_decided")
        ),
        sa.CheckConstraint(
            "(state IN ('granted', 'partly')) = (grant_id IS NOT NULL)", name=op.f("ck_grant_request_granted")
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["party.id"], name=op.f("fk_grant_request_giver_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_award.id"], name=op.f("fk_grant_request_grant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_request")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_grant_request_grant_id")),
    )
    op.create_table(
        "grant_activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("requested", sa.BigInteger(), nullable=True),
        sa.Column("granted", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("requested >= 0", name=op.f("ck_grant_activity_requested")),
        sa.CheckConstraint("granted >= 0", name=op.f("ck_grant_activity_granted")),
        sa.ForeignKeyConstraint(["request_id"], ["grant_request.id"], name=op.f("fk_grant_activity_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_activity")),
        sa.UniqueConstraint("request_id", "position", name=op.f("uq_grant_activity_request_id_position")),
    )
    op.create_table(
        "grant_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("rate", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_grant_cost_amount")),
        sa.CheckConstraint("(minutes IS NULL) = (rate IS NULL)", name=op.f("ck_grant_cost_hours")),
        sa.CheckConstraint(
            "minutes IS NULL OR (minutes > 0 AND amount = (minutes * rate + 30) / 60)",
            name=op.f("ck_grant_cost_product"),
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["grant_activity.id"], name=op.f("fk_grant_cost_activity_id")),
        sa.ForeignKeyConstraint(["account"], ["ledger_account.number"], name=op.f("fk_grant_cost_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_cost")),
        sa.UniqueConstraint("activity_id", "position", name=op.f("uq_grant_cost_activity_id_position")),
    )
    op.create_table(
        "grant_cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_grant_cover_amount")),
        sa.CheckConstraint(
            "kind IN ('income', 'contribution', 'elsewhere', 'own')", name=op.f("ck_grant_cover_kind")
        ),
        sa.CheckConstraint("NOT granted OR kind = 'elsewhere'", name=op.f("ck_grant_cover_granted")),
        sa.ForeignKeyConstraint(["request_id"], ["grant_request.id"], name=op.f("fk_grant_cover_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_cover")),
        sa.UniqueConstraint("request_id", "position", name=op.f("uq_grant_cover_request_id_position")),
    )


def _terms() -> None:
    op.create_table(
        "grant_terms",
        sa.Column("grant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hour_limit", sa.BigInteger(), nullable=True),
        sa.Column("unpaid_rate", sa.BigInteger(), nullable=True),
        sa.Column("volunteers", sa.Boolean(), nullable=False),
        sa.Column("participants", sa.Boolean(), nullable=False),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.CheckConstraint("hour_limit > 0", name=op.f("ck_grant_terms_hour_limit")),
        sa.CheckConstraint("unpaid_rate > 0", name=op.f("ck_grant_terms_unpaid_rate")),
        sa.CheckConstraint(
            "NOT (volunteers OR participants) OR unpaid_rate IS NOT NULL", name=op.f("ck_grant_terms_unpaid")
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_award.id"], name=op.f("fk_grant_terms_grant_id")),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_grant_terms")),
    )
    op.create_table(
        "grant_condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("met", sa.Text(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_grant_condition_text")),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_award.id"], name=op.f("fk_grant_condition_grant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_condition")),
        sa.UniqueConstraint("grant_id", "position", name=op.f("uq_grant_condition_grant_id_position")),
    )


def _charges() -> None:
    op.create_table(
        "grant_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "account <> '' OR cost_object_id IS NOT NULL", name=op.f("ck_grant_rule_names_something")
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_award.id"], name=op.f("fk_grant_rule_grant_id")),
        sa.ForeignKeyConstraint(["cost_object_id"], ["cost_object.id"], name=op.f("fk_grant_rule_cost_object_id")),
        sa.ForeignKeyConstraint(["activity_id"], ["grant_activity.id"], name=op.f("fk_grant_rule_activity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_rule")),
    )
    op.create_index(op.f("ix_grant_rule_grant_id"), "grant_rule", ["grant_id"])
    op.create_table(
        "grant_charge",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(grant_id IS NULL) = (amount = 0)", name=op.f("ck_grant_charge_amount")),
        sa.CheckConstraint("by_hand = (reason <> '')", name=op.f("ck_grant_charge_reason")),
        sa.CheckConstraint("grant_id IS NOT NULL OR by_hand", name=op.f("ck_grant_charge_left_out")),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("fk_grant_charge_entry_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_award.id"], name=op.f("fk_grant_charge_grant_id")),
        sa.ForeignKeyConstraint(["activity_id"], ["grant_activity.id"], name=op.f("fk_grant_charge_activity_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_grant_charge")),
    )
    op.create_index(op.f("ix_grant_charge_grant_id"), "grant_charge", ["grant_id"])
    op.create_table(
        "grant_settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("established", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("written_off", sa.BigInteger(), nullable=False),
        sa.Column("to_return", sa.BigInteger(), nullable=False),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "established >= 0 AND written_off >= 0 AND to_return >= 0", name=op.f("ck_grant_settlement_amounts")
        ),
        sa.CheckConstraint("months >= 0", name=op.f("ck_grant_settlement_months")),
        sa.ForeignKeyConstraint(["grant_id"], ["grant_award.id"], name=op.f("fk_grant_settlement_grant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_settlement")),
    )
    op.create_index(op.f("ix_grant_settlement_grant_id"), "grant_settlement", ["grant_id"])
    stands = sa.text("undone_on IS NULL")
    op.create_index(
        "uq_grant_settlement_standing",
        "grant_settlement",
        ["grant_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"grants_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
