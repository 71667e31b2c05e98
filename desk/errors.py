"""Answer every failure in the reader's language: JSON under /api, a page elsewhere.

An address under /api that somebody opened, as a paper in a window of its own, answers with a page.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException, InternalServerError

from desk import plain
from desk.db import RETRY_AFTER_SECONDS, NoSiteError, SiteBusyError

MESSAGES = {
    "bad_request": _l("This request could not be read."),
    "cross_site": _l("This request did not come from Vestibule’s own pages."),
    "bad_type": _l("This request has the wrong content type."),
    "too_large": _l("This request is too large."),
    "not_found": _l("There is nothing at this address."),
    "no_device": _l("This browser is not enrolled. Ask a supervisor for an enrolment code."),
    "device_revoked": _l("This device has been revoked. Ask a supervisor."),
    "not_allowed": _l("You may not do this."),
    "sign_in_again": _l("Please sign in again."),
    "bad_code": _l("This code is wrong, used or too old. Ask for a new one."),
    "bad_proof": _l("This browser could not prove that it holds its key."),
    "bad_key": _l("This browser’s key cannot be used."),
    "not_ours": _l("This file was not written for this house."),
    "known_key": _l("This browser is already enrolled."),
    "blob_unknown": _l("No entry of this house names this picture."),
    "blob_wrong": _l("These bytes are not the picture that was written down."),
    "blob_missing": _l("The picture is still on the tablet that took it."),
    "still_held": _l("This entry cannot be applied yet. It stays held."),
    "on_hold": _l("This record is under a legal hold. Lift the hold first."),
    "two_records": _l("Two records have this number. Name the one by the id in its address."),
    "not_demo": _l("This is not a demonstration site."),
    "bad_pin": _l("That PIN is not right."),
    "bad_password": _l("That name and password do not match."),
    "choose_password": _l("This password was given to you for one time. Choose your own."),
    "login_taken": _l("Somebody else signs in by this name."),
    "bad_login": _l("A user name has small letters, digits and . _ @ - only."),
    "no_login": _l("Give this person a user name first."),
    "no_roles": _l("Choose at least one role."),
    "not_yourself": _l("Nobody does this to themselves. Ask another manager."),
    "weak_pin": _l("Choose six digits that are harder to guess."),
    "weak_password": _l("Choose a longer password that is harder to guess."),
    "too_late": _l("It is too late for that: look at the list again."),
    "bad_channel": _l("This is no address of a service that we know, or {to} is missing in it."),
    "message_no_service": _l("No service is set up for this channel."),
    "message_bad_address": _l("This address does not fit the channel."),
    "message_refused": _l("The service did not take the message. Check its address and password."),
    "setting_words": _l("At most 200 letters for each language."),
    "setting_picture": _l("This picture is too large or of another kind."),
    "setting_zone": _l("There is no such time zone. Write it like Asia/Hong_Kong."),
    "setting_time": _l("Write a time like 09:30."),
    "setting_number": _l("Write a whole number from %(low)s to %(high)s."),
    "setting_names": _l("At most 40 names, each once and of at most 40 letters."),
    "setting_dates": _l("Write each day like 2026-12-25."),
    "setting_pair": _l("Choose at least one language."),
    "setting_week": _l("Write hours in order, like 09:00–12:00, 13:00–18:00."),
    "setting_night": _l("Write from when to when, like 22:00 and 08:00, or nothing."),
    "setting_papers": _l("Choose one of these papers."),
    "needed": _l("No house can do without this."),
    "wait": _l("Too many wrong attempts. Please wait, or ask a supervisor."),
    "no_paper": _l(
        "The paper could not be made. Slips and invitations print from the tablet itself."
    ),
    "invalid": _l("Something in this request is not right."),
    "busy": _l("The house is busy. Please try again in a moment."),
    "server": _l("Something went wrong here. Nothing is lost; please try again."),
}
STATUSES = {
    400: "bad_request",
    401: "no_device",
    403: "not_allowed",
    404: "not_found",
    413: "too_large",
    415: "bad_type",
    429: "busy",
    503: "busy",
}


class Refusal(Exception):
    """An answer that is no; becomes JSON `{error, message, …}`."""

    def __init__(self, code: str, status: int = 400, **extra: Any) -> None:
        super().__init__(code)
        self.code, self.status, self.extra = code, status, extra


def answer(code: str, status: int, extra: dict[str, Any] | None = None) -> Response:
    """Make the JSON of an error, or the page of it where a browser shows the answer itself."""
    message = str(MESSAGES[code]) if code in MESSAGES else _("This could not be done.")
    message = message % extra if extra and "%(" in message else message
    if request.headers.get("Sec-Fetch-Dest") == "document":
        return plain.told(message, status)
    response = jsonify({"error": code, "message": message, **(extra or {})})
    response.status_code = status
    return response


def in_api() -> bool:
    """Tell whether the caller reads JSON."""
    return request.path.startswith("/api/")


def http_error(fault: HTTPException) -> Response | HTTPException:
    """Turn Werkzeug's page into JSON under /api."""
    if not in_api() or fault.code is None or fault.code < 400:
        return fault
    response = answer(
        STATUSES.get(fault.code, "server" if fault.code >= 500 else "bad_request"), fault.code
    )
    if fault.code == 405:
        response.headers["Allow"] = dict(fault.get_headers()).get("Allow", "GET")
    return response


def crash(fault: InternalServerError) -> Response | HTTPException:
    """Answer an unforeseen fault without a word about its cause."""
    return answer("server", 500) if in_api() else fault


def busy(_: SiteBusyError) -> Response:
    """Ask to come again soon."""
    response = answer("busy", 503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def init_app(app: Flask) -> None:
    """Register the answers."""
    app.register_error_handler(Refusal, lambda no: answer(no.code, no.status, no.extra))
    app.register_error_handler(SiteBusyError, busy)
    app.register_error_handler(NoSiteError, lambda _: answer("not_found", 404))
    # PostgreSQL refuses text beyond a column's length; SQLite does not.
    app.register_error_handler(DataError, lambda _: answer("invalid", 400))
    app.register_error_handler(InternalServerError, crash)
    app.register_error_handler(HTTPException, http_error)
