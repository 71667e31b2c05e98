"""Breaks of the bytes that follow their entry."""

from tests.mutants.breaks import one

TESTS = "tests/engine/test_blobs.py::"
TABLET = "tests/js/pictures.test.js::"
PERMITTED = "tests/js/permitted.test.js::"

PICTURES = (
    one(
        "take other bytes for a part that is there",
        "desk/blobs.py",
        "if before and before.bytes != data:",
        "if before and len(before.bytes) != len(data):",
        f"{TESTS}test_the_same_part_may_come_twice_and_other_bytes_may_not",
    ),
    one(
        "believe any bytes of the right length",
        "desk/blobs.py",
        " and hashlib.sha256(data).digest() == blob.digest",
        "",
        f"{TESTS}test_what_is_not_what_the_entry_said_is_thrown_away",
    ),
    one(
        "keep the parts of a whole that is wrong",
        "desk/blobs.py",
        "                _drop_parts(site, [id])\n",
        "                pass\n",
        f"{TESTS}test_what_is_not_what_the_entry_said_is_thrown_away",
    ),
    one(
        "serve what is no picture as one",
        "desk/blobs.py",
        "return alike and len(data)",
        "return len(data)",
        f"{TESTS}test_bytes_of_another_kind_are_refused",
    ),
    one(
        "purge a value and keep its bytes",
        "desk/purge.py",
        "        blobs.forget(site, field, entries)\n",
        "",
        f"{TESTS}test_the_bytes_go_with_the_value",
    ),
    one(
        "show a gate what the desk has taken",
        "blueprints/sync/blobs.py",
        '@access("desk", "office")\ndef get_blob',
        "@access()\ndef get_blob",
        f"{TESTS}test_who_may_hand_in_and_who_may_see",
    ),
    one(
        "find somebody by the digest of a picture",
        "desk/subject.py",
        "Personal.field.not_in(_picture_fields()), ",
        "",
        f"{TESTS}test_who_asks_gets_the_file_and_nobody_is_found_by_a_digest",
    ),
    one(
        "let a later entry take over an earlier one's picture",
        "desk/blobs.py",
        "for row in reversed(list(rows))",
        "for row in list(rows)",
        f"{TESTS}test_two_entries_of_one_batch_may_name_the_same",
    ),
    one(
        "send the picture before its entry",
        "static/js/desk/pictures.js",
        '(row?.status ?? "applied") === "applied"',
        "true",
        f"{TABLET}the entry is handed in first",
    ),
    one(
        "forget that a restored house has lost a picture",
        "static/js/desk/pictures.js",
        "blob.sent !== epoch && !blob.wrong",
        "!blob.sent && !blob.wrong",
        f"{TABLET}a house that came back",
    ),
    one(
        "throw away what was never handed in",
        "static/js/desk/pictures.js",
        "  if (row?.open) return false;\n",
        "",
        f"{TABLET}what waits to be handed in stays",
    ),
    one(
        "send wrong bytes for ever",
        "static/js/desk/pictures.js",
        " && !blob.wrong",
        "",
        f"{TABLET}what the house says is wrong",
    ),
    one(
        "keep on the tablet what was erased",
        "static/js/desk/pictures.js",
        "handed && !row : handed || Boolean(record)",
        "handed && !row : false",
        f"{TABLET}what is erased is erased here",
    ),
    one(
        "send again what the house has",
        "static/js/sync/blobs.js",
        "    if (have.includes(part)) continue;\n",
        "",
        f"{TABLET}it goes on where it was cut",
    ),
    one(
        "keep the photo of somebody who is let in no longer",
        "static/js/desk/permitted.js",
        " || (at === epoch && !wanted.has(id))",
        "",
        f"{PERMITTED}what no permission names any more goes at the next contact",
    ),
    one(
        "keep whatever comes for the photo of somebody who is let in",
        "static/js/desk/permitted.js",
        "!== digest",
        '=== ""',
        f"{PERMITTED}other bytes than the permission names are not kept",
    ),
    one(
        "let a permission take over somebody else's photo",
        "desk/admission.py",
        "if blobs.named(row.site, found.id):",
        "if False:",
        "tests/house/test_permitted.py::test_a_photo_that_something_else_names_is_refused",
    ),
    one(
        "end a permission and keep the bytes of its photo",
        "desk/admission.py",
        "    if isinstance(row, Permission):\n        part_with(row)\n",
        "",
        "tests/desk/test_erasure.py::test_no_byte_of_whom_a_home_let_in_is_left",
    ),
)
