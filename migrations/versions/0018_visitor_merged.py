"""Of whom a visitor's slip may be a second one, and into which slip it was merged."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.String(36)
CODE = sa.String(64)
ADDED = {
    "twin": ID,
    "merged_into": ID,
    "merged_why": CODE,
    "merged_at": sa.BigInteger(),
    "merged_by": CODE,
}


def upgrade() -> None:
    with op.batch_alter_table("visitor") as batch:
        for name, kind in ADDED.items():
            batch.add_column(sa.Column(name, kind, nullable=True))
    op.create_index("ix_record_site_room_closed", "record", ["site", "room", "closed"])


def downgrade() -> None:
    op.drop_index("ix_record_site_room_closed", "record")
    with op.batch_alter_table("visitor") as batch:
        for name in ADDED:
            batch.drop_column(name)
