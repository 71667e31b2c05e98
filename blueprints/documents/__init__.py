"""Papers over the network: one PDF of one record."""

from uuid import UUID

from flask import Blueprint, Response, request

from desk import pages, print_pages
from desk.access import access, device
from desk.pdf_answer import pdf_answer
from desk.printing import render_pdf

blueprint = Blueprint("documents", __name__, url_prefix="/api/documents")
pages.extras.append(print_pages.render)


@blueprint.get("/<string:register>/<string:document>/<uuid:record>.pdf")
@access("desk", "office")
def pdf(register: str, document: str, record: UUID) -> Response:
    """Return a record's document in `?lang=` for `?paper=`, made anew each time."""
    wish = {name: request.args[name] for name in ("lang", "paper") if request.args.get(name)}
    site = device().site
    return pdf_answer(
        f"{register}-{document}",
        lambda: render_pdf(register, document, str(record), site, wish),
    )
