"""Breaks of the turns that a visit takes: counterpart, meeting room, lobby, lapses, lists."""

from tests.mutants.breaks import one

REGISTER = "blueprints/registers/visitors/"
OFFICIAL = f"{REGISTER}tests/test_official.py::"
MEETING = f"{REGISTER}tests/test_meeting.py::"
COURIER = f"{REGISTER}tests/test_courier.py::"
LAPSING = "tests/desk/test_lapsing.py::"
GUESTS = "tests/house/test_lists_of_guests.py::"

TURNS = (
    one(
        "let an official visitor straight up",
        f"{REGISTER}actions.py",
        "            TO_COUNTERPART,\n            UNASKED,",
        "            UNASKED,",
        f"{OFFICIAL}test_they_wait_until_the_counterpart_takes_over",
    ),
    one(
        "hand an official visitor over to nobody",
        f"{REGISTER}official.py",
        '[RequiredIf({"not": {"value": "taken_by", "present": True}}, rule="S11"), ',
        "[",
        f"{OFFICIAL}test_what_got_round_the_form_is_a_broken_rule",
    ),
    one(
        "call a visit official afterwards and hand it to nobody",
        f"{REGISTER}official.py",
        '({"all": [IS_INSIDE, UNHANDED]}, HANDS_OVER),',
        "",
        f"{OFFICIAL}test_a_purpose_corrected_to_official_leaves_no_hole",
    ),
    one(
        "offer a meeting room where the house has none",
        f"{REGISTER}meeting.py",
        "    needs=ROOMS,\n",
        "",
        f"{MEETING}test_the_step_is_offered_where_the_house_has_rooms",
    ),
    one(
        "give a meeting room to somebody who has left",
        f"{REGISTER}meeting.py",
        "source=HERE,",
        'source=(*HERE, "closed"),',
        f"{MEETING}test_whoever_has_left_moves_nowhere",
    ),
    one(
        "offer no meeting room for a long visit",
        "static/js/helpers/meeting.js",
        "minutes >= said('meeting_minutes')",
        "minutes < 0",
        "tests/journeys/test_meeting.py::test_a_long_visit_is_offered_a_room_and_the_slip_says_which",
    ),
    one(
        "let a courier up from the lobby without the ID",
        f"{REGISTER}courier.py",
        "form=SignInForm,",
        "form=CourierForm,",
        f"{COURIER}test_nobody_goes_up_from_the_lobby_unseen",
    ),
    one(
        "let a courier up from the lobby without a slip",
        f"{REGISTER}courier.py",
        'starts=("slip_out",),',
        "starts=(),",
        f"{COURIER}test_going_up_begins_the_slip",
    ),
    one(
        "print a slip for whoever stays in the lobby",
        f"{REGISTER}states.py",
        '"In the lobby"), "open", paper=False)',
        '"In the lobby"), "open")',
        f"{COURIER}test_no_other_step_leads_out_of_the_lobby_with_a_slip",
    ),
    one(
        "say that whom nobody saw leaving has left",
        f"{REGISTER}lapses.py",
        'set={"auto_closed_at": NOW},',
        'set={"auto_closed_at": NOW, "left_at": NOW},',
        f"{LAPSING}test_nobody_is_said_to_have_left",
    ),
    one(
        "close a slip at night that is still out",
        f"{REGISTER}lapses.py",
        'target_when=((SLIP_IS_OUT, "unseen"),),',
        "",
        f"{LAPSING}test_nobody_is_said_to_have_left",
    ),
    one(
        "hold the house's guess higher than what a tablet saw",
        f"{REGISTER}actions.py",
        'source=(*SLIP_OUT, "auto_closed"),',
        "source=SLIP_OUT,",
        f"{LAPSING}test_what_a_tablet_wrote_in_time_counts_more_than_the_guess",
    ),
    one(
        "invite once more whom a list names again",
        "desk/importing/records.py",
        "if not (want.ref and row.id in called)]",
        "if want.ref and row.id in called]",
        f"{GUESTS}test_bringing_it_in_twice_changes_nothing",
    ),
    one(
        "invite anew who was cancelled, by the same list",
        "desk/importing/records.py",
        'Record.state != "taken_back")',
        "Record.closed.is_(None))",
        f"{GUESTS}test_who_was_cancelled_or_came_is_not_invited_anew",
    ),
    one(
        "forget at the counter who has left a home",
        "static/js/desk/finding.js",
        "return gone.push(row) && null;",
        "return null;",
        "tests/js/finding.test.js::is found until the day comes by the house's own clock",
    ),
    one(
        "wait for a printer that is not there",
        "static/js/helpers/sheet.js",
        "await Promise.race([over, new Promise((done) => { setTimeout(done, SILENCE_MS); })]);",
        "await over;",
        "tests/journeys/test_printing.py::"
        "test_where_no_printer_is_the_code_is_photographed_from_the_screen",
    ),
)
