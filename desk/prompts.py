"""What receptionists are asked to say: the house's words, or a sample until it has its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from desk.db import db, write
from desk.demo.prompts import PROMPTS as SAMPLES
from desk.errors import Refusal
from desk.reference import audit, drop, touch
from desk.tables import Prompt

TITLE, TEXT = 100, 1000  # letters


def listed(site: int, lang: str) -> list[dict[str, Any]]:
    """Return every situation in a language: what is said there, and whether it is the house's."""
    query = select(Prompt).where(
        Prompt.site == site, Prompt.lang == lang, Prompt.deleted.is_(False)
    )
    own = {row.situation: (row.title, row.text) for row in db.session.scalars(query)}
    return [
        {
            "id": f"{situation}.{lang}",
            "situation": situation,
            "title": own.get(situation, samples[lang])[0],
            "text": own.get(situation, samples[lang])[1],
            "own": situation in own,
        }
        for situation, samples in SAMPLES.items()
    ]


def known(id: str) -> tuple[str, str]:
    """Part an id into situation and language; raise Refusal for what nobody says."""
    situation, _dot, lang = id.rpartition(".")
    if lang not in SAMPLES.get(situation, {}):
        raise Refusal("not_found", 404)
    return situation, lang


def put(site_id: int, id: str, title: str, text: str, by: str, dev: str) -> bool:
    """Let the house say it in its own words; tell whether they are new."""
    situation, lang = known(id)
    with write(site_id) as site:
        row = db.session.get(Prompt, (site_id, id)) or Prompt(site=site_id, id=id)
        if (row.title, row.text, row.deleted) == (title, text, False):
            return False
        row.situation, row.lang, row.title, row.text = situation, lang, title, text
        row.deleted = False
        touch(site, row)
        audit(site_id, "prompt.change", by, dev, prompt=id)
    return True


def take_back(site_id: int, id: str, by: str, dev: str) -> None:
    """Say it in the sample's words again; raise Refusal where the house has none of its own."""
    known(id)
    with write(site_id) as site:
        row = db.session.get(Prompt, (site_id, id))
        if row is None or row.deleted:
            raise Refusal("not_found", 404)
        drop(site, row)
        audit(site_id, "prompt.drop", by, dev, prompt=id)
