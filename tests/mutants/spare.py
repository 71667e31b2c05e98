"""Breaks of the second copy that a tablet keeps of what nobody else has."""

from tests.mutants.breaks import one

TESTS = "tests/js/spare.test.js::"
FIRST = (
    "what waits comes back with the device, its keys, its forms and its numbers; nobody holds it"
)
ANSWERED = "what the house answered for is no longer in the copy, nor is a form that was saved"
ROOMS = (
    "rooms and staff are there before the house is; who has gone from it goes when it has told all"
)
NONE = "where no copy can be made saving goes on; when it can, the next entry makes it whole"

SPARE = (
    one(
        "save once where the browser may throw it away",
        "static/js/storage/outbox.js",
        "    if (saved) await this.#spare((copy) => copy.keep(draft, this.#connection));\n",
        "",
        f"{TESTS}{FIRST}",
    ),
    one(
        "let a tablet that lost its memory stand open",
        "static/js/storage/spare.js",
        '"sweep", "operator", "refs_at"',
        '"sweep", "refs_at"',
        f"{TESTS}{FIRST}",
    ),
    one(
        "keep for ever in the second copy what the house has",
        "static/js/sync/runner.js",
        "    if (due || sent) await this.#desk.store.secure();\n",
        "",
        f"{TESTS}{ANSWERED}",
    ),
    one(
        "set a tablet's numbers back when a tab comes late",
        "static/js/storage/spare.js",
        "last > (n ?? 0) ?",
        "last !== n ?",
        f"{TESTS}a tab that comes late does not set the numbers back",
    ),
    one(
        "believe the second copy more than the house",
        "static/js/storage/mirror.js",
        '  if (restored && !before) await sweep(tx.objectStore("refs"), ({ spare }) => spare);\n',
        "",
        f"{TESTS}{ROOMS}",
    ),
    one(
        "never make a second copy anew that was lost",
        "static/js/storage/spare.js",
        "    if (added === false) await this.renew(connection);\n",
        "",
        f"{TESTS}{NONE}",
    ),
    one(
        "throw away what came before the browser's death",
        "static/js/desk/standing.js",
        "    if (!device) await this.store.recover(this.ports.now());\n",
        "",
        "tests/faults/test_torn.py::test_what_waits_outlives_a_memory_that_was_thrown_away",
    ),
)
