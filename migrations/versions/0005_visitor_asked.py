"""Keep which supervisor was asked before a visitor went in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        batch.add_column(sa.Column("asked", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        batch.drop_column("asked")
