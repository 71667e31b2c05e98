"""Answer a request with a paper."""

from collections.abc import Callable

from flask import Response, current_app

from desk.documents import UnknownDocument
from desk.errors import Refusal
from desk.press import RenderError
from desk.printing import NoPaper, UnknownRecord


def pdf_answer(name: str, render: Callable[[], bytes]) -> Response:
    """Return what `render` prints, as a PDF of this name; raise Refusal where there is none."""
    try:
        data = render()
    except (UnknownDocument, UnknownRecord, NoPaper) as fault:
        raise Refusal("not_found", 404) from fault
    except RenderError as fault:
        current_app.logger.error("the paper %s: %s", name, fault)
        raise Refusal("no_paper", 503) from fault
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
