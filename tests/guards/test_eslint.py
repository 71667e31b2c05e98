"""ESLint refuses what the house refuses."""

import json
import shutil
import subprocess

from tests.guards.house import ROOT

ESLINT = ROOT / "node_modules/eslint/bin/eslint.js"
PLANTED = {
    "node.innerHTML = text;": "bind textContent",
    "node.outerHTML = text;": "replace the node",
    'node.insertAdjacentHTML("beforeend", text);': "insert the node",
    "document.write(text);": "append the node",
    "eval(text);": "can be harmful",
    "if (node == text) node.remove();": "Expected '==='",
    "var old = text;": "Unexpected var",
}


def lint(text: str, name: str) -> list[str]:
    """Return ESLint's messages for a file that is not there."""
    node = shutil.which("node") or str(ROOT / ".venv/bin/node")
    command = [node, str(ESLINT), "--stdin", "--stdin-filename", name, "--format", "json"]
    done = subprocess.run(
        command, cwd=ROOT, input=text, capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    return [each["message"] for each in json.loads(done.stdout)[0]["messages"]]


def test_it_sees_each_planted_line() -> None:
    body = "\n".join(f"  {line}" for line in PLANTED)
    messages = lint(f"export function f(node, text) {{\n{body}\n}}\n", "static/js/pages/x.js")
    for line, part in PLANTED.items():
        assert any(part in message for message in messages), line


def test_the_client_core_knows_no_browser() -> None:
    outside = ("document", "window", "fetch", "navigator", "indexedDB", "crypto")
    messages = lint(f"export const f = () => [{', '.join(outside)}];\n", "static/js/models/x.js")
    assert messages == [f"'{name}' is not defined." for name in outside]
