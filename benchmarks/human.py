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
        yield done(counter, "somebody known has a slip", known, 3, 10)
        yield done(counter, "somebody new has a printed slip", new, 6, 30)
        yield done(counter, "a scanned slip goes out", scanned, 1)
        yield done(counter, "a roll-call is open", called, 2)


def known(counter: Counter) -> float:
    """Return how many milliseconds the tablet and its driver took; so do the others."""
    counter.open()
    slips: list[str] = []
    taken = clock(lambda: slips.append(at_speed.known_visitor(counter)))
    at_speed.left(counter, slips[0])
    return taken


def new(counter: Counter) -> float:
    """Take somebody new."""
    counter.open()
    return clock(lambda: at_speed.new_visitor(counter))


def scanned(counter: Counter) -> float:
    """Let somebody out."""
    record = at_speed.was_here(counter)
    counter.open()
    return clock(lambda: at_speed.scanned_out(counter, record))


def called(counter: Counter) -> float:
    """See who is inside."""
    counter.open()
    return clock(lambda: at_speed.roll_call(counter))


def done(
    counter: Counter, what: str, flow: Callable[[Counter], float], taps: int, most: float = inf
) -> Row:
    """Reckon the median with a human hand; tests/journeys/test_taps.py counts the taps."""
    own = median(flow(counter) for _ in range(ROUNDS)) / 1000
    seconds = own + taps * TAP_SECONDS
    goal = f"≤ {most} s, {taps} taps" if most < inf else f"{taps} tap{'s' * (taps > 1)}"
    told = f"{seconds:.1f} s, {own:.1f} s of them the tablet's"
    return Row(f"{what}, at human speed", goal, told, seconds <= most)
