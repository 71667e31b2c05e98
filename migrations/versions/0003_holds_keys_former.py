"""Give holds a person and an end, keep old server keys, let a browser remember who it was."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OLD = """INSERT INTO legal_hold (id, site, kind, target, since, op, why)
SELECT record, site, 'record', record, since, op, why FROM hold"""
NEW = """INSERT INTO hold (record, site, since, op, why)
SELECT target, min(site), min(since), min(op), min(why) FROM legal_hold
WHERE kind = 'record' AND lifted IS NULL GROUP BY target"""


def upgrade() -> None:
    with op.batch_alter_table("device") as batch:
        batch.add_column(sa.Column("former", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("device") as batch:
        batch.alter_column("former", existing_type=sa.JSON(), server_default=None)
    op.create_table(
        "server_key",
        sa.Column("kid", sa.String(length=24), nullable=False),
        sa.Column("public", sa.LargeBinary(length=65), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("vouched", sa.LargeBinary(length=64), nullable=True),
        sa.Column("endorsed", sa.LargeBinary(length=64), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_server_key")),
    )
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("op", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("lifted", sa.BigInteger(), nullable=True),
        sa.Column("lifted_by", sa.String(length=64), nullable=True),
        sa.Column("lifted_why", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_legal_hold_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    with op.batch_alter_table("legal_hold") as batch:
        batch.create_index("ix_legal_hold_site_kind_target", ["site", "kind", "target"])
    op.execute(OLD)
    op.drop_table("hold")


def downgrade() -> None:
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
    op.execute(NEW)
    op.drop_table("legal_hold")
    op.drop_table("server_key")
    with op.batch_alter_table("device") as batch:
        batch.drop_column("former")
