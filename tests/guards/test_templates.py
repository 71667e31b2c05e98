"""Templates hold markup and words: no code, no style of their own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.house import ROOT, files, is_test, none, plant

WRONG = (
    (
        re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", re.I),
        "the policy allows no inline script; write a behaviour in static/js/behaviours",
    ),
    (re.compile(r"<style[\s>]", re.I), "write the rule in static/css"),
    (
        re.compile(r"\sstyle\s*=\s*[\"'{]", re.I),
        "the policy allows no style=; use a class",
    ),
    (re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.I), "listen in a behaviour, not in an attribute"),
    (re.compile(r"javascript:", re.I), "link to a page, or use a button with a behaviour"),
)
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.S)


def unclean(root: Path) -> Iterator[str]:
    for name, path in files(root, ".html"):
        if is_test(name) or name.endswith("expected.html"):
            continue
        text = COMMENT.sub(lambda m: "\n" * m[0].count("\n"), path.read_text("utf-8"))
        for pattern, advice in WRONG:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line} {match[0].strip()}: {advice}"


def test_templates_are_clean() -> None:
    none(unclean(ROOT))


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        "<style>p { margin: 0 }</style>",
        '<p style="margin: 0">',
        '<button onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_it_sees_code_in_a_template(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "templates/a.html", text)
    assert len(list(unclean(tmp_path))) == 1


def test_it_lets_data_and_files_be(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "templates/a.html",
        '<script type="module" src="/a.js"></script>'
        '<script type="application/json" id="house">{}</script>{# <style> #}',
    )
    assert list(unclean(tmp_path)) == []
