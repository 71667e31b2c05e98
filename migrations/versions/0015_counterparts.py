"""Know to whom an official visitor is handed over, and which meeting room a visit has."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

VISITOR = (
    ("counterpart", sa.String(length=64)),
    ("stand_in_at", sa.BigInteger()),
    ("stand_in_by", sa.String(length=64)),
    ("handed_at", sa.BigInteger()),
    ("handed_by", sa.String(length=64)),
    ("taken_by", sa.String(length=64)),
    ("stays", sa.BigInteger()),
    ("meeting_room", sa.String(length=64)),
    ("meeting_at", sa.BigInteger()),
    ("meeting_by", sa.String(length=64)),
)
INVITATION = (("stays", sa.BigInteger()), ("meeting_room", sa.String(length=64)))
TABLES = (("visitor", VISITOR), ("invitation", INVITATION))


def upgrade() -> None:
    for table, columns in TABLES:
        with op.batch_alter_table(table) as batch:
            for name, kind in columns:
                batch.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for table, columns in reversed(TABLES):
        with op.batch_alter_table(table) as batch:
            for name, _kind in reversed(columns):
                batch.drop_column(name)
