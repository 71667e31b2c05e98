"""Give papers their letters, and time."""

import pytest

from desk import fonts, press
from desk.testing.sharing import alone

# Of the wall clock: the limit of the house would end papers where other tests have the cores.
PATIENCE_SECONDS = 120.0


@pytest.fixture(scope="session", autouse=True)
def letters() -> None:
    """Convert the fonts where nobody has yet: a press started without them never has any."""
    fonts.BUILT.mkdir(parents=True, exist_ok=True)
    with alone(fonts.BUILT / ".lock"):
        fonts.build()
    press.press.seconds = PATIENCE_SECONDS
