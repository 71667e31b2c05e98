"""Clean what people type, in any script; the same in static/js/models/validators.js."""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Unclosed embeddings and overrides would turn round the rest of a line on screen and paper;
# right-to-left text needs none of them. Zero-width joiners stay: emoji and Persian use them.
REORDERING = "\u202a-\u202e\u2066-\u2069"
NOT_TEXT = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{REORDERING}\ufeff\ufffe\uffff\ud800-\udfff]")


def clean(text: str, *, lines: bool = False) -> str:
    """Return the text in NFC without control characters, on one line unless `lines`."""
    text = LINE_ENDS.sub("\n", text).replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    return unicodedata.normalize("NFC", NOT_TEXT.sub("", text)).strip()
