"""Good samples of every action, for the contract tests and for demonstrations."""

from desk.testing.pictures import jpeg, taken
from desk.testing.samples import Sample

SAMPLES = (
    Sample(
        "sign_in",
        {
            "id_seen": "yes",
            "id_kind": "id_card",
            "room": "r1",
            "purpose": "visit",
            "badge": "B12",
        },
        {"name": "张伟", "id_last4": "4821", "host_name": "Mrs Chen"},
    ),
    Sample(
        "sign_in",
        {"id_seen": "yes", "id_kind": "minor", "room": "r2", "purpose": "viewing", "waits": "yes"},
        {"name": "Noor Haddad نور"},
    ),
    Sample(
        "sign_in",
        {
            "id_seen": "yes",
            "id_kind": "passport",
            "room": "r1",
            "purpose": "delivery",
            "asks_host": "yes",
        },
        {
            "name": "Tomás Gil",
            "id_last4": "77X1",
            "company": "Rápido",
            "photo": str(taken(jpeg(b"of a sample"))),
        },
    ),
    Sample(
        "sign_in",
        {
            "id_seen": "yes",
            "id_kind": "work_id",
            "purpose": "official",
            "counterpart": "carmen",
            "stays": "90",
            "meeting_room": "M2",
        },
        {"name": "Lee Wing", "id_last4": "5520", "company": "Fire Services", "note": "Exits"},
    ),
    Sample(
        "courier",
        {"room": "r1"},
        {"company": "SF Express", "plate": "粤B·12345", "belongings": "2 boxes"},
    ),
    Sample(
        "enter",
        {"id_seen": "yes", "id_kind": "work_id", "room": "r1", "purpose": "delivery"},
        {"name": "Lau Chi Wai", "id_last4": "3390", "company": "SF Express"},
    ),
    Sample("leave_lobby"),
    Sample(
        "unidentified",
        {"room": "r1"},
        {
            "questions": "Whom do you visit, and what brings you here?",
            "reply": "A cousin on the twelfth floor; the papers are in the car.",
            "name": "Wang",
            "host_name": "Mrs Chen",
        },
    ),
    Sample("call_host", {"call_result": "no_answer"}),
    Sample("call_host", {"call_result": "no"}, {"call_said": "She knows nobody of that name."}),
    Sample("admit", {"badge": "B7"}, {"decision_reason": "The neighbour vouches for him."}),
    Sample(
        "identify",
        {"id_seen": "yes", "id_kind": "licence"},
        {"name": "Wang Jun", "id_last4": "0912"},
    ),
    Sample("vouch", {"asked": "carmen"}),
    Sample("ask_host"),
    Sample("deny", {"denied_why": "refused"}),
    Sample("stand_in", {"counterpart": "bo"}),
    Sample("hand_over", {"taken_by": "bo"}),
    Sample("to_meeting", {"meeting_room": "M1"}),
    Sample("go_up"),
    Sample("leave", {"left_how": "gate"}),
    Sample("return_slip"),
    Sample("slip_lost"),
    Sample("sign_out"),
    Sample(
        "merge",
        {"merged_into": "019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071", "merged_why": "two_desks"},
    ),
)
