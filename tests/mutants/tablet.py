"""Breaks of the tablet's core, which needs no browser to be tested."""

from tests.mutants.breaks import one

SYNC, SAVING, STORAGE, CLOCKS = (
    f"tests/js/{name}.test.js::" for name in ("sync", "saving", "storage", "clocks")
)

TABLET = (
    one(
        "delete on 4xx",
        "static/js/sync/push.js",
        "  if (AT_FAULT.has(answer.status)) return { state: refuse(state, rows) };",
        """  if (AT_FAULT.has(answer.status)) {
    const gone = rows.map(({ n, id }) => ({ n, id, status: "rejected" }));
    await desk.store.outbox.settle(gone, (await desk.store.mirror.position()).epoch);
    return { state };
  }""",
        f"{SYNC}no status, no portal",
    ),
    one(
        "relax the durability",
        "static/js/storage/db.js",
        'durability: "strict"',
        'durability: "relaxed"',
        f"{STORAGE}every write asks for strict durability",
    ),
    one(
        "tell before it is saved",
        "static/js/storage/db.js",
        "      await tx.done;\n      return result;",
        "      return result;",
        f"{STORAGE}nothing is told to be saved before",
    ),
    one(
        "believe any receipt",
        "static/js/models/queue.js",
        "if (!status || result.receipt !== row.digest) return null;",
        "if (!status) return null;",
        f"{SYNC}a result that does not echo the receipt",
    ),
    one(
        "let a poison entry block the queue",
        "static/js/models/queue.js",
        "aside: new Set([...state.aside, ...rows.map((row) => row.id)])",
        "aside: state.aside",
        f"{SYNC}one poison entry is isolated",
    ),
    one(
        "keep what nobody can read in the queue",
        "static/js/sync/push.js",
        "rows.length === 1 && UNREADABLE.has(answer.status)",
        "rows.length === 0",
        f"{SYNC}an entry that nobody can read",
    ),
    one(
        "leave clocks to the server",
        "static/js/models/overlay.js",
        "(moved ?? record ??",
        "(result.record ?? record ??",
        f"{CLOCKS}an own entry starts a clock",
    ),
    one(
        "forget on the tablet what a clock was",
        "static/js/models/clocks.js",
        "[name, running[name] ?? null]",
        "[name, null]",
        f"{CLOCKS}a clock of the server's copy",
    ),
    one(
        "count by the hours of another house",
        "static/js/models/clocks.js",
        "const { zone, closing } = { ...DEFAULTS, ...known };",
        "const { zone, closing } = DEFAULTS;",
        f"{CLOCKS}the site's own zone and closing time",
    ),
    one(
        "drop the overlay early",
        "static/js/models/overlay.js",
        "  if (!mark?.seq) return false;\n",
        "  if (mark?.seq) return true;\n",
        f"{SYNC}an applied entry stays in the view",
    ),
    one(
        "hide what is held",
        "static/js/models/overlay.js",
        'if (row.status === "held") return false;',
        'if (row.status === "held") return true;',
        f"{SYNC}what is held stays, marked",
    ),
    one(
        "let two tabs take one n",
        "static/js/storage/outbox.js",
        "if ((n ?? 0) !== draft.n || !same(counters ?? {}, draft.counters)) return false;",
        "if (!same(counters ?? {}, draft.counters)) return false;",
        f"{SAVING}tabs racing with actions that need no number",
    ),
    one(
        "raise no counter",
        "static/js/storage/outbox.js",
        "{ ...draft.counters, ...draft.raised }",
        "draft.counters",
        f"{SAVING}four tabs racing",
    ),
    one(
        "put a name into the signed body",
        "static/js/desk/saving.js",
        "values: keep(clean, (name) => !hidden(name)),",
        "values: clean,",
        f"{SAVING}a personal value given among the others",
    ),
    one(
        "lose the lines of a form",
        "static/js/helpers/forms.js",
        "const field = declared(schema, name);",
        "const field = schema.find((one) => one.name === name);",
        "tests/js/forms.test.js::what is personal of lines is parted like everything else",
    ),
    one(
        "let go before a backup has it",
        "static/js/models/retention.js",
        "reached.safe >= (row.seq ?? 0)",
        "true",
        f"{SYNC}an applied entry is",
    ),
    one(
        "send nothing again after a restore",
        "static/js/storage/mirror.js",
        'if (old) await requeueAll(tx.objectStore("outbox"));',
        "",
        f"{SYNC}everything the tablet retained is sent again",
    ),
    one(
        "count a PIN's try after the check, on the tablet",
        "static/js/models/operators.js",
        "const tries = row.tries + 1;",
        "const tries = row.tries;",
        "tests/js/people.test.js::a try is counted before it is checked",
    ),
)
