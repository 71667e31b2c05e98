"""Good samples of every action."""

from desk.testing.samples import Sample

SAMPLES = (
    Sample("lend", {"room": "r1", "tag": "A-1203/2"}, {"borrower": "林小雨"}),
    Sample("give_back"),
)
