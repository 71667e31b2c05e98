"""Know of a slip that the house closed it by itself, and that it is lost."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS = ("slip_lost_at", "auto_closed_at")


def upgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        for name in COLUMNS:
            batch.drop_column(name)
