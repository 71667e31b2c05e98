"""`flask rules`: the handbook's 340 requirements, and the tests that prove them.

A test says what it proves by `@pytest.mark.rule("S58")`; markers are read from the source, so
that nothing needs to run.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask

from desk.config import ROOT
from desk.register import Register, registers
from desk.roles_commands import keep

DATA = Path(__file__).with_name("rules.txt")
PAGE = ROOT / "docs" / "rules.md"
COUNT = 340
KINDS = {"E": "enforced", "D": "data", "N": "told in time", "R": "report", "C": "card"}
HEAD = """# Rules

The requirements of the front-desk handbook in our own words, with the tests that prove them; made
by `flask rules --write`. Tier 1 is core work, 2 supports it, 3 is content.
"""
TABLE = ("| rule | tier | kind | in short | in forms of | proven by |", "|---" * 6 + "|")


@dataclass(frozen=True)
class Rule:
    """One requirement."""

    number: str
    tier: int
    kind: str
    words: str
    part: str


@dataclass(frozen=True, order=True)
class Proof:
    """A test that proves a rule."""

    path: str
    test: str


def known() -> list[Rule]:
    """Return all rules, S1 to S340."""
    found, part = [], ""
    for line in DATA.read_text("utf-8").splitlines():
        if line.startswith("["):
            part = line.strip("[]")
        elif line.startswith("S"):
            number, tag, words = line.split(" ", 2)
            found.append(Rule(number, int(tag[0]), tag[1], words, part))
    return found


def proofs(root: Path = ROOT) -> dict[str, list[Proof]]:
    """Return the proving tests by rule."""
    found: dict[str, list[Proof]] = {}
    for path in sorted([*root.glob("tests/**/*.py"), *root.glob("blueprints/**/tests/*.py")]):
        name = path.relative_to(root).as_posix()
        for test, number in marked(ast.parse(path.read_text("utf-8"))):
            found.setdefault(number, []).append(Proof(name, test))
    return {number: sorted(set(rows)) for number, rows in found.items()}


def marked(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, str]]:
    """Yield test and rule for every `pytest.mark.rule(…)`, also inside parameters."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from marked(node, node.name)
            continue
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule":
            yield from ((inside, str(ast.literal_eval(one))) for one in node.args)
        yield from marked(node, inside)


def enforced() -> dict[str, list[str]]:
    """Return by rule the registers whose forms enforce it."""
    found: dict[str, set[str]] = {}
    for register in registers().values():
        for number in _in_forms(register):
            found.setdefault(number, set()).add(register.name)
    return {number: sorted(names) for number, names in found.items()}


def _in_forms(register: Register) -> Iterator[str]:
    for action in register.table.values():
        for field in action.row["form"]:
            yield from (check["rule"] for check in field["validators"] if check["rule"])


def page() -> str:
    """Return docs/rules.md."""
    tests, forms, part = proofs(), enforced(), ""
    lines = [HEAD]
    for rule in known():
        if rule.part != part:
            part = rule.part
            lines += [f"\n## {part}\n", *TABLE]
        lines.append(_row(rule, forms.get(rule.number, []), tests.get(rule.number, [])))
    return "\n".join(lines) + "\n"


def _row(rule: Rule, forms: list[str], tests: list[Proof]) -> str:
    proven = "<br>".join(f"`{one.path}` {one.test}" for one in tests)
    kind = KINDS[rule.kind]
    return (
        f"| {rule.number} | {rule.tier} | {kind} | {rule.words} | {', '.join(forms)} | {proven} |"
    )


@click.command("rules")
@click.option("--write", is_flag=True, help="Write docs/rules.md.")
@click.option("--check", is_flag=True, help="Fail when the page is stale or a marker is unknown.")
def rules_command(write: bool, check: bool) -> None:
    """Print the rules that no test proves yet."""
    rules, tests = known(), proofs()
    if strange := sorted({*tests, *enforced()} - {rule.number for rule in rules}):
        raise click.ClickException(f"there is no rule {', '.join(strange)}")
    if write or check:
        keep(PAGE, page(), write, check)
        return
    for rule in rules:
        if rule.number not in tests:
            click.echo(f"{rule.number} [{rule.tier}{rule.kind}] {rule.words}")
    click.echo(f"{sum(rule.number in tests for rule in rules)} of {len(rules)} rules are proven.")


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    app.cli.add_command(rules_command)
