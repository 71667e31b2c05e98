"""What a visit is for, and what comes along: the same words before it and at the desk."""

from flask_babel import lazy_gettext as _l
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
BELONGINGS = lazy_pgettext("visitors", "What they bring in")
PLATE = _l("Number plate")
