"""The members: parties, the register, engagements, talents, contribution, and signing in."""

import sqlalchemy as sa
from alembic import op

revision = "0003_members"
down_revision = "0002_ledger"
branch_labels = None
depends_on = None

TALENTS = (
    ("gardening", "tuinieren", "sprout"),
    ("cleaning", "schoonmaken", "brush-cleaning"),
    ("handyman", "klussen", "hammer"),
    ("painting", "schilderen", "paint-roller"),
    ("bicycles", "fietsen maken", "bike"),
    ("cooking", "koken en bakken", "utensils"),
    ("sewing", "naaien", "scissors"),
    ("driving", "rijden en bezorgen", "truck"),
    ("computers", "computers en telefoons", "settings"),
    ("care", "zorgen voor anderen", "hand-heart"),
    ("children", "met kinderen werken", "users"),
    ("animals", "met dieren werken", "trees"),
    ("languages", "talen en tolken", "book-open"),
    ("organising", "regelen en plannen", "list-checks"),
    ("creative", "tekenen, muziek en kunst", "sparkles"),
    ("hosting", "mensen ontvangen", "house"),
)
KINDS = ("employee", "volunteer", "participation", "starter", "apprentice")


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "contribution_rate",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_contribution_rate_amount")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_contribution_rate_year")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_contribution_rate")),
    )
    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("given_name", sa.String(length=60), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("contact_name", sa.String(length=80), nullable=False),
        sa.Column("kvk", sa.String(length=8), nullable=False),
        sa.Column("vat_id", sa.String(length=14), nullable=False),
        sa.Column("oin", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("street", sa.String(length=80), nullable=False),
        sa.Column("house_number", sa.String(length=12), nullable=False),
        sa.Column("postcode", sa.String(length=8), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("city_pass", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'organisation')", name=op.f("ck_party_kind")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_party_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_family_name"), ["family_name"], unique=False)
        batch_op.create_index("ix_party_house", ["postcode", "house_number"], unique=False)
        batch_op.create_index("ix_party_name", ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_phone"), ["phone"], unique=False)

    talent = op.create_table(
        "talent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("icon", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talent")),
        sa.UniqueConstraint("code", name=op.f("uq_talent_code")),
    )
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_table(
        "login",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=120), nullable=True),
        sa.Column("is_blocked", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email) AND email <> ''", name=op.f("ck_login_email")),
        sa.ForeignKeyConstraint(["person_id"], ["party.id"], name=op.f("fk_login_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login")),
        sa.UniqueConstraint("email", name=op.f("uq_login_email")),
        sa.UniqueConstraint("person_id", name=op.f("uq_login_person_id")),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=True),
        sa.Column("resigned_on", sa.Date(), nullable=True),
        sa.Column("decided_because", sa.String(length=200), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.CheckConstraint("(state = 'resigned') = (resigned_on IS NOT NULL)", name=op.f("ck_member_resigned")),
        sa.CheckConstraint(
            "(state IN ('admitted', 'resigned')) = (number IS NOT NULL)", name=op.f("ck_member_numbered")
        ),
        sa.CheckConstraint(
            "state IN ('applied', 'admitted', 'refused', 'resigned')", name=op.f("ck_member_state")
        ),
        sa.CheckConstraint("(number IS NULL) = (admitted_on IS NULL)", name=op.f("ck_member_admitted")),
        sa.CheckConstraint("admitted_on >= applied_on", name=op.f("ck_member_admitted_after_applying")),
        sa.CheckConstraint("number > 0", name=op.f("ck_member_number")),
        sa.CheckConstraint("resigned_on >= admitted_on", name=op.f("ck_member_resigned_after_admission")),
        sa.ForeignKeyConstraint(["person_id"], ["party.id"], name=op.f("fk_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("number", name=op.f("uq_member_number")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_member_register", ["admitted_on", "number"], unique=False)
        batch_op.create_index(
            "uq_member_one_at_a_time",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('applied', 'admitted')"),
            postgresql_where=sa.text("state IN ('applied', 'admitted')"),
        )

    op.create_table(
        "contribution_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("invoice_source", sa.String(length=80), nullable=True),
        sa.CheckConstraint(
            "(state = 'invoiced') = (invoice_source IS NOT NULL)", name=op.f("ck_contribution_due_invoiced")
        ),
        sa.CheckConstraint("state IN ('due', 'invoiced', 'waived')", name=op.f("ck_contribution_due_state")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_contribution_due_amount")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_contribution_due_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_due")),
        sa.UniqueConstraint("member_id", "year", name=op.f("uq_contribution_due_member_id_year")),
    )
    with op.batch_alter_table("contribution_due", schema=None) as batch_op:
        batch_op.create_index("ix_contribution_due_state", ["state", "year"], unique=False)

    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('employee', 'volunteer', 'participation', 'starter', 'apprentice')",
            name=op.f("ck_engagement_kind"),
        ),
        sa.CheckConstraint("ends_on > begins_on", name=op.f("ck_engagement_days")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_engagement_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
    )
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.create_index("ix_engagement_member", ["member_id", "kind", "begins_on"], unique=False)

    op.create_table(
        "login_role",
        sa.Column("login_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "role IN ('member', 'coordinator', 'treasurer', 'board', 'admin')", name=op.f("ck_login_role_role")
        ),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_login_role_login_id")),
        sa.PrimaryKeyConstraint("login_id", "role", name=op.f("pk_login_role")),
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("login_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_login_session_login_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_login_id"), ["login_id"], unique=False)

    op.create_table(
        "member_talent",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("talent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_talent_member_id")),
        sa.ForeignKeyConstraint(["talent_id"], ["talent.id"], name=op.f("fk_member_talent_talent_id")),
        sa.PrimaryKeyConstraint("member_id", "talent_id", name=op.f("pk_member_talent")),
    )
    op.create_table(
        "signin_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("login_id", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_signin_link_login_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_signin_link")),
    )
    with op.batch_alter_table("signin_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signin_link_login_id"), ["login_id"], unique=False)

    op.bulk_insert(talent, [{"code": code, "name": name, "icon": icon} for code, name, icon in TALENTS])
    _refuse_overlaps()


def downgrade() -> None:
    """Undo it."""
    for table in (
        "signin_link",
        "login_session",
        "login_role",
        "login",
        "throttle",
        "member_talent",
        "engagement",
        "contribution_due",
        "contribution_rate",
        "member",
        "talent",
        "party",
    ):
        op.drop_table(table)


def _refuse_overlaps() -> None:
    # One engagement of a kind at a time. PostgreSQL has a constraint that also holds between two
    # transactions; it compares ranges only, so there is one for each kind. SQLite has one writer.
    if op.get_bind().dialect.name == "postgresql":
        for kind in KINDS:
            op.execute(
                f"ALTER TABLE engagement ADD CONSTRAINT ex_engagement_{kind} EXCLUDE USING gist"
                " (int4range(member_id, member_id, '[]') WITH &&, daterange(begins_on, ends_on) WITH &&)"
                f" WHERE (kind = '{kind}')"
            )
        return
    for moment in ("INSERT", "UPDATE"):
        op.execute(
            f"""
            CREATE TRIGGER engagement_overlap_{moment.lower()} BEFORE {moment} ON engagement
            WHEN EXISTS (
                SELECT 1 FROM engagement AS other
                WHERE other.member_id = NEW.member_id AND other.kind = NEW.kind AND other.id IS NOT NEW.id
                AND (NEW.ends_on IS NULL OR other.begins_on < NEW.ends_on)
                AND (other.ends_on IS NULL OR NEW.begins_on < other.ends_on)
            )
            BEGIN SELECT RAISE(ABORT, 'this member has this engagement on those days already'); END
            """
        )
