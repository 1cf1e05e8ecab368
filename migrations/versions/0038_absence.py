"""Members who cannot come after all, and the offers of their place to others."""

import sqlalchemy as sa
from alembic import op

revision = "0038_absence"
down_revision = "0037_language"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'taken', 'undone')", name=op.f("ck_absence_state")),
        sa.CheckConstraint("(state = 'taken') = (taken_by IS NOT NULL)", name=op.f("ck_absence_taken")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_absence_job_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_absence_member_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["member.id"], name=op.f("fk_absence_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(
        "uq_absence_open",
        "absence",
        ["job_id", "member_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_absence_member_id"), "absence", ["member_id"])
    op.create_table(
        "job_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("absence_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["absence_id"], ["absence.id"], name=op.f("fk_job_offer_absence_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_job_offer_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_offer")),
        sa.UniqueConstraint("absence_id", "member_id", name=op.f("uq_job_offer_absence_id_member_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_job_offer_token_hash")),
    )
    op.create_index(op.f("ix_job_offer_member_id"), "job_offer", ["member_id"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("job_offer")
    op.drop_table("absence")
