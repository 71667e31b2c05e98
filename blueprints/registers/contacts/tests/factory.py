"""Good samples of every action, for the contract tests and for demonstrations."""

from desk.testing.samples import Sample

TAKEN_DOWN = {"name": "陳美玲", "about": "Opening hours of the pool", "reach": "5550 1234"}

SAMPLES = (
    Sample("begin", {"need": "enquiry", "room": "r1"}, TAKEN_DOWN),
    Sample("take_place", {"need": "repair"}),
    Sample("acknowledge"),
    Sample("call"),
    Sample("call_out_of_turn", {}, {"reason": "Carries a sleeping child"}),
    Sample("finish", {"outcome": "passed_on", "room": "r1"}, {**TAKEN_DOWN, "passed_to": "Works"}),
    Sample("leave"),
)
