"""Mistakes that were really there, until a simulated history met them (offline.md T18)."""

from tests.mutants.breaks import one
from tests.mutants.server import OUTCOMES
from tests.mutants.tablet import SAVING

FOUND = (
    one(
        "let what waited reach another site's record",
        "desk/sync/batch.py",
        """        if self._foreign(one.entry):
            return None
""",
        "",
        f"{OUTCOMES}test_nor_does_what_waits_reach_it_once_it_is_there",
    ),
    one(
        "remember a rejection by its bytes only",
        "desk/sync/batch.py",
        "self.out.receipt(result, one.key,",
        "self.out.receipt(result, one.odd_key if one.judged and result.code else one.key,",
        f"{OUTCOMES}test_a_record_of_another_site_is_out_of_reach",
    ),
    one(
        "count another site's numbers",
        "desk/sync/batch.py",
        "for one in found if one.site == self.site.id]",
        "for one in found]",
        f"{OUTCOMES}test_a_record_of_another_site_is_out_of_reach",
    ),
    one(
        "name who holds the tablet later",
        "static/js/desk/saving.js",
        'op: operator?.id ?? "", how: operator?.how',
        'op: desk.operator?.id ?? "", how: desk.operator?.how',
        f"{SAVING}an entry names who made it",
    ),
    one(
        "hide what was held before a restore",
        "static/js/models/retention.js",
        'row.seq && row.status !== "held" ?',
        "row.seq ?",
        "tests/js/models.test.js::not when it was held in the history that is over",
    ),
)
