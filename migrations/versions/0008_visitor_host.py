"""Know of a visitor who has no ID, what the host said, and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        batch.add_column(sa.Column("unidentified", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("asks_host", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("call_result", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("called_at", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("called_by", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("calls", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("decision", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("decided_at", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("decided_by", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("denied_why", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        batch.drop_column("denied_why")
        batch.drop_column("decided_by")
        batch.drop_column("decided_at")
        batch.drop_column("decision")
        batch.drop_column("calls")
        batch.drop_column("called_by")
        batch.drop_column("called_at")
        batch.drop_column("call_result")
        batch.drop_column("asks_host")
        batch.drop_column("unidentified")
