"""What the office decides: settings, prompts, working hours."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from desk.tables.columns import Code, Json, Name
from desk.tables.reference import Reference


class Setting(Reference):
    """Keep one setting; its id is its key."""

    kind = "setting"

    value: Mapped[Json | None]

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return the key with its value."""
        return {"key": self.id, "value": self.value}


class Prompt(Reference):
    """Keep words to say in a situation, in one language."""

    kind = "prompt"

    situation: Mapped[Code]
    lang: Mapped[Code]
    title: Mapped[Name]
    text: Mapped[str]

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return the words."""
        return {
            "situation": self.situation,
            "lang": self.lang,
            "title": self.title,
            "text": self.text,
        }


class Hours(Reference):
    """Keep the working hours of the next 90 days as intervals in milliseconds UTC."""

    kind = "hours"

    # {"2026-11-22": [[from, to], …], …}
    days: Mapped[Json] = mapped_column(default=dict)

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return day by day the intervals of work."""
        return dict(self.days)
