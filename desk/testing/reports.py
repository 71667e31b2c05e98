"""Hold every test to the house's manners: rules by number, skips with a reason."""

import re
from collections.abc import Generator

import pytest

RULE = re.compile(r"S([1-9]\d?|[12]\d\d|3[0-3]\d|340)")


def wrong_rules(numbers: tuple[object, ...]) -> list[object]:
    """Return what is no rule of the handbook, S1 to S340."""
    return [n for n in numbers if not (isinstance(n, str) and RULE.fullmatch(n))]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stop at a rule that does not exist, before any test runs."""
    for item in items:
        for mark in item.iter_markers("rule"):
            if not mark.args or wrong_rules(mark.args):
                raise pytest.UsageError(f"{item.nodeid}: write @pytest.mark.rule('S58')")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skip that gives no reason."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple) and not why(report.longrepr[2]):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: say why it is skipped: pytest.skip('no Chromium')"
    return report


def why(told: str) -> str:
    """Return the reason out of pytest's words for a skip; empty where none was given."""
    reason = told.removeprefix("Skipped").lstrip(": ").strip()
    return "" if reason == "unconditional skip" else reason
