"""Every route of the house and who may call it; a route without a row fails the matrix."""

PUBLIC, DEVICES, HANDS_IN, INDOORS = "public", "devices", "hands in", "indoors"
LEADERS, SENIOR, MANAGERS, CROWN = "leaders", "senior", "managers", "administrators"

# (method, rule of the URL) → who may
TABLE: dict[tuple[str, str], str] = {
    ("GET", "/"): PUBLIC,
    ("GET", "/healthz"): PUBLIC,
    ("GET", "/<path:name>"): PUBLIC,
    ("GET", "/trust"): PUBLIC,
    ("GET", "/trust/authority.crt"): PUBLIC,
    ("POST", "/api/devices/enrol"): PUBLIC,
    ("GET", "/api/devices/demo"): PUBLIC,
    ("POST", "/api/devices/demo"): PUBLIC,
    ("GET", "/api/devices/nonce"): PUBLIC,
    ("POST", "/api/devices/session"): PUBLIC,
    ("POST", "/api/office/sign-in"): PUBLIC,
    ("GET", "/api/devices/me"): DEVICES,
    ("GET", "/api/operators/me"): DEVICES,
    ("POST", "/api/operators/sign-in"): DEVICES,
    ("POST", "/api/operators/pin"): DEVICES,
    ("POST", "/api/roll-call"): DEVICES,
    ("POST", "/api/operators/sign-out"): HANDS_IN,
    ("POST", "/api/sync"): HANDS_IN,
    ("POST", "/api/sync/hold"): HANDS_IN,
    ("GET", "/api/changes"): DEVICES,
    ("GET", "/api/snapshot"): DEVICES,
    ("GET", "/api/records/<uuid:id>/history"): INDOORS,
    ("GET", "/api/documents/<string:register>/<string:document>/<uuid:record>.pdf"): INDOORS,
    ("GET", "/api/office/homes"): LEADERS,
    ("GET", "/api/office/homes/<string:id>/sheet.pdf"): LEADERS,
    ("POST", "/api/office/permissions"): SENIOR,
    ("POST", "/api/office/permissions/<string:id>"): SENIOR,
    ("POST", "/api/office/permissions/<string:id>/end"): SENIOR,
    ("POST", "/api/office/households"): SENIOR,
    ("POST", "/api/office/households/<string:id>/end"): SENIOR,
    ("GET", "/api/office/barred"): SENIOR,
    ("POST", "/api/office/barred"): SENIOR,
    ("POST", "/api/office/barred/<string:id>"): SENIOR,
    ("POST", "/api/office/barred/<string:id>/end"): SENIOR,
    ("POST", "/api/barred/reasons"): DEVICES,
    ("GET", "/api/office/attention"): LEADERS,
    ("GET", "/api/office/gaps"): LEADERS,
    ("GET", "/api/office/checkpoint.pdf"): LEADERS,
    ("GET", "/api/office/export"): LEADERS,
    ("GET", "/api/office/export/count"): LEADERS,
    ("GET", "/api/office/reports/<string:register>"): LEADERS,
    ("GET", "/api/office/reports/<string:register>/paper.pdf"): LEADERS,
    ("GET", "/api/office/reports/<string:register>/table.xlsx"): LEADERS,
    ("GET", "/api/office/outbox"): LEADERS,
    ("POST", "/api/office/outbox/<string:id>/phoned"): LEADERS,
    ("POST", "/api/office/outbox/<string:id>/stop"): LEADERS,
    ("POST", "/api/office/outbox/<string:id>/again"): LEADERS,
    ("POST", "/api/office/channels/<string:id>"): MANAGERS,
    ("POST", "/api/office/channels/<string:id>/drop"): MANAGERS,
    ("POST", "/api/office/channels/<string:id>/test"): MANAGERS,
    ("GET", "/api/office/quarantine"): SENIOR,
    ("GET", "/api/office/devices"): SENIOR,
    ("GET", "/api/office/settings"): SENIOR,
    ("GET", "/api/office/staff"): SENIOR,
    ("POST", "/api/office/rescue"): SENIOR,
    ("POST", "/api/office/held/<uuid:id>/release"): SENIOR,
    ("POST", "/api/office/held/<uuid:id>/aside"): SENIOR,
    ("POST", "/api/office/devices/<string:id>/fork"): SENIOR,
    ("POST", "/api/office/quarantine/<int:seq>/seen"): SENIOR,
    ("GET", "/api/office/quarantine/<int:seq>/bytes"): CROWN,
    ("POST", "/api/office/staff/<string:id>/unlock"): SENIOR,
    ("GET", "/api/office/keeping"): SENIOR,
    ("GET", "/api/office/keeping/calendar"): SENIOR,
    ("POST", "/api/office/retention/<string:id>"): MANAGERS,
    ("POST", "/api/office/holds"): MANAGERS,
    ("POST", "/api/office/holds/<uuid:id>/lift"): MANAGERS,
    ("POST", "/api/office/erasures"): MANAGERS,
    ("POST", "/api/office/subject/find"): MANAGERS,
    ("POST", "/api/office/subject/file"): MANAGERS,
    ("POST", "/api/office/subject/erase"): MANAGERS,
    ("GET", "/api/office/erasures/<uuid:id>/certificate.pdf"): SENIOR,
    ("POST", "/api/office/codes"): MANAGERS,
    ("POST", "/api/office/devices/<string:id>/revoke"): MANAGERS,
    ("PUT", "/api/office/settings/<string:key>"): MANAGERS,
    ("POST", "/api/office/import/<string:kind>"): MANAGERS,
    ("POST", "/api/office/staff"): MANAGERS,
    ("PUT", "/api/office/staff/<string:id>"): MANAGERS,
    ("POST", "/api/office/staff/<string:id>/leave"): MANAGERS,
    ("POST", "/api/office/staff/<string:id>/pin"): MANAGERS,
    ("POST", "/api/office/staff/<string:id>/password"): MANAGERS,
}
# Routes that name something of one site.
NAMING = ("<string:id>", "<uuid:id>", "<uuid:record>", "<int:seq>")

OPEN, NO_DEVICE, REVOKED, NO, AGAIN = (
    "open",
    "no_device",
    "device_revoked",
    "not_allowed",
    ("sign_in_again"),
)
IN = dict.fromkeys(
    ("desk", "gate", "office", "receptionist", "leader", "supervisor", "director", "administrator"),
    OPEN,
)
NOBODY = {"nobody": NO_DEVICE, "revoked": REVOKED}
BELOW = dict.fromkeys(("receptionist", "leader", "supervisor", "director"), NO)
ALONE = dict.fromkeys(("desk", "gate", "office"), AGAIN)

# who may → caller → what the caller meets
MEETS: dict[str, dict[str, str]] = {
    PUBLIC: {**IN, "nobody": OPEN, "revoked": OPEN},
    DEVICES: {**IN, **NOBODY},
    HANDS_IN: {**IN, **NOBODY, "revoked": OPEN},
    INDOORS: {**IN, **NOBODY, "gate": NO},
    LEADERS: {**IN, **NOBODY, **ALONE, "receptionist": NO},
    SENIOR: {**IN, **NOBODY, **ALONE, "receptionist": NO, "leader": NO},
    MANAGERS: {**IN, **NOBODY, **ALONE, **BELOW},
    CROWN: {**IN, **NOBODY, **ALONE, **BELOW},
}
CALLERS = tuple(MEETS[PUBLIC])
