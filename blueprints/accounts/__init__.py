"""Devices and operators: enrolment, sessions, PINs, the office's password sign-in."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__, url_prefix="/api")

from blueprints.accounts import devices, operators  # noqa: E402, F401  (views of the blueprint)
