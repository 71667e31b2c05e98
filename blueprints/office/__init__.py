"""The office's own work: devices, staff, settings, what needs a supervisor."""

from flask import Blueprint

blueprint = Blueprint("office", __name__, url_prefix="/api")

from blueprints.office import attention, devices, keeping, records, settings, staff  # noqa: E402, F401
