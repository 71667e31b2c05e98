"""Tell people of the house: messages, the services that carry them, how each person is told."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"]),
        sa.PrimaryKeyConstraint("site", "name"),
    )
    op.create_table(
        "message",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("to", sa.String(length=40), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("t", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("settled", sa.BigInteger(), nullable=True),
        sa.Column("op", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"]),
        sa.PrimaryKeyConstraint("site", "entry", "to"),
    )
    op.create_index("ix_message_site_state_due", "message", ["site", "state", "due"])
    add("person", sa.Column("channel", sa.String(length=64), nullable=False, server_default=""))
    add("person", sa.Column("address", sa.String(length=200), nullable=False, server_default=""))
    add("site", sa.Column("told_seq", sa.BigInteger(), nullable=False, server_default="0"))
    # What was written before there were messages tells nobody now.
    op.execute("UPDATE site SET told_seq = seq")


def add(table: str, column: sa.Column[object]) -> None:
    """Add a column that old rows fill with its default; new ones say it themselves."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(column)
    with op.batch_alter_table(table) as batch:
        batch.alter_column(column.name, existing_type=column.type, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("site") as batch:
        batch.drop_column("told_seq")
    with op.batch_alter_table("person") as batch:
        batch.drop_column("address")
        batch.drop_column("channel")
    op.drop_index("ix_message_site_state_due", table_name="message")
    op.drop_table("message")
    op.drop_table("channel")
