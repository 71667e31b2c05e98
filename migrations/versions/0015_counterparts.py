"""Know to whom an official visitor is handed over, and which meeting room a visit has."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

COLUMNS = (
    ("counterpart", sa.String(length=64)),
    ("stand_in_at", sa.BigInteger()),
    ("stand_in_by", sa.String(length=64)),
    ("handed_at", sa.BigInteger()),
    ("handed_by", sa.String(length=64)),
    ("taken_by", sa.String(length=64)),
)


def upgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        for name, kind in COLUMNS:
            batch.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        for name, _kind in reversed(COLUMNS):
            batch.drop_column(name)
