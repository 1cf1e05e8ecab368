"""Saved selections of a list, of one login."""

import sqlalchemy as sa
from alembic import op

revision = "0041_saved_view"
down_revision = "0040_feedback"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_saved_view_name")),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_saved_view_login_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("login_id", "page", "name", name=op.f("uq_saved_view_login_id_page_name")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("saved_view")
