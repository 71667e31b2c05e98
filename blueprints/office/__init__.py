"""The office's own work: devices, staff, settings, what needs a supervisor."""

from flask import Blueprint

blueprint = Blueprint("office", __name__, url_prefix="/api")

from blueprints.office import (  # noqa: E402
    attention,  # noqa: F401
    auditing,  # noqa: F401
    barred,  # noqa: F401
    devices,  # noqa: F401
    exporting,  # noqa: F401
    homes,  # noqa: F401
    importing,  # noqa: F401
    keeping,  # noqa: F401
    messages,  # noqa: F401
    prompts,  # noqa: F401
    records,  # noqa: F401
    reporting,  # noqa: F401
    settings,  # noqa: F401
    setup,  # noqa: F401
    staff,  # noqa: F401
    subject,  # noqa: F401
)
