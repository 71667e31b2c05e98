"""Breaks of the line at the desk: who is first, what they are called by, how they are greeted."""

from tests.mutants.breaks import one

LINE, VECTORS = "tests/js/line.test.js::", "tests/js/vectors.test.js::clocks: "
CONTACTS = "blueprints/registers/contacts/tests/test_actions.py::"
JOURNEY, PROMPTS = "tests/journeys/test_line.py::", "tests/journeys/test_prompts.py::"

AT_THE_DESK = (
    one(
        "serve the last who came first",
        "static/js/models/line.js",
        "a.at - b.at",
        "b.at - a.at",
        f"{LINE}the line",
    ),
    one(
        "call by a number that every desk gives",
        "static/js/models/numbers.js",
        "`${parts.letters}-${parts.counter % ROUND}`",
        "`${parts.counter % ROUND}`",
        f"{LINE}a number is short",
    ),
    one(
        "let whoever comes pass those who wait",
        "static/js/models/line.js",
        "return !line(records).length && serving",
        "return serving",
        f"{LINE}the line",
    ),
    one(
        "not hear how long the site lets people wait",
        "static/js/models/clocks.js",
        "(times.minutes?.[length.setting] ?? length.minutes)",
        "length.minutes",
        VECTORS,
    ),
    one(
        "not hear in the house how long the site lets people wait",
        "desk/clocks.py",
        'times.minutes.get(rest.get("setting", ""), int(count))',
        "int(count)",
        "tests/desk/test_clocks.py::test_it_is_due",
    ),
    one(
        "begin a contact that nobody sorted",
        "blueprints/registers/contacts/form.py",
        '[Required(rule="S14")]',
        "[]",
        f"{CONTACTS}test_a_contact_is_one_of_five_needs",
    ),
    one(
        "serve out of turn without a reason",
        "blueprints/registers/contacts/form.py",
        '[Required(rule="S10")]',
        "[]",
        f"{CONTACTS}test_out_of_turn_asks_why",
    ),
    one(
        "write a visitor down twice",
        "blueprints/registers/contacts/actions.py",
        'TO_THE_SLIP = (({"field": "need", "is": "visitor"}',
        'TO_THE_SLIP = (({"field": "need", "is": "visit"}',
        f"{CONTACTS}test_a_visitor_in_line_goes_on_with_a_slip",
    ),
    one(
        "call the last",
        "static/js/behaviours/waiting-line.js",
        "const [next] = line(",
        "const [next] = line(await desk.records(NAME)).slice(-1) ?? (",
        f"{JOURNEY}test_first_come_first_served_or_with_a_reason",
    ),
    one(
        "let anybody in line be called as the next",
        "blueprints/registers/contacts/contact-detail.js",
        "CALLS[Number(next)]",
        "CALLS[1]",
        f"{JOURNEY}test_first_come_first_served_or_with_a_reason",
    ),
    one(
        "forget what was typed for whom",
        "static/js/behaviours/entry-form.js",
        "const begun = history.state?.parked ?? (await this.#begun());",
        "const begun = history.state?.parked;",
        f"{JOURNEY}test_what_was_typed_for_somebody_is_there_again",
    ),
    one(
        "say good morning all day",
        "static/js/behaviours/greeting-card.js",
        "partOfDay(await desk.now(), house.zone)",
        "'morning'",
        f"{PROMPTS}test_the_card_greets_by_the_hour_and_by_surname",
    ),
    one(
        "greet nobody by name",
        "static/js/behaviours/greeting-card.js",
        "word(this, 'known', { surname: known })",
        "word(this, 'unknown')",
        f"{PROMPTS}test_a_resident_is_greeted_by_surname",
    ),
)
