"""Know when a home's words were written: what was erased later than that goes again."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("permission", "household", "barred")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(
                sa.Column("written", sa.BigInteger(), nullable=False, server_default="0")
            )
        with op.batch_alter_table(table) as batch:
            batch.alter_column("written", existing_type=sa.BigInteger(), server_default=None)


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("written")
