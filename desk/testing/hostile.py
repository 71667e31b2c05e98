"""Words that somebody may type, paste or send, on purpose or not: they must stay only words."""

HIT = "window.hit=1"

# Whole text in Unicode. A tablet's form may be given all of these, and so may the server.
WORDS: dict[str, str] = {
    "blanks": " \u3000\t\u2003",
    "one word": "W" * 120,
    "one word beyond the limit": "w" * 1201,
    "endless": "x" * 100_000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👩🏽‍🔧" * 3,
    "right to left": "مرحبا بالضيف שלום",
    "turned round": "\u202egnp.exe\u2066x\u200f\u061c",
    "invisible": "\u200b\u2060\ufeff\u00ad\u180e",
    "stacked": "Z" + "\u0301\u0489" * 50,
    "controls": "a\x01\x07\x08\x1b[31mb\x7f\x9f\ufffe",
    "lines": "a\r\nb\u2028c\x85d\x0be",
    "formula": "=cmd|' /C calc'!A0",
    "sum": "@SUM(1+1)*cmd|' /C calc'!A0",
    "script": f"<script>{HIT}</script><img src=x onerror={HIT}><svg onload={HIT}>",
    "attribute": f'"\' onmouseover={HIT} autofocus onfocus={HIT} x="',
    "link": f"javascript:{HIT}",
    "template": "{{ 7*7 }}{% raw %}${7*7}#{7*7}<%= 7*7 %>%s%n{0}",
    "prototype": "__proto__",
    "path": "../../../../etc/passwd\\..\\",
    "query": "'; DROP TABLE record; --",
    "wide": "﷽" * 30,
}
# What JavaScript can hold and UTF-8 or a database cannot: as UTF-16 units.
BROKEN: dict[str, list[int]] = {
    "NUL": [0x61, 0, 0x62],
    "half a character": [0x61, 0xD800, 0x62],
    "the other half": [0xDFFF, 0x61],
    "halves the wrong way round": [0x61, 0xDC00, 0xD83D],
}


def units(text: str) -> list[int]:
    """Return a text as UTF-16 units, as JavaScript's String.fromCharCode takes them."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[at] | raw[at + 1] << 8 for at in range(0, len(raw), 2)]


SPELT: dict[str, list[int]] = {**{name: units(text) for name, text in WORDS.items()}, **BROKEN}
