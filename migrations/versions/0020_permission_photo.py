"""Show whom a home lets in: a permission names a photo."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    photo = sa.Column("photo", sa.String(length=200), nullable=False, server_default="")
    op.add_column("permission", photo)


def downgrade() -> None:
    op.drop_column("permission", "photo")
