"""Breaks that show when a tablet dies, is copied, fills up, is updated, or is lied to."""

from tests.mutants.breaks import Break, one

ANSWERS, KILLS, SERVER_KILLED, PINS, PROFILES, STORAGE, TABS, UPDATES = (
    f"tests/faults/test_{name}.py::"
    for name in (
        *("answers", "kills", "server_killed", "pins"),
        *("profiles", "storage", "tabs", "updates"),
    )
)
LAN = "tests/serve/test_lan.py::"
FEW_KILLS = ("--kills", "8")

NETWORK = (
    one(
        "wait for ever for an answer",
        "static/js/sync/http.js",
        "return { method, headers, signal, body:",
        "return { method, headers, body:",
        f"{ANSWERS}test_no_answer_but_a_receipt_empties_the_queue",
    ),
    one(
        "know nothing of duplicates",
        "static/js/models/queue.js",
        ' duplicate: "applied",',
        "",
        f"{ANSWERS}test_no_answer_but_a_receipt_empties_the_queue",
    ),
    one(
        "ask in vain while the house is given a rest",
        "static/js/behaviours/sync-now.js",
        "await desk.sync({ force: true });",
        "await desk.sync();",
        f"{ANSWERS}test_who_asks_is_heard_at_once",
    ),
    one(
        "remember no result beyond the answer",
        "desk/sync/store.py",
        "        _insert(RECEIPTS, self._receipts)\n",
        "",
        f"{SERVER_KILLED}test_what_was_acknowledged_outlives_the_server",
    ),
    one(
        "forget the place of what is sent again",
        "desk/sync/result.py",
        'replace(self, status="duplicate")',
        'replace(self, status="duplicate", seq=0)',
        f"{SERVER_KILLED}test_what_was_acknowledged_outlives_the_server",
    ),
    one(
        "offer the demonstration's one tap to the whole network",
        "desk/devices.py",
        "        and host.lower() in LOCAL_HOSTS\n",
        "",
        f"{LAN}test_a_tablet_joins_over_the_network_and_works_without_it",
    ),
    one(
        "send a tablet to an address instead of a name",
        "desk/serve/lan.py",
        "found = [given, address(),",
        "found = [address(), given,",
        f"{LAN}test_a_tablet_joins_over_the_network_and_works_without_it",
    ),
    one(
        "take no code with dashes",
        "desk/devices.py",
        '"L": "1", "-": None, " ": None}',
        '"L": "1", " ": None}',
        f"{LAN}test_a_tablet_joins_over_the_network_and_works_without_it",
    ),
)
DISK = (
    one(
        "show a slip before it is saved",
        "static/js/behaviours/entry-form.js",
        "    await desk.actMany(all,",
        "    void desk.actMany(all,",
        f"{KILLS}test_nothing_shown_as_saved_is_lost_or_doubled",
        FEW_KILLS,
    ),
    one(
        "let go of what is handed in at once",
        "static/js/models/retention.js",
        "  const age = now - row.settled;\n",
        "  if (row) return true;\n  const age = now - row.settled;\n",
        f"{KILLS}test_nothing_shown_as_saved_is_lost_or_doubled",
        FEW_KILLS,
    ),
    one(
        "go on with a handle that died",
        "static/js/storage/db.js",
        "        if (dead) this.close();\n",
        "",
        f"{STORAGE}test_a_handle_that_died_is_replaced_and_nobody_notices",
    ),
    one(
        "save a party one by one",
        "static/js/behaviours/entry-form.js",
        "    await desk.actMany(all, { unpark: this.#parked });\n",
        "    for (const { register, action, ...what } of all) {\n"
        "      await desk.act(register, action, what, { unpark: this.#parked });\n    }\n",
        f"{STORAGE}test_a_refused_commit_is_not_a_save",
    ),
    one(
        "swallow a save that failed",
        "static/js/desk/saving.js",
        "if (await desk.store.outbox.save(drafted)) {",
        "if (await desk.store.outbox.save(drafted).catch(() => true)) {",
        f"{STORAGE}test_a_refused_commit_is_not_a_save",
    ),
    one(
        "take a disk that can be read for one that can be written",
        "static/js/behaviours/broken-storage.js",
        "    await desk.store.cupboard.put({ readiness: '0'.repeat(ROOM) });\n"
        "    await desk.store.cupboard.put({ readiness: 1 });\n",
        "",
        f"{STORAGE}test_a_full_tablet_asks_for_paper_and_goes_on_when_there_is_room",
    ),
    one(
        "lose the word of a disk that died early",
        "static/js/behaviours/broken-storage.js",
        "    if (desk.trouble) this.#show(desk.trouble.reason);\n",
        "",
        f"{STORAGE}test_a_tablet_without_storage_asks_for_paper_and_comes_back",
    ),
    one(
        "tell nobody that a newer shell has the store",
        "static/js/behaviours/broken-storage.js",
        "['broken', 'outdated']",
        "['broken']",
        f"{STORAGE}test_a_newer_shell_takes_the_store_and_the_old_page_says_so",
    ),
    one(
        "forget an alarm over the tablet",
        "static/js/sync/contact.js",
        '    ...("alarm" in data && { alarm: data.alarm === true }),\n',
        "",
        f"{PROFILES}test_a_copied_tablet_is_found_out",
    ),
    one(
        "look away when the newest number is used twice",
        "desk/sync/devices.py",
        "missing = n > last or",
        "missing = n >= last or",
        f"{PROFILES}test_a_tablet_put_back_to_an_older_day_is_found_out",
    ),
    one(
        "give every tablet the same letters",
        "desk/devices.py",
        'f"{LETTERS[kind]}{(db.session.scalar(query) or 0) + 1}"',
        'f"{LETTERS[kind]}1"',
        f"{PROFILES}test_a_wiped_tablet_is_another_one_and_the_old_one_stays_known",
    ),
)
TABLET = (
    one(
        "hand in from every tab at once",
        "static/js/ports/browser.js",
        "if (!navigator.locks) return work()",
        "if (navigator.locks) return work()",
        f"{TABS}test_two_tabs_never_use_a_number_twice_and_hand_in_once",
    ),
    one(
        "work on under another's name in the other tab",
        "static/js/desk/standing.js",
        '    if (type === "operator") this.operator = (await cupboard.get("operator")) ?? null;\n',
        "",
        f"{TABS}test_who_holds_the_tablet_is_the_same_in_every_tab",
    ),
    one(
        "offer a new version over an open form",
        "static/js/desk/updating.js",
        " && !this.#window.document.querySelector(BUSY)",
        "",
        "tests/js/updating.test.js::never under an open form",
    ),
    one(
        "take a form that was taken up again for an empty one",
        "static/js/behaviours/entry-form.js",
        "    put(this.#form, parked.values);\n    this.toggleAttribute('data-no-idle', true);\n",
        "    put(this.#form, parked.values);\n",
        f"{UPDATES}test_a_form_taken_up_again_is_an_open_form",
    ),
    one(
        "load an open form anew",
        "static/js/desk/updating.js",
        "window.document.querySelector(BUSY) || window.location.reload()",
        "window.location.reload()",
        f"{UPDATES}test_an_open_form_outlives_an_update",
    ),
    one(
        "fetch what saves a form when it is sent, after an update took it away",
        "static/js/behaviours/entry-form.js",
        "ready().then(() => prepare(this.dataset))",
        "ready()",
        f"{UPDATES}test_an_open_form_outlives_an_update",
    ),
    one(
        "take over while people work",
        "static/sw.js",
        "event.waitUntil(fill())",
        "event.waitUntil(fill().then(() => self.skipWaiting()))",
        f"{UPDATES}test_an_open_form_outlives_an_update",
    ),
    one(
        "keep a page that is not there",
        "static/sw.js",
        "await cache.addAll(left.map(afresh))",
        "for (const path of left) await cache.put(path, await fetch(afresh(path)))",
        f"{UPDATES}test_a_failed_update_leaves_the_old_version_whole",
    ),
    one(
        "keep every version there ever was",
        "static/sw.js",
        "  await Promise.all(names.map((name) => caches.delete(name)));\n",
        "",
        f"{UPDATES}test_a_failed_update_leaves_the_old_version_whole",
    ),
    one(
        "fetch a new version over the old one",
        "static/sw.js",
        "const NAME = PREFIX + version;",
        'const NAME = PREFIX + (version && "shell");',
        f"{UPDATES}test_a_tablet_that_dies_while_it_fetches_keeps_the_old_version",
    ),
    Break(
        "count a PIN's try when the check has ended, on the tablet",
        "static/js/desk/people.js",
        (
            ('return state === "open" ? counted(kept, now) : kept;', "return kept;"),
            (
                "    await cupboard.note(FAILED,",
                '    await cupboard.change("operators", op, (kept) => counted(kept, now));\n'
                "    await cupboard.note(FAILED,",
            ),
        ),
        f"{PINS}test_a_try_is_counted_before_it_is_checked",
    ),
    one(
        "end a pause when the page is loaded anew",
        "static/js/models/operators.js",
        'return now < row.until ? "wait" : "open";',
        'return now < row.until && row.tries > FREE ? "wait" : "open";',
        f"{PINS}test_five_wrong_tries_wait_whatever_is_done_to_the_tablet",
    ),
    one(
        "lock one try too late",
        "static/js/models/operators.js",
        "if (row.tries >= LOCK)",
        "if (row.tries > LOCK)",
        f"{PINS}test_the_tenth_locks_until_the_house_is_asked",
    ),
    one(
        "believe a PIN for ever",
        "static/js/models/operators.js",
        '  if (now >= row.expires) return "expired";\n',
        "",
        f"{PINS}test_a_verifier_ends_after_two_weeks",
    ),
    one(
        "keep a verifier for every name that is tapped",
        "static/js/desk/people.js",
        '    state = kept ? gate(kept, now) : "unknown";\n',
        '    state = kept ? gate(kept, now) : "unknown";\n'
        "    kept ??= { id: op, tries: 0, until: 0, expires: now };\n",
        f"{PINS}test_nobody_has_a_verifier_where_they_never_worked",
    ),
    one(
        "keep the PIN itself",
        "static/js/desk/people.js",
        'keep("operators", { ...row, seen: now })',
        'keep("operators", { ...row, pin, seen: now })',
        f"{PINS}test_the_pin_itself_is_nowhere_on_the_tablet",
    ),
)
FAULTS = (*NETWORK, *DISK, *TABLET)
