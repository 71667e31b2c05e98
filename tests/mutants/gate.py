"""Breaks of the gate: what would let goods out that nobody let go."""

from tests.mutants.breaks import one

PYTHON = "desk/gate/verdict.py"
BROWSER = "static/js/models/gate/verdict.js"
TESTS = "tests/gate/test_vectors.py::"
CORE = "tests/js/gate.test.js::"
JUDGES = f"{TESTS}test_it_judges_what_was_scanned"
CARRIED = "tests/js/trusting.test.js::"
TOLD = "tests/house/test_trust_list.py::"

GATE = (
    one(
        "take a pass without a look at its signature",
        PYTHON,
        "(key for key in held if keys.verify(key.public, sealed.signature, said))",
        "iter(held)",
        JUDGES,
    ),
    one(
        "take a pass that is over",
        PYTHON,
        "if gate.now >= found.until:",
        "if gate.now >= found.until + SKEW:",
        JUDGES,
    ),
    one(
        "take a pass at any gate",
        PYTHON,
        "elif found.gate not in (ANY_GATE, gate.gate):",
        "elif found.gate is None:",
        JUDGES,
    ),
    one(
        "take an older list for a newer one",
        "desk/gate/trust_list.py",
        "if held and (found.version, found.issued) < (held.version, held.issued):",
        "if held and found.issued < held.issued:",
        f"{TESTS}test_it_takes_a_list_or_says_why_not",
    ),
    one(
        "take a pass on the phone without a look at its signature",
        BROWSER,
        "if (await verify(key.public, sealed.signature, statement(sealed))) return key;",
        "if (key) return key;",
        f"{CORE}gate: ",
    ),
    one(
        "take both signatures that say the same",
        BROWSER,
        "if (!isLow(sealed.signature)) return null;",
        "",
        f"{CORE}gate: ",
    ),
    one(
        "take a pass on the phone that is over",
        BROWSER,
        "if (now >= until) yield",
        "if (now > until + SKEW) yield",
        f"{CORE}gate: ",
    ),
    one(
        "take a pass on the phone at any gate",
        BROWSER,
        'else if (wanted !== ANY_GATE && wanted !== gate) yield "wrong_gate";',
        "",
        f"{CORE}gate: ",
    ),
    one(
        "take a list on the phone that nobody signed",
        "static/js/models/gate/trust_list.js",
        'if (!told.includes(true)) throw new Unfit("not_signed");',
        "",
        f"{CORE}trust list: ",
    ),
    one(
        "let keys stand in any order",
        "static/js/models/gate/cbor.js",
        "|| order(spelt, before) <= 0",
        "",
        f"{CORE}no cbor: ",
    ),
    one(
        "keep a list that the house did not sign",
        "static/js/desk/trusting.js",
        "await accept(ports, ...signed(data), [house], await trustList(desk));",
        "read(data.text);",
        f"{CARRIED}that nobody signed, or somebody else",
    ),
    one(
        "keep a list that is older than the one held",
        "static/js/desk/trusting.js",
        "[house], await trustList(desk));",
        "[house]);",
        f"{CARRIED}that is older than the one held",
    ),
    one(
        "keep a list that a retired key signed",
        "static/js/desk/trusting.js",
        "point(keys?.at(-1).jwk ?? first)",
        "point(keys?.at(0).jwk ?? first)",
        f"{CARRIED}is believed from the newest key",
    ),
    one(
        "revoke a device and tell nobody",
        "desk/devices.py",
        "        device.trust_until = usual if trust_until is None else trust_until\n"
        "        site.trust_version += 1\n",
        "        device.trust_until = usual if trust_until is None else trust_until\n",
        f"{TOLD}test_each_change_of_the_list_raises_its_version",
    ),
    one(
        "begin a restored house with an older list",
        "desk/backup.py",
        "        row.trust_version = max(row.trust_version, told, now_ms()) + 1\n",
        "",
        f"{TOLD}test_a_restored_house_goes_on_from_a_newer_version",
    ),
    one(
        "sign another text than the list that is told",
        "desk/gate/issuers.py",
        "keys.server_sign(statement(text))",
        "keys.server_sign(text.encode())",
        f"{TOLD}test_every_device_is_told_who_signs",
    ),
)
