"""Know by which code another system's list called a record."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listed_record",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("reg", sa.String(64), nullable=False),
        sa.Column("ref", sa.String(64), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_listed_record_site")),
        sa.PrimaryKeyConstraint("site", "reg", "ref", name=op.f("pk_listed_record")),
    )


def downgrade() -> None:
    op.drop_table("listed_record")
