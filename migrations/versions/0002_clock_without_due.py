"""Let a clock run of which nobody can say yet when it is due."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("running_clock") as batch:
        batch.alter_column("due", existing_type=sa.BigInteger(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM running_clock WHERE due IS NULL")
    with op.batch_alter_table("running_clock") as batch:
        batch.alter_column("due", existing_type=sa.BigInteger(), nullable=False)
