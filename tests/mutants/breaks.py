"""What somebody could break by mistake, and the test that must notice (offline.md T18)."""

from dataclasses import dataclass

IDEMPOTENCE = "tests/engine/test_idempotence.py::"
EVERY = f"{IDEMPOTENCE}TestEveryType::"
OUTCOMES = "tests/engine/test_outcomes.py::"
FEED = "tests/engine/test_feed.py::"
SYNC, SAVING, STORAGE, CLOCKS = (
    f"tests/js/{name}.test.js::" for name in ("sync", "saving", "storage", "clocks")
)


@dataclass(frozen=True)
class Break:
    """A change to one file: old text, which must be there once, and new; the test that fails.

    A test is `file::name` as pytest knows it; in JavaScript the name's first words.
    """

    name: str
    file: str
    edits: tuple[tuple[str, str], ...]
    test: str
    postgres: bool = False


def one(name: str, file: str, old: str, new: str, test: str) -> Break:
    """Make a break of a single edit."""
    return Break(name, file, ((old, new),), test)


SERVER = (
    Break(
        "drop the lock",
        "desk/db.py",
        (("query = query.with_for_update()", "pass"),),
        "tests/engine/test_numbering.py::test_the_lock_loses_none_and_leaves_none",
        postgres=True,
    ),
    one(
        "ask for the site once more",
        "desk/sync/__init__.py",
        "db.session.get(Site, key)",
        "db.session.get(Site, key, populate_existing=True)",
        f"{FEED}test_an_idle_pull_is_one_read_cookie_and_all",
    ),
    one(
        "send clocks that have stopped",
        "desk/changes.py",
        ", RunningClock.stopped.is_(None)",
        "",
        f"{FEED}test_a_record_carries_the_clocks_that_run",
    ),
    one(
        "forget what a clock was before",
        "desk/clocks.py",
        '"clocks": {name: running.get(name) for name in moved}',
        '"clocks": {}',
        "tests/desk/test_clocks.py::test_entries_move_clocks",
    ),
    one(
        "keep the old day when it is corrected",
        "desk/clocks.py",
        "return changed or _asks_anew(",
        "return _asks_anew(",
        "tests/desk/test_clocks.py::test_entries_move_clocks",
    ),
    one(
        "write inside write",
        "desk/db.py",
        'if session.info.get("writing"):',
        "if False:",
        "tests/engine/test_race.py::test_write_commits_or_nothing",
    ),
    one(
        "commit what failed",
        "desk/db.py",
        "        except BaseException:\n            db.session.rollback()",
        "        except BaseException:\n            db.session.commit()",
        "tests/engine/test_race.py::test_a_writer_that_fails_leaves_no_gap",
    ),
    one(
        "drop the journal's unique key",
        "desk/tables/journal.py",
        "    hash: Mapped[Digest]\n",
        "    hash: Mapped[Digest] = mapped_column(primary_key=True)\n",
        f"{IDEMPOTENCE}test_the_database_itself_knows_an_entry_once",
    ),
    one(
        "treat a duplicate as new",
        "desk/sync/batch.py",
        "if before and before.digest == one.digest:",
        "if False:",
        f"{EVERY}test_sent_again",
    ),
    one(
        "let other bytes take an id",
        "desk/sync/batch.py",
        'one = replace(one, reject="id_reuse")',
        "return before.again()",
        f"{EVERY}test_same_id_other_bytes",
    ),
    one(
        "forget the fate of other bytes",
        "desk/sync/batch.py",
        "        if odd:\n",
        "        if False:\n",
        f"{EVERY}test_same_id_other_bytes",
    ),
    one(
        "skip the signature",
        "desk/sync/prepare.py",
        "if found.kid != device.kid or not found.signed_by(device.public):",
        "if found.kid != device.kid:",
        f"{EVERY}test_after_a_forgery_was_rejected",
    ),
    one(
        "skip the commitment",
        "desk/entry.py",
        'if not hmac.compare_digest(expected, committed.get(name, "")):',
        "if not expected:",
        f"{OUTCOMES}test_a_spoilt_entry_is_rejected_and_kept",
    ),
    one(
        "accept r = s = 0",
        "desk/keys.py",
        "        return False\n    try:",
        "        return r == s == 0\n    try:",
        f"{OUTCOMES}test_a_spoilt_entry_is_rejected_and_kept",
    ),
    one(
        "lose a child without its parent",
        "desk/sync/batch.py",
        'return self._hold(one, entry, "parent_missing")',
        'return self._reject(one, "malformed")',
        f"{OUTCOMES}test_a_child_waits_for_its_parent",
    ),
    one(
        "let the child wait for ever",
        "desk/sync/batch.py",
        "if self.created and self.site.held:",
        "if False:",
        f"{OUTCOMES}test_a_child_waits_for_its_parent",
    ),
    one(
        "let one entry spoil its batch",
        "desk/sync/__init__.py",
        "        results, site = _settle_singly(arrival)",
        "        raise",
        f"{OUTCOMES}test_an_entry_that_breaks_the_code_holds_up_no_other",
    ),
    one(
        "accept what a revoked device wrote later",
        "desk/sync/prepare.py",
        'return "device_revoked" if revoked else None',
        "return None",
        f"{OUTCOMES}test_what_a_revoked_device_wrote_later_waits",
    ),
    one(
        "accept another site's entry",
        "desk/sync/prepare.py",
        "if body.site != facts.site:",
        "if False:",
        f"{OUTCOMES}test_an_entry_of_another_site_is_rejected",
    ),
    one(
        "reach another site's record",
        "desk/sync/batch.py",
        "return stored is not None and stored.site != self.site.id",
        "return False",
        f"{OUTCOMES}test_a_record_of_another_site_is_out_of_reach",
    ),
    one(
        "switch the roles off",
        "desk/sync/batch.py",
        'flags.add("not_allowed")',
        "pass",
        f"{OUTCOMES}test_who_may_not_is_flagged",
    ),
    one(
        "let a number be used twice",
        "desk/sync/batch.py",
        'flags.add("number_reused")',
        "pass",
        f"{OUTCOMES}test_a_repeated_number_is_flagged",
    ),
    one(
        "keep a personal value in the open",
        "desk/sync/prepare.py",
        "personal.get(name) is not False}",
        "name not in personal}",
        f"{OUTCOMES}test_a_personal_value_in_the_open_is_left_out",
    ),
    one(
        "decide on old news",
        "desk/sync/prepare.py",
        "if recv - judged.at > STALE_MS:",
        "if False:",
        "tests/engine/test_online.py::test_a_minute_later",
    ),
    one(
        "ignore the epoch",
        "desk/sync/__init__.py",
        "    if site.epoch != epoch:",
        "    if False:",
        f"{FEED}test_another_history_is_told",
    ),
    one(
        "ignore a fork",
        "desk/sync/__init__.py",
        "fork = devices.is_fork(site, push)",
        "fork = False",
        f"{FEED}test_a_head_that_is_not_ours_raises_the_alarm",
    ),
    one(
        "switch the gap list off",
        "desk/sync/devices.py",
        "missing += [[last + 1, n - 1]] if n > last + 1 else []",
        "missing += []",
        f"{FEED}test_gaps_by_themselves",
    ),
    one(
        "show a gate everything",
        "desk/changes.py",
        '(entry, field) in held and (kind != "gate" or field in GATE_FIELDS)',
        "(entry, field) in held",
        f"{FEED}test_what_each_kind_of_device_may_see",
    ),
    one(
        "lose what breaks the judge",
        "desk/sync/opaque.py",
        "        except Exception:\n",
        "        except KeyError:\n",
        "tests/engine/test_opaque.py::test_an_entry_that_breaks_the_judge_is_kept",
    ),
    one(
        "verify without the row before",
        "desk/verify.py",
        "if row.hash != self._hash(row):",
        "if False:",
        "tests/desk/test_tamper.py::test_every_byte_counts",
    ),
    one(
        "verify without the end",
        "desk/verify.py",
        "if end != (self.known.epoch, self.known.seq, self.known.head):",
        "if False:",
        "tests/desk/test_verify.py::test_it_finds_a_journal_cut_off",
    ),
    one(
        "purge and leave the values of what waits",
        "desk/purge.py",
        "row.envelope = bare",
        "pass",
        "tests/desk/test_purge.py::test_an_envelope_that_waits_loses_its_values_too",
    ),
    one(
        "purge without telling the devices",
        "desk/purge.py",
        ".values(seq=seq))",
        ".values(seq=Record.seq))",
        "tests/desk/test_purge.py::test_it_tells_every_device_by_a_new_copy",
    ),
    one(
        "purge what is on hold",
        "desk/purge.py",
        "due, ~holds.covers(site, now))",
        "due)",
        "tests/desk/test_purge.py::test_a_hold_comes_first",
    ),
    one(
        "take a write from another site",
        "desk/guard.py",
        'return fetch_site in {"same-origin", "none"}',
        "return True",
        "tests/house/test_guard.py::test_the_browser_says_where_a_write_comes_from",
    ),
    one(
        "count a PIN's try after the check",
        "desk/operators.py",
        "        staff.tries += 1\n",
        "",
        "tests/house/test_pin.py::test_parallel_guesses_win_nothing",
    ),
    one(
        "drop the mark of rule S1",
        "blueprints/registers/visitors/form.py",
        'CheckField(_l("I have seen the ID"), [Required(rule="S1")]',
        'CheckField(_l("I have seen the ID"), [Required()]',
        "blueprints/registers/visitors/tests/test_form.py::test_no_slip_without_an_id",
    ),
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
        "values: keep(clean, (name) => !hidden.has(name)),",
        "values: clean,",
        f"{SAVING}a personal value given among the others",
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
BREAKS = (*SERVER, *TABLET)
