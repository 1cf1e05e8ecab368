"""The language that somebody reads, kept with how they get in and with what they ordered."""

import sqlalchemy as sa
from alembic import op

revision = "0037_language"
down_revision = "0036_working_day"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.add_column("login", sa.Column("language", sa.String(length=5), nullable=True))
    op.add_column("orders", sa.Column("language", sa.String(length=5), nullable=False, server_default="nl"))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("orders", "language")
    op.drop_column("login", "language")
