"""What is asked when a key is lent."""

from flask_babel import lazy_pgettext

from desk.forms import (
    ChoiceField,
    Form,
    Length,
    NumberField,
    Range,
    ReferenceField,
    Required,
    TextField,
)
from desk.rich_fields import LinesField


class LendForm(Form):
    """Whose key, and who takes it."""

    room = ReferenceField(lazy_pgettext("keys", "Home"), [Required()], of="room")
    tag = TextField(lazy_pgettext("keys", "Tag"), [Required(), Length(most=20)])
    borrower = TextField(
        lazy_pgettext("keys", "Borrower"), [Required(), Length(most=120)], personal=True
    )
    bunch = LinesField(lazy_pgettext("keys", "Which keys"), [Required()], most=12)
    mark = TextField(
        lazy_pgettext("keys", "Mark"), [Required(), Length(most=20)], personal=True, each="bunch"
    )
    count = NumberField(lazy_pgettext("keys", "How many"), [Required(), Range(1, 20)], each="bunch")
    metal = ChoiceField(
        lazy_pgettext("keys", "Metal"),
        choices=(
            ("brass", lazy_pgettext("keys", "brass")),
            ("steel", lazy_pgettext("keys", "steel")),
        ),
        each="bunch",
    )
