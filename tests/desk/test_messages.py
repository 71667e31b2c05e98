"""Whom a visit is told, when, by what, and what a person decides about it."""

import json
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from desk.db import db, write
from desk.errors import Refusal
from desk.messages import channels, outbox, queueing, sending, states
from desk.messages.letters import at_night
from desk.reference import put_setting, touch
from desk.tables import Channel, Message, Person, Site
from desk.testing.devices import Devices
from desk.testing.people import CARMEN, SITE
from desk.testing.tablet import Tablet
from desk.tick import tick
from desk.time import MINUTE_MS, now_ms

pytestmark = pytest.mark.engine

GRACE = 3 * MINUTE_MS


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    with write(SITE) as site:
        put_setting(site, "site_name", {"en": "Harbour Court", "zh-Hans": "海港阁"})
    return device()


@pytest.fixture
def service() -> Iterator[tuple[str, list[tuple[str, str, str]], list[int]]]:
    """Serve a web hook on this machine; give its address, what it got, and its next answers."""
    got: list[tuple[str, str, str]] = []
    answers: list[int] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append((unquote(self.path), data["title"], data["message"]))
            self.send_response(answers.pop(0) if answers else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/{{to}}", got, answers
    server.shutdown()
    server.server_close()


Service = tuple[str, list[tuple[str, str, str]], list[int]]


def reached(channel: str = "chat", address: str = "meiling", person: str = "p1") -> None:
    """Let somebody be told by a channel."""
    with write(SITE) as site:
        row = db.session.get_one(Person, (SITE, person))
        row.channel, row.address = channel, address
        touch(site, row)


def message() -> Message:
    db.session.rollback()
    return db.session.scalars(select(Message).execution_options(populate_existing=True)).one()


def fate() -> tuple[str, str]:
    row = message()
    return row.state, row.reason


def test_a_host_is_told_after_three_minutes_in_the_own_language(
    tablet: Tablet, service: Service, loopback: None
) -> None:
    url, got, _ = service
    channels.put(SITE, "chat", url, CARMEN.id, "")
    reached()
    slip = tablet.sign_in("Zhang Wei", host="p1")
    tablet.push()
    now = now_ms()
    assert tick(now)["queued"] == 1
    assert tick(now + GRACE - MINUTE_MS)["sent"] == 0, "there is time to correct a mistake"
    assert got == []
    assert tick(now + GRACE)["sent"] == 1
    ((path, title, text),) = got
    assert (path, title) == ("/meiling", "您有访客")
    assert "Zhang Wei" in text
    assert "海港阁" in text
    assert (message().state, message().record, message().tries) == (states.SENT, slip, 1)
    assert tick(now + 2 * GRACE)["sent"] == 0, "once"
    assert len(got) == 1


def test_what_is_taken_back_in_time_tells_nobody(tablet: Tablet) -> None:
    reached()
    slip = tablet.sign_in(host="p1")
    tablet.push()
    tick(now_ms())
    tablet.act("visitors.take_back", slip, {"entry": message().entry})
    tablet.push()
    tick(now_ms() + GRACE)
    assert fate() == (states.CANCELLED, states.TAKEN_BACK)


def test_a_corrected_host_is_told_instead(tablet: Tablet) -> None:
    with write(SITE) as site:
        touch(site, Person(id="p2", name="Ana", room="r2", lang="es", key="ana"))
    slip = tablet.sign_in(host="p1")
    tablet.push()
    tick(now_ms())
    tablet.act("visitors.correct", slip, {"fields": ["host"], "f:host": "p2", "old:host": "p1"}, {})
    tablet.push()
    tick(now_ms() + GRACE)
    assert (message().person, *fate()) == ("p2", states.PHONE, states.NO_CHANNEL)


@pytest.mark.parametrize(
    "given", [{}, {"host": "p1", "party": "0193c3a0-0000-7000-8000-000000000000"}]
)
def test_nobody_to_tell_and_who_came_along_make_no_message(
    tablet: Tablet, given: dict[str, str]
) -> None:
    tablet.sign_in(**given)
    tablet.push()
    assert tick(now_ms())["queued"] == 0
    assert db.session.scalars(select(Message)).all() == []


def test_an_arrival_of_an_hour_ago_is_no_news(tablet: Tablet) -> None:
    tablet.ahead = -60 * MINUTE_MS
    tablet.sign_in(host="p1")
    tablet.push()
    tick(now_ms())
    assert fate() == (states.LATE, "")


def test_a_demonstration_sends_nothing(tablet: Tablet, service: Service, loopback: None) -> None:
    url, got, _ = service
    with write(SITE) as site:
        put_setting(site, "demo", True)
    channels.put(SITE, "chat", url, CARMEN.id, "")
    reached()
    tablet.sign_in(host="p1")
    tablet.push()
    tick(now_ms())
    tick(now_ms() + GRACE)
    assert fate() == (states.DEMO, "")
    assert got == []


@pytest.mark.parametrize(
    ("channel", "address", "night", "fated"),
    [
        ("", "", [], (states.PHONE, states.NO_CHANNEL)),
        ("email", "a@example.com", [], (states.PHONE, states.NO_SERVICE)),
        ("chat", "two words", [], (states.FAILED, states.BAD_ADDRESS)),
        ("chat", "meiling", ["00:00", "24:00"], (states.PHONE, states.QUIET)),
    ],
)
def test_who_cannot_be_sent_a_message_is_telephoned(
    tablet: Tablet, service: Service, channel: str, address: str, night: list[str],
    fated: tuple[str, str],
) -> None:  # fmt: skip
    with write(SITE) as site:
        put_setting(site, "quiet", night)
    channels.put(SITE, "chat", service[0], CARMEN.id, "")
    reached(channel, address)
    tablet.sign_in(host="p1")
    tablet.push()
    tick(now_ms())
    tick(now_ms() + GRACE)
    assert fate() == fated
    assert service[1] == []


def test_a_service_that_refuses_is_asked_three_times(
    tablet: Tablet, service: Service, loopback: None
) -> None:
    url, got, answers = service
    answers += [500] * 4
    channels.put(SITE, "chat", url, CARMEN.id, "")
    reached()
    tablet.sign_in(host="p1")
    tablet.push()
    now = now_ms()
    tick(now)
    for wait in (GRACE, GRACE, GRACE + MINUTE_MS, GRACE + 5 * MINUTE_MS, GRACE + 60 * MINUTE_MS):
        tick(now + wait)
    assert fate() == (states.FAILED, states.REFUSED)
    assert len(got) == 3
    outbox.decide(SITE, f"{message().entry}.host", "again", CARMEN.id, "")
    answers.clear()
    tick(now_ms() + 1)
    assert fate() == (states.SENT, "")


def test_what_was_cut_off_is_for_a_person_to_decide(tablet: Tablet) -> None:
    tablet.sign_in(host="p1")
    tablet.push()
    now = now_ms()
    tick(now)
    assert sending.settle(message(), states.WAITING, now, states.SENDING, "", "p1", "chat")
    assert not sending.settle(message(), states.WAITING, now, states.SENDING, "", "p1"), "claimed"
    tick(now + sending.LOST_MS)
    assert fate() == (states.FAILED, states.UNKNOWN)


def test_the_outbox_shows_the_words_and_forgets_them_with_the_record(tablet: Tablet) -> None:
    reached()
    tablet.sign_in("Zhang Wei", host="p1")
    tablet.push()
    tick(now_ms())
    (row,) = outbox.listed(SITE, now_ms())["waiting"]
    assert (row["who"], row["room"], row["channel"], row["stoppable"]) == (
        "陈美玲",
        "12A",
        "chat",
        True,
    )
    assert "Zhang Wei" in row["text"]
    columns = [getattr(message(), column.name) for column in Message.__table__.columns]
    assert "Zhang Wei" not in str(columns), "a message keeps no words of its own"


def test_a_person_stops_it_or_telephones_and_nothing_twice(tablet: Tablet) -> None:
    tablet.sign_in(host="p1")
    tablet.push()
    tick(now_ms())
    key = f"{message().entry}.host"
    with pytest.raises(Refusal, match="too_late"):
        outbox.decide(SITE, key, "again", CARMEN.id, "")
    outbox.decide(SITE, key, "stop", CARMEN.id, "")
    assert (message().op, *fate()) == (CARMEN.id, states.CANCELLED, states.STOPPED)
    with pytest.raises(Refusal, match="too_late"):
        outbox.decide(SITE, key, "phoned", CARMEN.id, "")
    with pytest.raises(Refusal, match="not_found"):
        outbox.decide(SITE, "nothing.host", "stop", CARMEN.id, "")


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "mailtos://u:p@smtp.example.com", "nope://x/{to}", "syslog://{to}", "dbus://{to}",
     "json://h/{to}" + "x" * 1000],
)  # fmt: skip
def test_a_service_that_is_none_is_refused(estate: int, url: str) -> None:
    with pytest.raises(Refusal, match="bad_channel"):
        channels.put(SITE, "email", url, CARMEN.id, "")
    assert db.session.scalars(select(Channel)).all() == []


def test_what_a_service_is_reached_by_is_never_shown_again(estate: int) -> None:
    channels.put(SITE, "email", "mailtos://u:secret@smtp.example.com?to={to}", CARMEN.id, "")
    assert channels.listed(SITE)[0] == {"name": "email", "service": "mailtos"}
    assert "secret" not in str(channels.listed(SITE))


def test_an_address_cannot_say_where_else_to_send() -> None:
    carrier = channels.service("mailtos://u:p@smtp.example.com?to={to}", "a@b.org?to=x@y.org")
    assert carrier is None or "x@y.org" not in [to for _, to in carrier.targets]
    assert not channels.fits("email", "a@b.org,x@y.org")
    assert not channels.fits("sms", "+852 1234 5678, +1 555")


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(21, 59, False), (22, 0, True), (3, 0, True), (7, 59, True), (8, 0, False)],
)
def test_a_night_goes_over_midnight(hour: int, minute: int, quiet: bool) -> None:
    at = datetime.fromisoformat(f"2026-11-22T{hour:02d}:{minute:02d}:00+08:00")
    assert at_night(["22:00", "08:00"], "Asia/Hong_Kong", int(at.timestamp() * 1000)) is quiet


def test_each_entry_is_looked_at_once(tablet: Tablet) -> None:
    tablet.sign_in(host="p1")
    tablet.push()
    assert queueing.queue(SITE, now_ms()) == 1
    site = db.session.get_one(Site, SITE, populate_existing=True)
    assert site.told_seq == site.seq
    assert queueing.queue(SITE, now_ms()) == 0
