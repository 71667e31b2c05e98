"""Help a tablet to trust the house's own certificate, on a network without a public one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Blueprint, Response, abort, current_app, render_template

from desk.access import access
from desk.i18n import request_code
from desk.plain import built
from desk.qr import qr

if TYPE_CHECKING:
    from cryptography import x509

blueprint = Blueprint("trust", __name__, template_folder=".")

QUIET = 4  # modules of white around a code (ISO/IEC 18004)


@blueprint.get("/trust")
@access(public=True)
def page() -> str:
    """Show the address with its code, the authority's fingerprint, and the steps."""
    address = os.environ.get("VESTIBULE_LAN_URL", "")
    cert = authority()
    square = qr(f"{address}/trust")
    digest = cert.fingerprint(hashes.SHA256()).hex(":").upper()
    return render_template(
        "trust.html",
        lang=request_code(),
        address=address,
        styles=built("/assets/house", ".css"),
        icon="".join(built("/assets/app-", ".svg")),
        square=square,
        box=f"{-QUIET} {-QUIET} {square.size + 2 * QUIET} {square.size + 2 * QUIET}",
        fingerprint=digest,
    )


@blueprint.get("/trust/authority.crt")
@access(public=True)
def download() -> Response:
    """Hand out the authority's certificate; its key never leaves this machine."""
    answer = Response(authority().public_bytes(Encoding.DER), mimetype="application/x-x509-ca-cert")
    answer.headers["Content-Disposition"] = 'attachment; filename="vestibule.crt"'
    return answer


def authority() -> x509.Certificate:
    """Read the authority's certificate; there is none unless the network is served."""
    path = Path(current_app.config["DATA"]) / "tls" / "authority.crt"
    if not (os.environ.get("VESTIBULE_LAN_URL") and path.is_file()):
        abort(404)
    from cryptography import x509  # slow to read, and seldom wanted

    return x509.load_pem_x509_certificate(path.read_bytes())
