"""Keep who is expected, and by which invitation a visitor came."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("host", sa.String(length=64), nullable=True),
        sa.Column("purpose", sa.String(length=64), nullable=True),
        sa.Column("from_day", sa.String(length=64), nullable=True),
        sa.Column("to_day", sa.String(length=64), nullable=True),
        sa.Column("weekdays", sa.String(length=64), nullable=True),
        sa.Column("at_time", sa.String(length=64), nullable=True),
        sa.Column("recurring", sa.String(length=64), nullable=True),
        sa.Column("party", sa.String(length=36), nullable=True),
        sa.Column("uses", sa.BigInteger(), nullable=True),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("visit", sa.String(length=36), nullable=True),
        sa.Column("allowed_at", sa.BigInteger(), nullable=True),
        sa.Column("allowed_by", sa.String(length=64), nullable=True),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("printed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("visitor") as batch:
        batch.add_column(sa.Column("invitation", sa.String(length=36), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        batch.drop_column("invitation")
    op.drop_table("invitation")
