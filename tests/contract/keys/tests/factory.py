"""Good samples of every action."""

from desk.testing.samples import Sample

SAMPLES = (
    Sample(
        "lend",
        {
            "room": "r1",
            "tag": "A-1203/2",
            "bunch-0-count": "2",
            "bunch-1-count": "1",
            "bunch-1-metal": "brass",
        },
        {"borrower": "林小雨", "mark": "front door\ncellar"},
    ),
    Sample("give_back"),
)
