"""What a visit is for: the same words wherever a visit is asked for, foretold or written down."""

from flask_babel import lazy_pgettext

PURPOSES = (
    ("visit", lazy_pgettext("visitors", "Private visit")),
    ("delivery", lazy_pgettext("visitors", "Delivery")),
    ("works", lazy_pgettext("visitors", "Works and repairs")),
    ("viewing", lazy_pgettext("visitors", "Viewing a home")),
    ("business", lazy_pgettext("visitors", "Business")),
    ("official", lazy_pgettext("visitors", "Official business")),
    ("other", lazy_pgettext("visitors", "Something else")),
)
