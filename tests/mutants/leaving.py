"""What somebody could break in what leaves the house: tables and reports."""

from tests.mutants.breaks import one

TABLES = "tests/house/test_exporting.py::"
COUNTS = "tests/house/test_reporting.py::"

LEAVING = (
    one(
        "let a formula out",
        "desk/sheets.py",
        'return f"\'{clean}" if FORMULA.match(clean) else clean',
        "return clean",
        "tests/desk/test_sheets.py::test_no_text_is_a_formula",
    ),
    one(
        "take names along for everybody",
        "blueprints/office/exporting.py",
        'roles.shows(by.roles, "desk") and roles.shows(by.roles, "office")',
        "True",
        f"{TABLES}test_people_are_named_to_who_leads_a_desk_and_an_office",
    ),
    one(
        "call empty what was erased",
        "desk/exporting.py",
        "{**dict.fromkeys(lost, gone), **values}",
        "values",
        f"{TABLES}test_what_was_erased_says_so_and_what_never_was_does_not",
    ),
    one(
        "lose what follows a batch",
        "desk/exporting.py",
        "if len(batch) < BATCH:",
        "if batch:",
        f"{TABLES}test_it_goes_on_over_the_end_of_a_batch",
    ),
    one(
        "count what was taken back",
        "desk/reports/figures.py",
        "here = (BASE.c.site == site, BASE.c.state.not_in(nothing))",
        "here = (BASE.c.site == site,)",
        f"{COUNTS}test_only_who_came_to_this_house_counts",
    ),
    one(
        "forget that clocks are turned",
        "desk/period.py",
        "(case(*past, else_=spans[-1][1]) if past else literal(spans[-1][1]))",
        "literal(spans[0][1])",
        "tests/desk/test_sheets.py::test_sql_tells_the_wall_clock_as_python_does",
    ),
    one(
        "say that a held value goes",
        "desk/going.py",
        'line["held" if held else "count"] += count',
        'line["count"] += count',
        "tests/house/test_going.py::test_what_is_held_is_counted_apart",
    ),
    one(
        "say a day too early",
        "desk/going.py",
        "day = (due + DAY_MS - 1) // DAY_MS",
        "day = due // DAY_MS",
        "tests/house/test_going.py::test_the_purge_of_a_day_takes_what_the_calendar_says",
    ),
    one(
        "certify what was altered",
        "desk/erasure_paper.py",
        'all(record["sound"] and not record["left"] for record in records)',
        "True",
        "tests/papers/test_erasure.py::test_it_says_so_when_the_journal_was_altered",
    ),
)
