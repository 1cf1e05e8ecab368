"""Orders: services and extras, orders, jobs, assignments and hours."""

import sqlalchemy as sa
from alembic import op

revision = "0004_orders"
down_revision = "0003_members"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("icon", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("price_rule", sa.String(length=12), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("reduced_price", sa.BigInteger(), nullable=True),
        sa.Column("minimum", sa.BigInteger(), nullable=True),
        sa.Column("size_question", sa.String(length=120), nullable=False),
        sa.Column("vat_rule", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("units_per_hour", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("talent_code", sa.String(length=40), nullable=True),
        sa.Column("frequencies", sa.JSON(), nullable=False),
        sa.Column("season_opens", sa.Integer(), nullable=False),
        sa.Column("season_closes", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=True),
        sa.Column("revenue_account", sa.String(length=10), nullable=False),
        sa.CheckConstraint("audience IN ('resident', 'organisation')", name=op.f("ck_service_audience")),
        sa.CheckConstraint("price_rule <> 'square_metre' OR units_per_hour > 0", name=op.f("ck_service_pace")),
        sa.CheckConstraint("price_rule IN ('fixed', 'hour', 'square_metre')", name=op.f("ck_service_price_rule")),
        sa.CheckConstraint("minimum >= 0", name=op.f("ck_service_minimum")),
        sa.CheckConstraint("minutes > 0 AND people > 0", name=op.f("ck_service_work")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_service_price")),
        sa.CheckConstraint("reduced_price >= 0 AND reduced_price <= price", name=op.f("ck_service_reduced_price")),
        sa.CheckConstraint(
            "season_opens BETWEEN 1 AND 12 AND season_closes BETWEEN 1 AND 12", name=op.f("ck_service_season")
        ),
        sa.ForeignKeyConstraint(["cost_object_id"], ["cost_object.id"], name=op.f("fk_service_cost_object_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("slug", name=op.f("uq_service_slug")),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("frequency", sa.String(length=12), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=True),
        sa.Column("season_opens", sa.Integer(), nullable=False),
        sa.Column("season_closes", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("includes_vat", sa.Boolean(), nullable=False),
        sa.Column("vat_rule", sa.String(length=40), nullable=False),
        sa.Column("vat_answer", sa.Boolean(), nullable=True),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("reduced", sa.Boolean(), nullable=False),
        sa.Column("street", sa.String(length=80), nullable=False),
        sa.Column("house_number", sa.String(length=12), nullable=False),
        sa.Column("postcode", sa.String(length=8), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("early_start", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'placed') = (decided_at IS NULL)", name=op.f("ck_orders_decided")),
        sa.CheckConstraint("channel IN ('web', 'phone', 'contract')", name=op.f("ck_orders_channel")),
        sa.CheckConstraint(
            "frequency IN ('once', 'weekly', 'fortnightly', 'monthly', 'season')", name=op.f("ck_orders_frequency")
        ),
        sa.CheckConstraint("state <> 'declined' OR reason <> ''", name=op.f("ck_orders_decline_has_reason")),
        sa.CheckConstraint(
            "state IN ('placed', 'accepted', 'declined', 'withdrawn', 'finished')", name=op.f("ck_orders_state")
        ),
        sa.CheckConstraint("end_day >= first_day", name=op.f("ck_orders_end")),
        sa.CheckConstraint(
            "price >= 0 AND quantity > 0 AND minutes > 0 AND people > 0", name=op.f("ck_orders_work")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_orders_party_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_orders_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("token", name=op.f("uq_orders_token")),
    )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_orders_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_orders_service_id"), ["service_id"], unique=False)
        batch_op.create_index("ix_orders_state", ["state", "id"], unique=False)

    op.create_table(
        "service_extra",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_service_extra_price")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_extra_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_extra")),
    )
    with op.batch_alter_table("service_extra", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_extra_service_id"), ["service_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("invoice_source", sa.String(length=40), nullable=True),
        sa.CheckConstraint("invoice_source IS NULL OR state = 'done'", name=op.f("ck_job_billed_when_done")),
        sa.CheckConstraint("state IN ('planned', 'done', 'cancelled')", name=op.f("ck_job_state")),
        sa.CheckConstraint("minutes > 0 AND people > 0 AND price >= 0", name=op.f("ck_job_work")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_job_order_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_job_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_day", ["day", "begins", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_invoice_source"), ["invoice_source"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_service_id"), ["service_id"], unique=False)
        batch_op.create_index(
            "ix_job_to_invoice",
            ["day"],
            unique=False,
            sqlite_where=sa.text("state = 'done' AND invoice_source IS NULL"),
            postgresql_where=sa.text("state = 'done' AND invoice_source IS NULL"),
        )
        batch_op.create_index("uq_job_order_id_due", ["order_id", "due"], unique=True)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("engagement", sa.String(length=15), nullable=False),
        sa.CheckConstraint(
            "engagement IN ('employee', 'volunteer', 'participation', 'starter', 'apprentice')",
            name=op.f("ck_assignment_engagement"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_assignment_job_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_assignment_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("job_id", "member_id", name=op.f("uq_assignment_job_id_member_id")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_member_id"), ["member_id"], unique=False)

    op.create_table(
        "hour_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("engagement", sa.String(length=15), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("pause", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=60), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(state = 'approved') = (approved_at IS NOT NULL)", name=op.f("ck_hour_entry_approved")
        ),
        sa.CheckConstraint(
            "engagement IN ('employee', 'volunteer', 'participation', 'starter', 'apprentice')",
            name=op.f("ck_hour_entry_engagement"),
        ),
        sa.CheckConstraint("state <> 'queried' OR question <> ''", name=op.f("ck_hour_entry_query_has_question")),
        sa.CheckConstraint("state IN ('submitted', 'queried', 'approved')", name=op.f("ck_hour_entry_state")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 720 AND pause >= 0", name=op.f("ck_hour_entry_minutes")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_hour_entry_job_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_hour_entry_member_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_hour_entry_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hour_entry")),
        sa.UniqueConstraint("uid", name=op.f("uq_hour_entry_uid")),
    )
    with op.batch_alter_table("hour_entry", schema=None) as batch_op:
        batch_op.create_index("ix_hour_entry_member_day", ["member_id", "day"], unique=False)
        batch_op.create_index("ix_hour_entry_state", ["state", "day"], unique=False)
        batch_op.create_index(
            "uq_hour_entry_job_member",
            ["job_id", "member_id"],
            unique=True,
            sqlite_where=sa.text("job_id IS NOT NULL"),
            postgresql_where=sa.text("job_id IS NOT NULL"),
        )


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("hour_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hour_entry_job_member",
            sqlite_where=sa.text("job_id IS NOT NULL"),
            postgresql_where=sa.text("job_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_hour_entry_state")
        batch_op.drop_index("ix_hour_entry_member_day")

    op.drop_table("hour_entry")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_member_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("uq_job_order_id_due")
        batch_op.drop_index(
            "ix_job_to_invoice",
            sqlite_where=sa.text("state = 'done' AND invoice_source IS NULL"),
            postgresql_where=sa.text("state = 'done' AND invoice_source IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_job_service_id"))
        batch_op.drop_index(batch_op.f("ix_job_invoice_source"))
        batch_op.drop_index("ix_job_day")

    op.drop_table("job")
    with op.batch_alter_table("service_extra", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_extra_service_id"))

    op.drop_table("service_extra")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_index("ix_orders_state")
        batch_op.drop_index(batch_op.f("ix_orders_service_id"))
        batch_op.drop_index(batch_op.f("ix_orders_party_id"))

    op.drop_table("orders")
    op.drop_table("service")
