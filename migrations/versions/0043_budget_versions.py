"""The budget in versions that the members' meeting adopts, with the jobs it counts on and what it follows from."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0043_budget_versions"
down_revision = "0042_statement_reading"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).resolve().parent.parent / "triggers"
DRAFT = "adopted_on IS NULL"
FUNCTIONS = ("month()", "open()", "must_be_draft(integer)", "version_kept()", "version_next()", "refuse()")


def upgrade() -> None:
    """Make it so; a budget that is there becomes the first version, still a draft."""
    op.create_table(
        "budget_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2999", name=op.f("ck_budget_version_year")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_budget_version_number")),
        sa.CheckConstraint("number = 1 OR adopted_on IS NULL OR why <> ''", name=op.f("ck_budget_version_why")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_version")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_budget_version_year_number")),
    )
    op.create_index(
        "uq_budget_version_draft",
        "budget_version",
        ["year"],
        unique=True,
        sqlite_where=sa.text(DRAFT),
        postgresql_where=sa.text(DRAFT),
    )
    op.execute(
        "INSERT INTO budget_version (year, number, changes, why, made_at, made_by)"
        " SELECT year, 1, version, '', CURRENT_TIMESTAMP, 'command' FROM budget"
    )
    _move_lines("year", "version_id", "SELECT id FROM budget_version WHERE year = budget_line.year")
    op.drop_table("budget")
    op.create_table(
        "budget_volume",
        *_place("budget_volume"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.CheckConstraint("visits >= 0", name=op.f("ck_budget_volume_visits")),
        sa.PrimaryKeyConstraint("version_id", "cost_object_id", "month", name=op.f("pk_budget_volume")),
    )
    op.create_table(
        "budget_price",
        *_place("budget_price"),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("season", sa.String(length=10), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_budget_price_price")),
        sa.CheckConstraint(
            "season IN ('even', 'history', 'service', 'by_hand')", name=op.f("ck_budget_price_season")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["ledger_account.id"], name=op.f("fk_budget_price_account_id")),
        sa.PrimaryKeyConstraint("version_id", "cost_object_id", name=op.f("pk_budget_price")),
    )
    op.create_table(
        "budget_work",
        *_place("budget_work"),
        sa.Column("engagement", sa.String(length=15), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "engagement IN ('employee', 'apprentice', 'volunteer')", name=op.f("ck_budget_work_engagement")
        ),
        sa.CheckConstraint("minutes > 0 AND rate >= 0", name=op.f("ck_budget_work_work")),
        sa.PrimaryKeyConstraint("version_id", "cost_object_id", "engagement", name=op.f("pk_budget_work")),
    )
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it: of every year the version in force stays."""
    for table in ("budget_work", "budget_price", "budget_volume"):
        op.drop_table(table)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for event in ("insert", "update", "delete") if sqlite else ("open", "month", "no_truncate"):
        op.execute(f"DROP TRIGGER budget_line_{event}" + ("" if sqlite else " ON budget_line"))
    op.create_table(
        "budget",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2999", name=op.f("ck_budget_year")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_budget")),
    )
    op.execute("INSERT INTO budget (year, version) SELECT year, max(changes) FROM budget_version GROUP BY year")
    op.execute(
        "DELETE FROM budget_line WHERE version_id <> (SELECT id FROM budget_version AS one WHERE one.year ="
        " (SELECT year FROM budget_version WHERE id = budget_line.version_id)"
        " ORDER BY adopted_on IS NULL, number DESC LIMIT 1)"
    )
    _move_lines("version_id", "year", "SELECT year FROM budget_version WHERE id = budget_line.version_id")
    op.drop_table("budget_version")
    if not sqlite:
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION budget_{function}")


def _place(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("cost_object_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["budget_version.id"], name=op.f(f"fk_{table}_version_id")),
        sa.ForeignKeyConstraint(["cost_object_id"], ["cost_object.id"], name=op.f(f"fk_{table}_cost_object_id")),
    )


def _move_lines(before: str, after: str, key: str) -> None:
    """Let the lines hang on another column, which is filled in first."""
    for index in ("uq_budget_line_place", "uq_budget_line_unallocated"):
        op.drop_index(index, table_name="budget_line")
    op.add_column("budget_line", sa.Column(after, sa.Integer(), nullable=True))
    op.execute(f"UPDATE budget_line SET {after} = ({key})")
    with op.batch_alter_table("budget_line") as line:
        line.drop_constraint(op.f(f"fk_budget_line_{before}"), type_="foreignkey")
        line.drop_column(before)
        line.alter_column(after, existing_type=sa.Integer(), nullable=False)
        target = ("budget", "year") if after == "year" else ("budget_version", "id")
        line.create_foreign_key(op.f(f"fk_budget_line_{after}"), target[0], [after], [target[1]])
    op.create_index(
        "uq_budget_line_place", "budget_line", [after, "account_id", "cost_object_id", "month"], unique=True
    )
    op.create_index(
        "uq_budget_line_unallocated",
        "budget_line",
        [after, "account_id", "month"],
        unique=True,
        sqlite_where=sa.text("cost_object_id IS NULL"),
        postgresql_where=sa.text("cost_object_id IS NULL"),
    )


def _guards() -> Iterator[str]:
    file = TRIGGERS / f"budget_{op.get_bind().dialect.name}.sql"
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        if any(line and not line.startswith("--") for line in block.splitlines()):
            yield block
