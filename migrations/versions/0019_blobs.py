"""Keep the bytes that an entry only names."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_blob_site")),
        sa.PrimaryKeyConstraint("site", "id", name=op.f("pk_blob")),
    )
    op.create_index("ix_blob_site_entry", "blob", ["site", "entry"])
    op.create_index("ix_blob_site_done_at", "blob", ["site", "done", "at"])
    op.create_table(
        "blob_part",
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("blob", sa.String(length=36), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_blob_part_site")),
        sa.PrimaryKeyConstraint("site", "blob", "part", name=op.f("pk_blob_part")),
    )


def downgrade() -> None:
    op.drop_table("blob_part")
    op.drop_table("blob")
