"""Jade Court 翠庭: who lives there, in which languages, and never over a real house."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from desk import demo, operators, roles
from desk.db import db, write
from desk.demo.house import COMPANY_STAFF, people, rooms
from desk.demo.prompts import PROMPTS
from desk.demo.team import TEAM
from desk.i18n import LOCALES
from desk.settings import SETTINGS, fits
from desk.tables import Hours, Person, Prompt, Reference, Room, Setting, Site, Staff
from desk.testing.apps import empty

Make = Callable[..., Flask]


@pytest.fixture
def demo_app(make_app: Make) -> Iterator[Flask]:
    """Open a demonstration site, still empty."""
    app = make_app(DEMO=True)
    with app.app_context():
        empty()
        yield app
        db.session.remove()


def count(table: type[Reference]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_the_house_has_its_size() -> None:
    kinds = Counter(room.kind for room in rooms())
    assert 680 <= kinds["flat"] <= 720
    assert kinds["shop"] == 12
    assert kinds["office"] == 1
    assert {room.tower for room in rooms() if room.kind == "flat"} == {"1", "2", "3"}
    assert (
        len({room.id for room in rooms()}) == len({room.name for room in rooms()}) == len(rooms())
    )


def test_the_people_are_a_house_full() -> None:
    everybody = people()
    assert 1850 <= len(everybody) <= 1950
    assert set(Counter(one.role for one in everybody)) == {
        *("owner", "tenant", "family", "agent", "staff")
    }
    places = {room.id for room in rooms()}
    assert {one.room for one in everybody} == places
    assert sum(one.room == "t3-2f" for one in everybody) == COMPANY_STAFF


def test_the_people_speak_four_languages() -> None:
    spoken = Counter(one.lang for one in people())
    assert set(spoken) == set(LOCALES)
    assert min(spoken.values()) > 100
    names = "".join(one.name for one in people())
    assert all(sign in names for sign in "陳陈劉刘éñÁÍ’")


def test_the_people_are_the_same_each_time() -> None:
    assert people() == people()


def test_no_telephone_is_anybodys() -> None:
    assert all(re.fullmatch(r"\+852 0000 \d{4}|\+86 100 0000 \d{4}", p.phone) for p in people())


def test_every_role_has_somebody() -> None:
    assert {role for member in TEAM for role in member.roles} == set(roles.names())
    assert len({member.pin for member in TEAM}) == len(TEAM)


def test_every_prompt_is_said_in_every_language() -> None:
    assert all(set(versions) == set(LOCALES) for versions in PROMPTS.values())


def test_it_fills_an_empty_house(demo_app: Flask) -> None:
    assert demo.fill() is True
    assert count(Room) == len(rooms())
    assert count(Person) == len(people())
    assert count(Staff) == len(TEAM)
    assert count(Prompt) == len(PROMPTS) * len(LOCALES)
    assert count(Hours) == 1
    site = db.session.get_one(Site, demo.SITE, populate_existing=True)
    newest = [
        db.session.scalar(select(func.max(t.ver))) or 0 for t in (Room, Person, Setting, Hours)
    ]
    assert max(newest) == site.ver


def test_a_receptionist_finds_people_by_pinyin(demo_app: Flask) -> None:
    demo.fill()
    chinese = db.session.scalars(select(Person).where(Person.lang == "zh-Hant")).first()
    assert chinese is not None
    assert re.search(r"[a-z]", chinese.key)
    assert chinese.name in chinese.key


def test_it_is_safe_to_repeat(demo_app: Flask) -> None:
    demo.fill()
    before = db.session.get_one(Site, demo.SITE).ver
    assert demo.fill() is False
    assert db.session.get_one(Site, demo.SITE, populate_existing=True).ver == before


def test_the_printed_pins_open(demo_app: Flask) -> None:
    demo.fill()
    place = operators.Try(demo.SITE, "")
    assert {operators.by_pin(place, m.id, m.pin).id for m in TEAM[:3]} == {"u01", "u02", "u03"}
    named = [member for member in TEAM if member.login]
    assert {operators.by_password(m.login, m.password, "").id for m in named} == {
        m.id for m in named
    }


def test_its_settings_are_settings(demo_app: Flask) -> None:
    assert all(fits(key, value) for key, value in demo.SETTINGS.items())
    assert all(kind.fits(kind.default) for kind in SETTINGS.values())


def test_not_without_demo(app: Flask) -> None:
    with pytest.raises(demo.NotDemo):
        demo.fill()


def test_not_over_a_real_house(demo_app: Flask) -> None:
    db.session.add(Site(id=demo.SITE))
    db.session.commit()
    with write(demo.SITE):
        db.session.add(Staff(site=demo.SITE, id="real", name="Real"))
    with pytest.raises(demo.NotDemo):
        demo.fill()
    assert count(Room) == 0


def test_not_beside_a_real_house(demo_app: Flask) -> None:
    db.session.add(Site(id=7))
    db.session.commit()
    with pytest.raises(demo.NotDemo):
        demo.fill()


def test_the_command_prints_who_works_there(demo_app: Flask) -> None:
    done = demo_app.test_cli_runner().invoke(args=["demo"])
    assert done.exit_code == 0, done.output
    assert all(member.pin in done.output and member.name in done.output for member in TEAM)
    again = demo_app.test_cli_runner().invoke(args=["demo"])
    assert "there already" in again.output


def test_the_command_refuses_in_words(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["demo"])
    assert done.exit_code == 1
    assert "refused" in done.output
