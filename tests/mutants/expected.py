"""Breaks of expected visitors: which invitation holds, and what becomes of one that does not."""

from tests.mutants.breaks import one

ACTIONS = "blueprints/registers/invitations/tests/test_actions.py::"
JOURNEY = "tests/journeys/test_expected.py::"

EXPECTED = (
    one(
        "let a used invitation count again",
        "desk/sync/batch.py",
        "return set() if good else {passes.FLAG}",
        "return set()",
        f"{ACTIONS}test_two_tablets_use_it_without_each_other",
    ),
    one(
        "judge an invitation by the hour when the house heard of it",
        "desk/sync/batch.py",
        "passes.verdict(shown, judged.at, self.facts.times.zone)",
        "passes.verdict(shown, self.recv, self.facts.times.zone)",
        f"{ACTIONS}test_the_day_is_the_one_when_they_came_not_when_the_house_heard",
    ),
    one(
        "let one that a supervisor allowed count without end",
        "desk/passes.py",
        "return not (isinstance(used, int) and used >= allowed)",
        "return True",
        f"{ACTIONS}test_a_supervisor_lets_it_count_once",
    ),
    one(
        "forget the days of the week on the tablet",
        "static/js/models/passes.js",
        'return other ? "other_day" : "good";',
        'return "good";',
        "tests/js/vectors.test.js::passes: ",
    ),
    one(
        "leave an invitation unused when the visitor is in",
        "static/js/helpers/steps.js",
        "return takes ? [...own, ...(await taking()).used(own)] : own;",
        "return own;",
        f"{JOURNEY}test_three_taps_from_the_code_to_the_slip",
    ),
    one(
        "go by an invitation that does not hold",
        "static/js/helpers/taking.js",
        "shown.pass.good ? { [take.field]: id } : take.otherwise",
        "{ [take.field]: id }",
        f"{JOURNEY}test_one_that_was_used_does_not_let_in_again",
    ),
)
