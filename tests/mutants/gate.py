"""Breaks of the gate: what would let goods out that nobody let go."""

from tests.mutants.breaks import one

PYTHON = "desk/gate/verdict.py"
BROWSER = "static/js/models/gate/verdict.js"
TESTS = "tests/gate/test_vectors.py::"
CORE = "tests/js/gate.test.js::"
JUDGES = f"{TESTS}test_it_judges_what_was_scanned"

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
)
