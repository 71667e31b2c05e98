"""Locks pin everything by its digest, and name no address."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.guards.house import ROOT, Guard, none, plant

RUN, TEST, NODE = "requirements.lock", "requirements-test.lock", "package-lock.json"
NODES = (NODE, f"benchmarks/lighthouse/{NODE}")
AGAIN = "run `make lock`"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)((?: ; [^\\\n]*)?)", re.M)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def pins(text: str) -> dict[tuple[str, str], str]:
    """Return each version by package and marker."""
    return {(name, marker.strip()): version for name, version, marker in PIN.findall(text)}


def addresses(root: Path) -> Iterator[str]:
    for name in (RUN, TEST, *NODES):
        for number, line in enumerate(read(root / name).splitlines(), start=1):
            if "://" in line:
                yield f"{name}:{number} {line.strip()}: a lock names no address; {AGAIN}"


def bare(root: Path) -> Iterator[str]:
    for name in (RUN, TEST):
        for block in re.split(r"\n(?=\S)", read(root / name)):
            if PIN.match(block) and "--hash=sha256:" not in block:
                yield f"{name}: {block.split()[0]} has no digest; {AGAIN}"
    for name in NODES:
        packages: dict[str, Any] = json.loads(read(root / name) or "{}").get("packages", {})
        for path, package in packages.items():
            if path and "integrity" not in package:
                yield f"{name}: {path} has no digest; {AGAIN}"


def apart(root: Path) -> Iterator[str]:
    tested = pins(read(root / TEST))
    for key, version in pins(read(root / RUN)).items():
        if tested.get(key) != version:
            yield f"{key[0]} {version} runs but {tested.get(key)} is tested; {AGAIN}"


def stale(root: Path) -> Iterator[str]:
    """What the project asks for and the locks do not have."""
    project = tomllib.loads(read(root / "pyproject.toml") or "project = {}")
    groups = project.get("dependency-groups", {})
    wanted = {
        RUN: [*project["project"].get("dependencies", []), *groups.get("build", [])],
        TEST: [*groups.get("test", []), *groups.get("check", [])],
    }
    for lock, requirements in wanted.items():
        locked = {name for name, _ in pins(read(root / lock))}
        for requirement in requirements:
            if (name := re.split(r"[\[><=~! ;]", requirement)[0].lower()) not in locked:
                yield f"{name} is not in {lock}; {AGAIN}"
    for name in NODES:
        lock_json = json.loads(read(root / name) or "{}").get("packages", {}).get("", {})
        manifest = json.loads(read((root / name).with_name("package.json")) or "{}")
        for kind in ("dependencies", "devDependencies"):
            if lock_json.get(kind, {}) != manifest.get(kind, {}):
                yield f"package.json and {name} disagree on {kind}; {AGAIN}"


@pytest.mark.parametrize("guard", [addresses, bare, apart, stale])
def test_locks_are_whole(guard: Guard) -> None:
    none(guard(ROOT))


@pytest.mark.parametrize(
    ("guard", "name", "text"),
    [
        (addresses, NODES[1], '{"resolved": "https://example.org/a.tgz"}'),
        (addresses, NODE, '{"resolved": "https://example.org/a.tgz"}'),
        (bare, RUN, "flask==3.1.3\n"),
        (bare, NODE, '{"packages": {"node_modules/a": {"version": "1.0.0"}}}'),
        (apart, RUN, "flask==3.1.3 \\\n    --hash=sha256:00\n"),
        (stale, "pyproject.toml", '[project]\ndependencies = ["flask>=3"]\n'),
        (stale, "package.json", '{"dependencies": {"idb": "8.0.4"}}'),
    ],
)
def test_it_sees_a_broken_lock(tmp_path: Path, guard: Guard, name: str, text: str) -> None:
    plant(tmp_path, name, text)
    assert len(list(guard(tmp_path))) == 1
