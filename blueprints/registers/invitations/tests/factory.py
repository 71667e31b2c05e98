"""Good samples of every action, for the contract tests and for demonstrations."""

from desk.testing.samples import Sample

SAMPLES = (
    Sample(
        "invite",
        {"room": "r1", "host": "p1", "purpose": "visit", "from_day": "2026-11-24"},
        {"name": "林子晴", "company": "Harbour Design"},
    ),
    Sample(
        "invite",
        {
            "room": "r2", "purpose": "works", "from_day": "2026-11-02", "to_day": "2027-01-29",
            "recurring": "yes", "weekdays": ["mon", "thu"], "at_time": "09:30",
        },
        {"name": "Tomás Gil", "host_name": "Mrs Chen", "note": "Brings a ladder."},
    ),
    Sample("arrive", {"by": "0193517a-8c2e-7b11-9d04-3f6a2b8c5e70"}),
    Sample("accept", {}, {"reason": "The flight was late; the host knows."}),
    Sample("cancel"),
)  # fmt: skip
