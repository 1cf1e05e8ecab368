"""When somebody is there, and what the wijk says of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0034_opening_hours"
down_revision = "0033_card_closing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "opening_hours",
        sa.Column("weekday", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_hours_weekday")),
        sa.CheckConstraint("closes > opens", name=op.f("ck_opening_hours_closes_later")),
        sa.PrimaryKeyConstraint("weekday", name=op.f("pk_opening_hours")),
    )
    op.add_column("wijk", sa.Column("welcome", sa.String(300), nullable=False, server_default=""))
    op.add_column("wijk", sa.Column("about", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("wijk", "about")
    op.drop_column("wijk", "welcome")
    op.drop_table("opening_hours")
