"""Bank files that are read in the background."""

import sqlalchemy as sa
from alembic import op

revision = "0042_statement_reading"
down_revision = "0041_saved_view"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "statement_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", sa.String(length=60), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("read >= 0", name=op.f("ck_statement_reading_read")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_reading")),
    )
    op.create_table(
        "statement_reading_file",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["statement_reading.id"], name=op.f("fk_statement_reading_file_reading_id")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_statement_reading_file_sha256")),
        sa.PrimaryKeyConstraint("reading_id", "position", name=op.f("pk_statement_reading_file")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("statement_reading_file")
    op.drop_table("statement_reading")
