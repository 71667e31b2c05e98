"""What is asked when a key is lent."""

from flask_babel import lazy_pgettext

from desk.forms import Form, Length, ReferenceField, Required, TextField


class LendForm(Form):
    """Whose key, and who takes it."""

    room = ReferenceField(lazy_pgettext("keys", "Home"), [Required()], of="room")
    tag = TextField(lazy_pgettext("keys", "Tag"), [Required(), Length(most=20)])
    borrower = TextField(
        lazy_pgettext("keys", "Borrower"), [Required(), Length(most=120)], personal=True
    )
