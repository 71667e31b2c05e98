"""The binder fills alike in Python and in the browser."""

import json
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Page

from desk import bind
from desk.qr import Square

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors/bind.json").read_text("utf-8")
)
IN_BROWSER = """({template, data, zone, square, expected}) => {
  const read = (html) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  const tree = (node) => [node.localName,
    Object.fromEntries([...node.attributes].map(({name, value}) => [name, value]).sort()),
    [...(node.content ?? node).childNodes].map((c) => (c.nodeType === 3 ? c.data : tree(c)))];
  // Two texts side by side read as one.
  const seen = (node) => {
    const copy = node.cloneNode(true);
    copy.normalize();
    return tree(copy);
  };
  const root = read(template);
  const ports = {zone: zone ?? "UTC", qr: () => square};
  house.fill(root, data, ports);
  const once = seen(root);
  house.fill(root, data, ports);
  return {once, twice: seen(root), expected: tree(read(expected))};
}"""


def body(markup: str) -> Element:
    return bind.parse(markup)[1][0]


def filled(vector: dict[str, Any]) -> str:
    root = body(vector["template"])
    square = Square(**vector.get("square", {"size": 1, "path": ""}))
    bind.fill(root, vector["data"], bind.Ports(vector.get("zone", "UTC"), lambda text: square))
    return bind.markup(root)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_python_fills_it(vector: dict[str, Any]) -> None:
    assert tree(bind.parse(filled(vector))[1][0]) == tree(body(vector["expected"]))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_browser_fills_it_the_same_and_again(page: Page, vector: dict[str, Any]) -> None:
    vector = json.loads(json.dumps(vector))
    seen = page.evaluate(IN_BROWSER, vector)
    assert seen["once"] == seen["expected"]
    assert seen["twice"] == seen["expected"]


def tree(element: Element) -> tuple[str, dict[str, str], list[object]]:
    inside: list[object] = [element.text] if element.text else []
    for child in element:
        inside.append(tree(child))
        inside += [child.tail] if child.tail else []
    return element.tag, dict(sorted(element.items())), inside


def test_a_page_survives_being_written_and_read() -> None:
    page = "<!doctype html>\n<html><head></head><body><p>a &amp; é 访 &lt;b&gt;</p></body></html>"
    assert bind.markup(bind.parse(page)) == page


LIST = '<ul data-each="list"><template><li><a href="#" data-text="name"></a></li></template></ul>'
KEPT = """([markup, ...rounds]) => {
  document.body.replaceChildren();
  const list = new DOMParser().parseFromString(markup, "text/html").body.firstElementChild;
  document.body.append(list);
  const rowsOf = (names) => ({list: names.map((name) => ({id: name, name}))});
  const fill = (names) => house.fill(list, rowsOf(names), {zone: "UTC"});
  fill(rounds[0]);
  const before = new Map([...list.querySelectorAll("li")].map((row) => [row.textContent, row]));
  list.querySelector("a").focus();
  const held = document.activeElement.textContent;
  fill(rounds[1]);
  const rows = [...list.querySelectorAll("li")];
  return {shown: rows.map((row) => row.textContent), held,
    focus: document.activeElement.textContent,
    same: rows.filter((row) => before.get(row.textContent) === row).map((row) => row.textContent)};
}"""


def test_a_row_stays_with_its_item_and_keeps_the_focus(page: Page) -> None:
    seen = page.evaluate(KEPT, [LIST, ["b", "c", "d"], ["a", "b", "d", "e"]])
    assert seen["shown"] == ["a", "b", "d", "e"]
    assert seen["same"] == ["b", "d"]
    assert seen["held"] == seen["focus"] == "b"


def test_items_of_one_name_are_rows_of_their_own(page: Page) -> None:
    seen = page.evaluate(KEPT, [LIST, ["a", "a", "a"], ["c", "a", "a"]])
    assert seen["shown"] == ["c", "a", "a"]


LEAN = (
    '<ul data-each="list" data-lean><template><li><a href="#"><b data-text="name"></b>'
    '<i data-if="late">late<u data-if="far">, very</u></i><s data-unless="late">soon</s>'
    '<q data-state="state"><u data-is="in">in</u><u data-is="out">out</u></q></a></li></template>'
    "</ul>"
)
TURNED = """([markup, ...rounds]) => {
  document.body.replaceChildren();
  const list = new DOMParser().parseFromString(markup, "text/html").body.firstElementChild;
  document.body.append(list);
  const fill = (row) => house.fill(list, {list: [{id: 1, ...row}]}, {zone: "UTC"});
  fill(rounds[0]);
  const nodes = () => [...list.querySelectorAll("li, a, b, q")];
  const before = nodes();
  list.querySelector("a").focus();
  return rounds.map((row) => {
    fill(row);
    return [list.querySelector("li").textContent, nodes().every((node, at) => node === before[at]),
      document.activeElement === before[1], list.querySelectorAll("[hidden]").length];
  });
}"""


def test_a_lean_row_turns_without_losing_what_stays(page: Page) -> None:
    turns: list[tuple[dict[str, object], str]] = [
        ({"name": "A", "state": "in"}, "Asoonin"),
        ({"name": "A", "state": "out", "late": 1, "far": 1}, "Alate, veryout"),
        ({"name": "B", "state": "gone", "late": 1}, "Blate"),
        ({"name": "B", "state": "in", "late": 1, "far": 1}, "Blate, veryin"),
        ({"name": "B", "state": "in", "far": 1}, "Bsoonin"),
        ({"name": "C", "state": "out", "late": 1}, "Clateout"),
    ]
    seen = page.evaluate(TURNED, [LEAN, *(row for row, _ in turns)])
    assert seen == [[told, True, True, 0] for _, told in turns]
