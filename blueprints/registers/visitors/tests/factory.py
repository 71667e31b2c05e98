"""Good samples of every action, for the contract tests and for demonstrations."""

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
    Sample("go_up"),
    Sample("leave", {"left_how": "gate"}),
    Sample("return_slip"),
    Sample("sign_out"),
)
