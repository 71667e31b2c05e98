"""Keep what another system calls a room, a person, a member of staff; know who has moved out."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("person", "room", "staff")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("ref", sa.String(length=64), nullable=True))
    with op.batch_alter_table("person") as batch:
        batch.add_column(
            sa.Column("moved_out", sa.String(length=10), nullable=False, server_default="")
        )
    with op.batch_alter_table("person") as batch:
        batch.alter_column("moved_out", existing_type=sa.String(length=10), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.drop_column("moved_out")
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("ref")
