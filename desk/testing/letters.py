"""Give papers their letters."""

import pytest

from desk import fonts


@pytest.fixture(scope="session", autouse=True)
def letters() -> None:
    """Convert the fonts where nobody has yet: a press started without them never has any."""
    fonts.build()
