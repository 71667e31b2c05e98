"""`bin/test --mutants [words…]`: break the house on purpose, in all ways or those named."""

import os
import sys

import click

from tests.mutants.everything import ALL
from tests.mutants.runner import run


def main(words: list[str]) -> int:
    """Run and report; return the exit code."""
    chosen = tuple(one for one in ALL if not words or any(word in one.name for word in words))
    survivors = 0
    for verdict in run(chosen, hands=min(4, os.cpu_count() or 1)):
        survivors += bool(verdict.trouble)
        click.echo(f"{'survived' if verdict.trouble else 'killed  '}  {verdict.name}")
        if verdict.trouble:
            click.echo(verdict.trouble)
    click.echo(f"{len(chosen) - survivors} of {len(chosen)} breaks were noticed")
    return int(survivors > 0 or not chosen)


sys.exit(main(sys.argv[1:]))
