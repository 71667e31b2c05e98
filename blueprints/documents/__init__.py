"""Papers over the network: one PDF of one record."""

from uuid import UUID

from flask import Blueprint, Response, current_app, request

from desk import pages, print_pages
from desk.access import access, device
from desk.documents import UnknownDocument
from desk.errors import Refusal
from desk.press import RenderError
from desk.printing import UnknownRecord, render_pdf

blueprint = Blueprint("documents", __name__, url_prefix="/api/documents")
pages.extras.append(print_pages.render)


@blueprint.get("/<string:register>/<string:document>/<uuid:record>.pdf")
@access("desk", "office")
def pdf(register: str, document: str, record: UUID) -> Response:
    """Return a record's document in `?lang=` for `?paper=`, made anew each time."""
    wish = {name: request.args[name] for name in ("lang", "paper") if request.args.get(name)}
    try:
        data = render_pdf(register, document, str(record), device().site, wish)
    except (UnknownDocument, UnknownRecord) as fault:
        raise Refusal("not_found", 404) from fault
    except RenderError as fault:
        current_app.logger.error("paper %s/%s: %s", register, document, fault)
        raise Refusal("no_paper", 503) from fault
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{register}-{document}.pdf"'
    return answer
