"""Electronic invoice: an issued invoice keeps its UBL as it keeps its PDF, and a kept file never changes."""

from collections.abc import Iterator
from pathlib import Path

from alembic import op

revision = "0012_electronic_invoice"
down_revision = "0011_vat_return"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"


def upgrade() -> None:
    """Make it so."""
    # In plain SQL: a batch would make the table anew and lose its guards.
    op.execute(
        "ALTER TABLE invoice ADD COLUMN ubl_sha VARCHAR(64)"
        " CONSTRAINT fk_invoice_ubl_sha REFERENCES stored_file (sha256)"
    )
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    on = " ON {}" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER stored_file_no_update{on.format('stored_file')}")
    op.execute(f"DROP TRIGGER invoice_ubl_once{on.format('invoice')}")
    if on:
        op.execute("DROP FUNCTION files_refuse()")
    else:
        op.execute("DROP TRIGGER stored_file_no_replace")
    op.execute("ALTER TABLE invoice DROP COLUMN ubl_sha")


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"electronic_invoice_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
