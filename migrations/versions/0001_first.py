"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_personal",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("record", "field", name=op.f("pk_record_personal")),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("ver", sa.BigInteger(), nullable=False),
        sa.Column("safe_seq", sa.BigInteger(), nullable=False),
        sa.Column("trust_version", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("aged_to", sa.BigInteger(), nullable=False),
        sa.Column("min_shell", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.String(length=64), nullable=False),
        sa.Column("dev", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_audit_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit") as batch_op:
        batch_op.create_index("ix_audit_site_at", ["site", "at"], unique=False)

    op.create_table(
        "device",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("letters", sa.String(length=24), nullable=False),
        sa.Column("public", sa.LargeBinary(length=65), nullable=False),
        sa.Column("kid", sa.String(length=24), nullable=False),
        sa.Column("enrolled", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=200), nullable=True),
        sa.Column("trust_until", sa.BigInteger(), nullable=True),
        sa.Column("nonce_at", sa.BigInteger(), nullable=False),
        sa.Column("last_n", sa.BigInteger(), nullable=False),
        sa.Column("gaps", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("said_n", sa.BigInteger(), nullable=False),
        sa.Column("queued", sa.BigInteger(), nullable=False),
        sa.Column("oldest", sa.BigInteger(), nullable=True),
        sa.Column("shell", sa.String(length=24), nullable=False),
        sa.Column("last_seen", sa.BigInteger(), nullable=True),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("fork_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_device_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("site", "letters", name=op.f("uq_device_site_letters")),
    )
    with op.batch_alter_table("device") as batch_op:
        batch_op.create_index("ix_device_site_kid", ["site", "kid"], unique=False)

    op.create_table(
        "enrol_code",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_enrol_code_site")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_enrol_code")),
    )
    op.create_table(
        "hold",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_hold_site")),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_hold")),
    )
    op.create_table(
        "hours",
        sa.Column("days", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ver", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_hours_site")),
        sa.PrimaryKeyConstraint("site", "id", name=op.f("pk_hours")),
    )
    with op.batch_alter_table("hours") as batch_op:
        batch_op.create_index(batch_op.f("ix_hours_site_ver"), ["site", "ver"], unique=False)

    op.create_table(
        "journal",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("recv", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("flags", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kid", sa.String(length=24), nullable=False),
        sa.Column("sig", sa.LargeBinary(length=64), nullable=True),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("dev", sa.String(length=64), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.String(length=64), nullable=False),
        sa.Column("t", sa.String(length=64), nullable=False),
        sa.Column("rec", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_journal_site")),
        sa.PrimaryKeyConstraint("site", "seq", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal") as batch_op:
        batch_op.create_index("ix_journal_site_id", ["site", "id"], unique=False)
        batch_op.create_index("ix_journal_site_rec_seq", ["site", "rec", "seq"], unique=False)

    op.create_table(
        "person",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("room", sa.String(length=64), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=True),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ver", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_person_site")),
        sa.PrimaryKeyConstraint("site", "id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person") as batch_op:
        batch_op.create_index(batch_op.f("ix_person_site_ver"), ["site", "ver"], unique=False)

    op.create_table(
        "personal",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=True),
        sa.Column("purge_after", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_personal_site")),
        sa.PrimaryKeyConstraint("site", "entry", "field", name=op.f("pk_personal")),
    )
    with op.batch_alter_table("personal") as batch_op:
        batch_op.create_index("ix_personal_site_purge_after", ["site", "purge_after"], unique=False)

    op.create_table(
        "prompt",
        sa.Column("situation", sa.String(length=64), nullable=False),
        sa.Column("lang", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ver", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_prompt_site")),
        sa.PrimaryKeyConstraint("site", "id", name=op.f("pk_prompt")),
    )
    with op.batch_alter_table("prompt") as batch_op:
        batch_op.create_index(batch_op.f("ix_prompt_site_ver"), ["site", "ver"], unique=False)

    op.create_table(
        "quarantine",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("dev", sa.String(length=64), nullable=False),
        sa.Column("rec", sa.String(length=36), nullable=True),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("envelope", sa.String(), nullable=False),
        sa.Column("recv", sa.BigInteger(), nullable=False),
        sa.Column("settled", sa.BigInteger(), nullable=True),
        sa.Column("released_seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_quarantine_site")),
        sa.PrimaryKeyConstraint("site", "seq", name=op.f("pk_quarantine")),
    )
    with op.batch_alter_table("quarantine") as batch_op:
        batch_op.create_index(
            "ix_quarantine_site_settled_reason", ["site", "settled", "reason"], unique=False
        )

    op.create_table(
        "receipt",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=66), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("flags", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("errors", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("dev", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_receipt_site")),
        sa.PrimaryKeyConstraint("site", "key", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt") as batch_op:
        batch_op.create_index("ix_receipt_site_dev_seq", ["site", "dev", "seq"], unique=False)

    op.create_table(
        "record",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("reg", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("no", sa.String(length=24), nullable=True),
        sa.Column("room", sa.String(length=64), nullable=True),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("flags", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("undo", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_record_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
    )
    with op.batch_alter_table("record") as batch_op:
        batch_op.create_index("ix_record_site_closed", ["site", "closed"], unique=False)
        batch_op.create_index("ix_record_site_no", ["site", "no"], unique=False)
        batch_op.create_index("ix_record_site_reg_state", ["site", "reg", "state"], unique=False)
        batch_op.create_index("ix_record_site_seq_id", ["site", "seq", "id"], unique=False)

    op.create_table(
        "room",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("tower", sa.String(length=200), nullable=False),
        sa.Column("floor", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.String(length=64), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ver", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_room_site")),
        sa.PrimaryKeyConstraint("site", "id", name=op.f("pk_room")),
    )
    with op.batch_alter_table("room") as batch_op:
        batch_op.create_index(batch_op.f("ix_room_site_ver"), ["site", "ver"], unique=False)

    op.create_table(
        "running_clock",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("reg", sa.String(length=64), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("stopped", sa.BigInteger(), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_running_clock_site")),
        sa.PrimaryKeyConstraint("record", "name", name=op.f("pk_running_clock")),
    )
    with op.batch_alter_table("running_clock") as batch_op:
        batch_op.create_index(
            "ix_running_clock_site_stopped_due", ["site", "stopped", "due"], unique=False
        )

    op.create_table(
        "setting",
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ver", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_setting_site")),
        sa.PrimaryKeyConstraint("site", "id", name=op.f("pk_setting")),
    )
    with op.batch_alter_table("setting") as batch_op:
        batch_op.create_index(batch_op.f("ix_setting_site_ver"), ["site", "ver"], unique=False)

    op.create_table(
        "staff",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=True),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("pin", sa.String(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.BigInteger(), nullable=True),
        sa.Column("password_tries", sa.Integer(), nullable=False),
        sa.Column("password_until", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("ver", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_staff_site")),
        sa.PrimaryKeyConstraint("site", "id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    with op.batch_alter_table("staff") as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_site_ver"), ["site", "ver"], unique=False)

    op.create_table(
        "visitor",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("host", sa.String(length=64), nullable=True),
        sa.Column("id_kind", sa.String(length=64), nullable=True),
        sa.Column("purpose", sa.String(length=64), nullable=True),
        sa.Column("badge", sa.String(length=64), nullable=True),
        sa.Column("party", sa.String(length=36), nullable=True),
        sa.Column("waits", sa.String(length=64), nullable=True),
        sa.Column("signed_in_at", sa.BigInteger(), nullable=True),
        sa.Column("on_site_at", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("left_how", sa.String(length=64), nullable=True),
        sa.Column("slip_returned_at", sa.BigInteger(), nullable=True),
        sa.Column("printed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_visitor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor")),
    )


def downgrade() -> None:
    op.drop_table("visitor")
    with op.batch_alter_table("staff") as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_site_ver"))

    op.drop_table("staff")
    with op.batch_alter_table("setting") as batch_op:
        batch_op.drop_index(batch_op.f("ix_setting_site_ver"))

    op.drop_table("setting")
    with op.batch_alter_table("running_clock") as batch_op:
        batch_op.drop_index("ix_running_clock_site_stopped_due")

    op.drop_table("running_clock")
    with op.batch_alter_table("room") as batch_op:
        batch_op.drop_index(batch_op.f("ix_room_site_ver"))

    op.drop_table("room")
    with op.batch_alter_table("record") as batch_op:
        batch_op.drop_index("ix_record_site_seq_id")
        batch_op.drop_index("ix_record_site_reg_state")
        batch_op.drop_index("ix_record_site_no")
        batch_op.drop_index("ix_record_site_closed")

    op.drop_table("record")
    with op.batch_alter_table("receipt") as batch_op:
        batch_op.drop_index("ix_receipt_site_dev_seq")

    op.drop_table("receipt")
    with op.batch_alter_table("quarantine") as batch_op:
        batch_op.drop_index("ix_quarantine_site_settled_reason")

    op.drop_table("quarantine")
    with op.batch_alter_table("prompt") as batch_op:
        batch_op.drop_index(batch_op.f("ix_prompt_site_ver"))

    op.drop_table("prompt")
    with op.batch_alter_table("personal") as batch_op:
        batch_op.drop_index("ix_personal_site_purge_after")

    op.drop_table("personal")
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_site_ver"))

    op.drop_table("person")
    with op.batch_alter_table("journal") as batch_op:
        batch_op.drop_index("ix_journal_site_rec_seq")
        batch_op.drop_index("ix_journal_site_id")

    op.drop_table("journal")
    with op.batch_alter_table("hours") as batch_op:
        batch_op.drop_index(batch_op.f("ix_hours_site_ver"))

    op.drop_table("hours")
    op.drop_table("hold")
    op.drop_table("enrol_code")
    with op.batch_alter_table("device") as batch_op:
        batch_op.drop_index("ix_device_site_kid")

    op.drop_table("device")
    with op.batch_alter_table("audit") as batch_op:
        batch_op.drop_index("ix_audit_site_at")

    op.drop_table("audit")
    op.drop_table("site")
    op.drop_table("record_personal")
