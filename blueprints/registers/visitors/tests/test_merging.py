"""Two slips for one visitor: flagged on arrival, kept both, merged by whoever leads a shift."""

from typing import Any

import pytest
from flask import Flask

from desk.alike import FLAG
from desk.testing.devices import Devices
from desk.testing.people import CARMEN
from desk.testing.tablet import Tablet, Values, iso

MINUTE = 60_000
HOUR = 60 * MINUTE
SAID = {"name": "Tai Man Chan", "id_last4": "88A1", "host_name": "Ms Ho"}
WHY = {"merged_why": "two_desks"}


@pytest.fixture
def north(device: Devices) -> Tablet:
    return device(op=CARMEN)


@pytest.fixture
def south(device: Devices) -> Tablet:
    return device(op=CARMEN)


def arrive(tablet: Tablet, ago: int = 0, values: Values | None = None, **said: str) -> str:
    """Write the same visitor down, `ago` ms before now; further words are personal values."""
    form: Values = {"id_seen": "yes", "id_kind": "passport", "room": "r1", "purpose": "visit"}
    form |= values or {}
    at = iso(tablet.now() - ago)
    number = tablet.number("V")
    return tablet.act("visitors.sign_in", None, form, SAID | said, no=number, at=at)


def merge(tablet: Tablet, record: str, into: str) -> str:
    return tablet.act("visitors.merge", record, {"merged_into": into, **WHY})


def slips(tablet: Tablet) -> dict[str, dict[str, Any]]:
    """Return the house's records by id."""
    return {record["id"]: record for record in tablet.push().pull()["records"]}


def slip(tablet: Tablet, record: str) -> dict[str, Any]:
    return slips(tablet)[record]


def two(north: Tablet, south: Tablet) -> tuple[str, str]:
    """Write a visitor down at two desks that do not hear each other; the house has both."""
    first, second = arrive(north), arrive(south)
    north.push()
    south.push()
    return first, second


def test_the_same_visitor_at_two_desks_is_kept_twice_and_flagged(
    north: Tablet, south: Tablet
) -> None:
    first, second = two(north, south)
    found = slips(north)
    assert (found[first]["flags"], found[first]["f"]["twin"]) == ([], None)
    assert (found[second]["flags"], found[second]["f"]["twin"]) == ([FLAG], first)
    assert found[first]["state"] == found[second]["state"] == "on_site"
    assert [result["flags"] for result in south.results.values()] == [[FLAG]]


@pytest.mark.parametrize(
    ("values", "said", "alike"),
    [
        ({}, {"name": "Somebody Else"}, True),  # the same ID
        ({"id_kind": "passport"}, {"id_last4": "88a1", "name": "Mrs Chan"}, True),
        ({"room": "r2"}, {}, False),
        ({"id_kind": "id_card", "room": "r2"}, {"name": "Somebody Else"}, False),
        ({"id_kind": "id_card"}, {"id_last4": "0000"}, True),  # the same name in the same room
        ({}, {"name": "Chan, Tai Man", "id_last4": "0000"}, True),
        ({}, {"name": "TAI MAN  CHAN", "id_last4": "0000"}, True),
        ({"room": "r2"}, {"id_last4": "0000"}, False),
        ({"room": "r2", "host": "p1"}, {"id_last4": "0000"}, False),
    ],
)
def test_who_looks_like_the_same_person(
    north: Tablet, south: Tablet, values: Values, said: dict[str, str], alike: bool
) -> None:
    arrive(north)
    north.push()
    second = arrive(south, 0, values, **said)
    assert (slip(south, second)["flags"] == [FLAG]) is alike


def test_chinese_names_that_sound_alike_are_alike_in_one_room(north: Tablet, south: Tablet) -> None:
    arrive(north, name="張偉")
    north.push()
    second = arrive(south, name="张伟", id_last4="0000")
    assert slip(south, second)["flags"] == [FLAG]


def test_who_has_left_before_comes_anew(north: Tablet, south: Tablet) -> None:
    first = arrive(north, ago=3 * HOUR)
    north.act("visitors.sign_out", first, at=iso(north.now() - 2 * HOUR))
    north.push()
    again = arrive(south)
    assert slip(south, again)["flags"] == []
    # A slip of the time in between, handed in late, does look like the first.
    late = arrive(south, ago=2 * HOUR + 30 * MINUTE)
    assert slip(south, late)["f"]["twin"] == first


def test_who_came_long_after_is_not_who_is_handed_in_late(north: Tablet, south: Tablet) -> None:
    arrive(north)
    north.push()
    for ago, flags in ((3 * HOUR, []), (HOUR, [FLAG])):
        assert slip(south, arrive(south, ago=ago))["flags"] == flags
        south.act("visitors.take_back", south.pull()["records"][-1]["id"])


def test_people_of_one_group_are_different_people(north: Tablet) -> None:
    lead = arrive(north)
    child: Values = {"id_kind": "minor", "party": lead}
    others = [arrive(north, values=child, name="Chan", id_last4="") for _ in range(2)]
    found = slips(north)
    assert [found[one]["flags"] for one in (lead, *others)] == [[], [], []]


def test_what_was_taken_back_looks_like_nobody(north: Tablet) -> None:
    wrong = arrive(north)
    north.act("visitors.take_back", wrong, {"entry": entry_of(north, wrong)})
    right = arrive(north)
    assert slip(north, right)["flags"] == []


def entry_of(tablet: Tablet, record: str) -> str:
    """Return the entry that a record's last deed may be taken back by."""
    entry: str = slip(tablet, record)["undo"]["entry"]
    return entry


def test_a_courier_who_goes_up_is_compared_then(north: Tablet) -> None:
    first = arrive(north, values={"purpose": "delivery", "room": "r2"})
    courier = north.act(
        "visitors.courier", None, {"room": "r2"}, {"company": "SF"}, no=north.number("V")
    )
    assert slip(north, courier)["flags"] == []
    form: Values = {"id_seen": "yes", "id_kind": "passport", "room": "r2", "purpose": "delivery"}
    north.act("visitors.enter", courier, form, {"name": "Chan", "id_last4": "88A1"})
    found = slip(north, courier)
    assert (found["flags"], found["f"]["twin"]) == ([FLAG], first)


def test_the_flag_tells_nothing_of_anybody(north: Tablet, south: Tablet) -> None:
    two(north, south)
    found = slips(north)
    told = [value for row in found.values() for value in (*row["flags"], row["f"]["twin"])]
    assert set(told) <= {FLAG, None, *found}


def test_one_is_merged_into_the_other_and_counts_no_more(north: Tablet, south: Tablet) -> None:
    first, second = two(north, south)
    assert slip(south, second)["clocks"]
    merge(south, second, first)
    found = slips(south)
    gone, stays = found[second], found[first]
    assert (gone["state"], gone["flags"], gone["clocks"]) == ("merged", [], [])
    assert gone["end"]
    assert gone["no"]
    assert gone["f"]["merged_into"] == first
    assert (gone["f"]["merged_why"], gone["f"]["merged_by"]) == ("two_desks", "carmen")
    assert (stays["state"], stays["flags"], stays["end"]) == ("on_site", [], None)
    assert stays["clocks"]


def test_the_journal_stays_whole(north: Tablet, south: Tablet, app: Flask) -> None:
    first, second = two(north, south)
    merge(south, second, first)
    south.push()
    told = app.test_cli_runner().invoke(args=["journal", "verify"])
    assert told.exit_code == 0, told.output
    sentences = south.http.get(f"/api/records/{second}/history").get_json()["history"]
    assert [row["t"] for row in sentences] == ["visitors.sign_in", "visitors.merge"]


def test_the_first_may_be_merged_into_the_second_as_well(north: Tablet, south: Tablet) -> None:
    first, second = two(north, south)
    merge(north, first, second)
    found = slips(north)
    assert (found[first]["state"], found[second]["state"]) == ("merged", "on_site")
    assert found[second]["flags"] == []  # the question is answered, whichever it was put to


def test_two_people_stay_two(north: Tablet, south: Tablet) -> None:
    _, second = two(north, south)
    north.act("visitors.settle", second, {"flag": FLAG}, {"reason": "father and son"})
    found = slip(north, second)
    assert (found["state"], found["flags"]) == ("on_site", [])


def test_a_merger_is_taken_back_and_the_question_put_again(north: Tablet, south: Tablet) -> None:
    first, second = two(north, south)
    merge(north, second, first)
    north.act("visitors.take_back", second, {"entry": entry_of(north, second)})
    found = slip(north, second)
    assert (found["state"], found["end"], found["f"]["merged_into"]) == ("on_site", None, None)
    assert (found["flags"], found["f"]["twin"]) == ([FLAG], first)
    assert found["clocks"]


def test_merged_in_opposite_directions_one_of_the_two_stays(north: Tablet, south: Tablet) -> None:
    first, second = two(north, south)
    merge(north, second, first)
    merge(south, first, second)
    north.push()
    found = slips(south)
    assert (found[first]["state"], found[second]["state"]) == ("on_site", "merged")
    assert found[first]["flags"] == ["conflict"]
    assert found[first]["f"]["merged_into"] is None
    assert found[first]["clocks"]


@pytest.mark.parametrize("into", ["itself", "nobody", "merged", "taken back", "own group", "other"])
def test_what_cannot_stay_is_no_aim(north: Tablet, device: Devices, into: str) -> None:
    first = arrive(north)
    second = arrive(north)
    third = arrive(north, values={"room": "r2"}, name="Ana", id_last4="1111")
    aims = {"itself": second, "nobody": "019a0000-0000-7000-8000-000000000001", "other": third}
    if into == "merged":
        merge(north, first, third)
        aims[into] = first
    elif into == "taken back":
        north.act("visitors.take_back", first, {"entry": entry_of(north, first)})
        aims[into] = first
    elif into == "own group":
        aims[into] = arrive(north, values={"party": second}, name="Bob", id_last4="2222")
    elif into == "other":
        aims[into] = north.act("contacts.take_place", None, {"need": "repair"})
    before = slip(north, second)
    merge(north, second, aims[into])
    found = slip(north, second)
    assert (found["state"], found["end"]) == (before["state"], None)
    assert "conflict" in found["flags"]
    assert found["f"]["merged_into"] is None
    assert [clock["name"] for clock in found["clocks"]] == ["slip_out"]


def test_a_slip_into_which_another_was_merged_is_not_taken_back(north: Tablet) -> None:
    first, second = arrive(north), arrive(north)
    begun = entry_of(north, first)
    merge(north, second, first)
    north.act("visitors.take_back", first, {"entry": begun})
    found = slip(north, first)
    assert (found["state"], found["flags"]) == ("on_site", ["conflict"])


def test_a_receptionist_may_not_merge(north: Tablet, device: Devices) -> None:
    first, second = arrive(north), arrive(north)
    north.op = "alice"
    merge(north, second, first)
    assert slip(north, second)["flags"] == ["not_allowed"]


def test_who_goes_by_the_second_slip_is_flagged_there(north: Tablet, south: Tablet) -> None:
    first, second = two(north, south)
    merge(north, second, first)
    north.push()
    south.act("visitors.sign_out", second)
    found = slips(south)
    assert found[second]["flags"] == ["conflict"]
    assert (found[first]["state"], found[second]["state"]) == ("on_site", "merged")
