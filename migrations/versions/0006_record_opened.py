"""Find what began in a period without reading what did not: exports go through it in order."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEX, COLUMNS = "ix_record_site_reg_opened_id", ["site", "reg", "opened", "id"]


def upgrade() -> None:
    op.create_index(INDEX, "record", COLUMNS)


def downgrade() -> None:
    op.drop_index(INDEX, table_name="record")
