"""Rule confirmation: which unverified rules of the book were taken for right, by whom and on whose advice."""

import sqlalchemy as sa
from alembic import op

revision = "0008_rule_confirmation"
down_revision = "0007_member_shares"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "rule_confirmation",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("advice", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_rule_confirmation")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("rule_confirmation")
