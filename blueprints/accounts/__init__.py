"""Devices and operators: enrolment, sessions, PINs, the office's password sign-in."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__, url_prefix="/api")

from blueprints.accounts import (  # noqa: E402  (views of the blueprint)
    devices,  # noqa: F401
    operators,  # noqa: F401
    roll_call,  # noqa: F401
)
