"""How overhead is shared over the services, and scenarios of what could be otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "0045_revenue_model"
down_revision = "0044_liquidity_floor"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "revenue_choice",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("overhead_key", sa.String(length=10), nullable=False),
        sa.Column("guidance_minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_revenue_choice_only_one")),
        sa.CheckConstraint(
            "overhead_key IN ('income', 'hours', 'jobs', 'costs')", name=op.f("ck_revenue_choice_overhead_key")
        ),
        sa.CheckConstraint("guidance_minutes BETWEEN 0 AND 60", name=op.f("ck_revenue_choice_guidance_minutes")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_revenue_choice_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revenue_choice")),
    )
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_scenario_name")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2999", name=op.f("ck_scenario_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("name", name=op.f("uq_scenario_name")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("scenario")
    op.drop_table("revenue_choice")
