"""How long the counter's commonest things take at human speed, typing apart, without a network.

A tap is reckoned slowly: 1.35 s to think, 1.1 s to point (keystroke-level model, Card, Moran and
Newell 1983), as if nobody knew the next one by heart; what the tablet takes itself is measured.
"""

from collections.abc import Callable, Iterator
from math import inf
from statistics import median

from benchmarks.served import at_work
from benchmarks.table import Row, clock
from tests.journeys import at_speed
from tests.journeys.counter import SILENT, Counter

TAP_SECONDS, ROUNDS = 2.45, 5


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Do each several times on one tablet whose network is cut."""
    with at_work() as counter:
        counter.screen.offline()
        counter.page.context.add_init_script(SILENT)
        at_speed.left(counter, at_speed.was_here(counter))
        inside = iter([at_speed.was_here(counter) for _ in range(ROUNDS)])
        yield done(counter, "somebody known has a slip", at_speed.known_visitor, 3, 10)
        yield done(counter, "somebody new has a printed slip", at_speed.new_visitor, 6, 30)
        yield done(counter, "a scanned slip goes out",
                   lambda at: at_speed.scanned_out(at, next(inside)), 1)  # fmt: skip
        yield done(counter, "a roll-call is open", at_speed.roll_call, 2)


def done(
    counter: Counter, what: str, flow: Callable[[Counter], None], taps: int, most: float = inf
) -> Row:
    """Return the median of several, and the taps of the last."""
    taken = []
    for _ in range(ROUNDS):
        counter.open()
        counter.count_taps()
        taken.append(clock(lambda: flow(counter)) / 1000)
    own, needed = median(taken), counter.taps
    seconds = own + needed * TAP_SECONDS
    goal = f"{taps} taps" if most == inf else f"≤ {most} s, {taps} taps"
    told = f"{seconds:.1f} s, {needed} taps ({own:.1f} s of them the tablet's)"
    met = seconds <= most and needed <= taps
    return Row(f"{what}, at human speed", goal, told, met)
