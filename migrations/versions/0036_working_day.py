"""What to bring to a job, and photos of the work."""

import sqlalchemy as sa
from alembic import op

revision = "0036_working_day"
down_revision = "0035_pictures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.add_column("service", sa.Column("bring", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "job_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=6), nullable=False),
        sa.Column("for_customer", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place BETWEEN 1 AND 6", name=op.f("ck_job_photo_place")),
        sa.CheckConstraint("moment IN ('before', 'after')", name=op.f("ck_job_photo_moment")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_photo_job_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_job_photo_member_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_job_photo_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_photo")),
        sa.UniqueConstraint("job_id", "place", name=op.f("uq_job_photo_job_id_place")),
    )
    op.create_index(op.f("ix_job_photo_member_id"), "job_photo", ["member_id"])
    op.create_index(op.f("ix_job_photo_sha256"), "job_photo", ["sha256"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("job_photo")
    with op.batch_alter_table("service") as batch:
        batch.drop_column("bring")
