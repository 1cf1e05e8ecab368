"""What customers say of the work, and the visits that put right what was not good."""

import sqlalchemy as sa
from alembic import op

revision = "0040_feedback"
down_revision = "0039_calendar_link"
branch_labels = None
depends_on = None

ONCE = sa.text("redo_of IS NULL")


def upgrade() -> None:
    """Make it so."""
    # In so many words, which both databases take: many tables lean on this one.
    op.execute(
        "ALTER TABLE job ADD COLUMN redo_of INTEGER CONSTRAINT fk_job_redo_of REFERENCES job (id) "
        "CONSTRAINT ck_job_redo_costs_nothing CHECK (redo_of IS NULL OR price = 0)"
    )
    op.drop_index("uq_job_order_id_due", "job")
    op.create_index(
        "uq_job_order_id_due", "job", ["order_id", "due"], unique=True, sqlite_where=ONCE, postgresql_where=ONCE
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("redo_job_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('praised', 'complained', 'redo', 'talk', 'settled')", name=op.f("ck_feedback_state")
        ),
        sa.CheckConstraint(
            "what IN ('', 'undone', 'untidy', 'late', 'damage', 'contact', 'other')", name=op.f("ck_feedback_what")
        ),
        sa.CheckConstraint("(state = 'praised') = (what = '')", name=op.f("ck_feedback_complaint_says_what")),
        sa.CheckConstraint(
            "(state IN ('praised', 'complained')) = (decided_at IS NULL)", name=op.f("ck_feedback_decided")
        ),
        sa.CheckConstraint("(state = 'redo') = (redo_job_id IS NOT NULL)", name=op.f("ck_feedback_redo")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_feedback_job_id")),
        sa.ForeignKeyConstraint(["redo_job_id"], ["job.id"], name=op.f("fk_feedback_redo_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("job_id", name=op.f("uq_feedback_job_id")),
        sa.UniqueConstraint("redo_job_id", name=op.f("uq_feedback_redo_job_id")),
    )
    op.create_index(op.f("ix_feedback_state"), "feedback", ["state", "given_at"])


def downgrade() -> None:
    """Undo it; what was done again goes, for without its mark it would be a second visit on one day."""
    op.drop_table("feedback")
    op.drop_index("uq_job_order_id_due", "job")
    op.execute("DELETE FROM job WHERE redo_of IS NOT NULL")
    with op.batch_alter_table("job") as batch:
        batch.drop_constraint(op.f("fk_job_redo_of"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_job_redo_costs_nothing"), type_="check")
        batch.drop_column("redo_of")
    op.create_index("uq_job_order_id_due", "job", ["order_id", "due"], unique=True)
