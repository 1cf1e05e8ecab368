"""Logo: the wijk's own picture and colour on its papers."""

from alembic import op

revision = "0013_logo"
down_revision = "0012_electronic_invoice"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    op.execute("ALTER TABLE wijk ADD COLUMN colour VARCHAR(7) DEFAULT '#1f5c48' NOT NULL")
    op.execute(
        "ALTER TABLE wijk ADD COLUMN logo_sha VARCHAR(64)"
        " CONSTRAINT fk_wijk_logo_sha REFERENCES stored_file (sha256)"
    )


def downgrade() -> None:
    """Undo it."""
    op.execute("ALTER TABLE wijk DROP COLUMN logo_sha")
    op.execute("ALTER TABLE wijk DROP COLUMN colour")
