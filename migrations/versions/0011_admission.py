"""Keep what homes say of who comes in, and whom the house does not admit."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = {"name": 200, "relation": 200, "note": 200, "collectors": 300, "words": 300, "by": 64}
TEXT |= {"aliases": 300, "looks": 300, "plate": 64, "room": 64, "reason": 500, "days": 7}
TEXT |= {"since": 10, "until": 10, "away_from": 10, "away_until": 10}
TEXT |= {"opens": 5, "closes": 5, "quiet_from": 5}
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "permission": (
        ("room", "name", "relation", "since", "until", "days", "opens", "closes", "note", "by"),
        ("collects",),
    ),
    "household": (
        ("away_from", "away_until", "quiet_from", "collectors", "words", "by"),
        ("call_first",),
    ),
    "barred": (("name", "aliases", "looks", "plate", "room", "reason", "until", "by"), ()),
}


def upgrade() -> None:
    for table, (texts, flags) in TABLES.items():
        columns = [sa.Column(one, sa.String(length=TEXT[one]), nullable=False) for one in texts]
        columns += [sa.Column(one, sa.Boolean(), nullable=False) for one in flags]
        if table == "permission":
            columns.append(sa.Column("ref", sa.String(length=64), nullable=True))
        op.create_table(
            table,
            *columns,
            sa.Column("site", sa.Integer(), nullable=False),
            sa.Column("id", sa.String(length=64), nullable=False),
            sa.Column("ver", sa.BigInteger(), nullable=False),
            sa.Column("deleted", sa.Boolean(), nullable=False),
            sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f(f"fk_{table}_site")),
            sa.PrimaryKeyConstraint("site", "id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_site_ver"), table, ["site", "ver"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(op.f(f"ix_{table}_site_ver"), table_name=table)
        op.drop_table(table)
