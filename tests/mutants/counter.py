"""Breaks that show at the counter: what people see, tap, scan, and have typed."""

from tests.mutants.breaks import Break, one

DIALOGS, FORMS, HOSTILE, KEEPING, LATE, LOCK, PROMPTS, SIGNING_OUT = (
    f"tests/journeys/test_{name}.py::"
    for name in (
        *("dialogs", "forms_kept", "hostile", "keeping"),
        *("late", "lock", "prompts", "signing_out"),
    )
)

SLIPS = (
    one(
        "leave a question that came before its answer unanswered",
        "static/js/behaviours/person-search.js",
        "idle(() => desk.prepare(KINDS).then(again))",
        "idle(() => desk.prepare(KINDS))",
        "tests/journeys/test_importing.py::test_who_searched_too_early_is_answered_once_the_news_is_there",
    ),
    one(
        "press the button under a finger when a scanner ends its code",
        "static/js/behaviours/scan-wedge.js",
        "    event.preventDefault();\n    event.stopPropagation();\n    if (writes)",
        "    if (writes)",
        f"{SIGNING_OUT}test_a_scanner_types_the_code_wherever_the_focus_is",
    ),
    one(
        "leave a scanned code in the field that had the focus",
        "static/js/behaviours/scan-wedge.js",
        "    if (writes) this.#undo(event.target);\n",
        "",
        f"{SIGNING_OUT}test_a_scanner_types_the_code_wherever_the_focus_is",
    ),
    one(
        "take half a code for a word",
        "static/js/models/codes.js",
        "  if (BEGUN.test(text)) return { half: true };\n",
        "",
        f"{SIGNING_OUT}test_a_code_that_is_no_slip_of_ours_is_told",
    ),
    one(
        "compare badges sign by sign",
        "static/js/behaviours/scan-slip.js",
        "bare(f.badge) === wanted",
        "f.badge === code.words",
        f"{SIGNING_OUT}test_a_badge_or_a_room_finds_the_slip",
    ),
    one(
        "thank whoever takes the wrong slip back",
        "static/js/behaviours/scan-slip.js",
        "this.#done = action !== 'take_back';",
        "this.#done = true;",
        f"{SIGNING_OUT}test_a_badge_or_a_room_finds_the_slip",
    ),
    one(
        "read the slip under the camera again and again",
        "static/js/behaviours/camera-scan.js",
        "const fresh = code && code !== this.#last;",
        "const fresh = Boolean(code);",
        f"{SIGNING_OUT}test_the_camera_reads_the_printed_slip",
    ),
    one(
        "leave the button dead when there is no camera",
        "static/js/behaviours/camera-scan.js",
        "    } finally {\n      button.disabled = false;\n",
        "    } finally {\n      button.disabled = !this.#stream;\n",
        f"{SIGNING_OUT}test_without_a_camera_the_number_can_be_typed",
    ),
    one(
        "fall due with the minute",
        "static/js/helpers/beat.js",
        "Math.min(MINUTE, ...left)",
        "MINUTE",
        f"{LATE}test_a_slip_turns_late_by_itself_while_its_visitor_is_inside",
    ),
    one(
        "take back a sign-out and not its clock",
        "static/js/models/clocks.js",
        "return undo?.before ? undo.before.clocks ?? {} :",
        "return undo?.before ? {} :",
        f"{LATE}test_the_board_and_the_undo_follow_the_clock",
    ),
    one(
        "count down on the list alone",
        "static/js/behaviours/record-detail.js",
        "    this.#beat.next([record], now);\n",
        "",
        f"{LATE}test_the_detail_counts_down",
    ),
    one(
        "say the office's words in the first language",
        "static/js/helpers/prompts.js",
        " && one.lang === lang",
        "",
        f"{PROMPTS}test_the_card_says_how_to_take_and_give_back_the_id",
    ),
    one(
        "say nothing where the office chose no words",
        "static/js/behaviours/prompt-card.js",
        "if (mine) fill(this, mine, ports());",
        "fill(this, mine ?? {}, ports());",
        f"{PROMPTS}test_the_card_says_how_to_take_and_give_back_the_id",
    ),
)
QUESTIONS = (
    one(
        "count the minute by the tablet's wrong clock",
        "static/js/behaviours/record-actions.js",
        "undo.at + MINUTE - Date.now() - this.#ahead",
        "undo.at + MINUTE - Date.now()",
        f"{DIALOGS}test_a_wrong_tap_is_taken_back_by_one_tap_though_the_clock_is_wrong",
    ),
    one(
        "let anybody take back in one tap",
        "static/js/behaviours/record-actions.js",
        "undo && undo.op === desk.operator?.id ?",
        "undo ?",
        f"{DIALOGS}test_after_a_minute_a_shift_leader_takes_back_with_a_reason",
    ),
    one(
        "leave the dialog with Enter",
        "static/js/helpers/dialogs.js",
        "  form.addEventListener('keydown', (event) => entered(event, form), { signal });\n",
        "",
        f"{DIALOGS}test_a_correction_shows_what_stood_there",
    ),
    one(
        "empty a field under the name that only its dialog knows",
        "static/js/helpers/correcting.js",
        ".map(({ name }) => name.replace('f:', ''));",
        ".map(({ name }) => name);",
        f"{DIALOGS}test_a_room_is_corrected_by_searching_and_an_optional_word_is_emptied",
    ),
    one(
        "tell what the house has as if it waited here",
        "static/js/behaviours/record-history.js",
        "row.rec === id && UNSENT.includes(row.status)",
        "row.rec === id",
        f"{DIALOGS}test_the_history_says_old_and_new_and_offline_what_waits_here",
    ),
    one(
        "forget a reason that did not reach the house",
        "static/js/helpers/questions.js",
        "const anew = dialog.dataset.of !== of;",
        "const anew = true;",
        f"{DIALOGS}test_a_supervisor_chooses_which_flag_is_settled",
    ),
    one(
        "lose what waited for the page to go",
        "static/js/storage/cupboard.js",
        "      tx.commit(); // now: a page that goes would abort what waits\n",
        "",
        f"{FORMS}test_what_was_typed_is_there_after_leaving_at_once",
    ),
    one(
        "throw a form away whatever is answered",
        "static/js/behaviours/parked-forms.js",
        "if (await ask(this.querySelector('dialog'))) await desk.discard(drop);",
        "await ask(this.querySelector('dialog'));\n    await desk.discard(drop);",
        f"{FORMS}test_only_a_person_throws_a_parked_form_away",
    ),
    one(
        "offer a form that was saved",
        "static/js/storage/outbox.js",
        '  if (draft.unpark) await tx.objectStore("parked").delete(draft.unpark);\n',
        "",
        f"{FORMS}test_a_colleague_takes_over_and_saves_under_the_own_name",
    ),
    one(
        "give two pages one parked form",
        "static/js/desk/shelf.js",
        "({ ...form, id: uuid7(ports), op:",
        "({ ...form, op:",
        f"{FORMS}test_two_pages_with_one_parked_form_keep_both_texts",
    ),
    one(
        "name everybody by the alphabet",
        "static/js/desk/people.js",
        "b.seen - a.seen || a.name",
        "a.name",
        f"{LOCK}test_the_tablet_changes_hands_in_eight_taps_and_knows_who_was_here",
    ),
    one(
        "push the digits below the fold of a phone",
        "static/js/behaviours/desk-lock.js",
        "    this.dialog.firstElementChild.dataset.step = op ? 'pin' : 'who';\n",
        "",
        f"{LOCK}test_on_a_phone_every_digit_is_in_sight",
    ),
    one(
        "offer the one tap before the house was asked",
        "static/js/behaviours/enrol-device.js",
        ".hidden = !data?.demo;",
        ".hidden = !data;",
        f"{LOCK}test_the_house_says_whether_one_tap_is_enough",
    ),
    one(
        "show the day after the last one of a hold",
        "static/js/helpers/office-rows.js",
        "name === 'until' ? at - 1 : at",
        "at",
        f"{KEEPING}test_days_holds_and_erasures",
    ),
    one(
        "answer in the words of the code",
        "static/js/helpers/forms.js",
        "word(words, failure[0].replace('_', '-'))",
        "failure[0]",
        f"{HOSTILE}test_whatever_is_typed_is_told_or_kept",
    ),
    one(
        "empty a form that was filled in wrongly",
        "static/js/behaviours/entry-form.js",
        "    if (wrong) wrong.focus();\n",
        "    if (wrong) this.#form.reset();\n",
        f"{HOSTILE}test_whatever_is_typed_is_told_or_kept",
    ),
)
COUNTER: tuple[Break, ...] = (*SLIPS, *QUESTIONS)
