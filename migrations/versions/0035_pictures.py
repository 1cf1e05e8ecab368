"""Pictures: of a service, with an order, and of a member who agrees to be seen."""

import sqlalchemy as sa
from alembic import op

revision = "0035_pictures"
down_revision = "0034_opening_hours"
branch_labels = None
depends_on = None

COLUMNS = (("service", "picture_sha"), ("member", "portrait_sha"))


def upgrade() -> None:
    """Make it so."""
    for table, column in COLUMNS:
        # In so many words, which both databases take: no table that others lean on is made anew for a column.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(64) "
            f"CONSTRAINT fk_{table}_{column} REFERENCES stored_file (sha256)"
        )
    op.create_table(
        "order_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place BETWEEN 1 AND 3", name=op.f("ck_order_photo_place")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_photo_order_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name=op.f("fk_order_photo_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_photo")),
        sa.UniqueConstraint("order_id", "place", name=op.f("uq_order_photo_order_id_place")),
    )
    op.create_index(op.f("ix_order_photo_sha256"), "order_photo", ["sha256"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("order_photo")
    for table, column in COLUMNS:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_{column}"), type_="foreignkey")
            batch.drop_column(column)
