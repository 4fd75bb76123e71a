#!/usr/bin/env python3
"""count_tests.py [--show] LOG.json... - counts what `meson test --logbase` has logged, claim by claim.

Prints one line, PASSED FAILED SKIPPED.  A test that speaks TAP counts for each of its claims, another for one.
A test that failed as a program (a crash, a leak, too slow, too few claims) counts as failed once more when none
of its claims did.  A log that is not there, or cannot be read, counts as one failed test.  With --show
it prints instead what each failed test said: its failed claims with their comments, and the end of its stderr.
SPDX-License-Identifier: EUPL-1.2
"""

import json
import re
import sys

LAST_LINES = 30
CLAIM = re.compile(r"^(not )?ok\b\s*\d*[^#]*(#\s*(skip|todo)\b)?", re.IGNORECASE)


def count_claims(output):
    """(passed, failed, skipped) of the TAP in this output."""
    passed = failed = skipped = 0
    for line in output.splitlines():
        claim = CLAIM.match(line)
        if not claim:
            continue
        if claim.group(2):
            # a to-do is a claim that is known not to hold yet: it proves nothing
            skipped += 1
        elif claim.group(1):
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def count_test(record):
    passed, failed, skipped = count_claims(record.get("stdout", ""))
    result = record["result"]
    if passed + failed + skipped == 0:
        return {"OK": (1, 0, 0), "SKIP": (0, 0, 1)}.get(result, (0, 1, 0))
    if result in ("OK", "SKIP") or failed > 0:
        return passed, failed, skipped
    # cmocka spells a skipped claim "not ok # SKIP", which Meson takes for a failure
    if result == "FAIL" and record.get("returncode") == 0 and skipped > 0:
        return passed, failed, skipped
    return passed, 1, skipped


def count_log(path):
    counts = [count_test(record) for record in read_log(path)]
    return tuple(sum(column) for column in zip(*counts)) if counts else (0, 0, 0)


def read_log(path):
    with open(path, encoding="utf-8") as log:
        return [json.loads(line) for line in log if line.strip()]


def failure_of(record):
    """The lines of a test's output that tell why it failed."""
    lines = []
    follows_failure = False
    output = record.get("stdout", "").splitlines()
    for line in output:
        is_claim = CLAIM.match(line)
        follows_failure = count_claims(line)[1] > 0 if is_claim else follows_failure and line.startswith("#")
        if follows_failure:
            lines.append(line)
    # a crash fails no claim: the last words are all there is
    lines = lines or output[-LAST_LINES:]
    return lines + record.get("stderr", "").splitlines()[-LAST_LINES:]


def show(path):
    for record in read_log(path):
        if count_test(record)[1] > 0:
            print(f"-- {record['name']}: {record['result']}, exit code {record.get('returncode')}")
            print("".join(f"   {line}\n" for line in failure_of(record)), end="")


def main(arguments):
    if arguments[:1] == ["--show"]:
        for path in arguments[1:]:
            show(path)
        return
    totals = [0, 0, 0]
    for path in arguments:
        try:
            counts = count_log(path)
        except (OSError, ValueError, KeyError) as error:
            print(f"count_tests: {path}: {error}", file=sys.stderr)
            counts = (0, 1, 0)
        totals = [sum(pair) for pair in zip(totals, counts)]
    print(*totals)


if __name__ == "__main__":
    main(sys.argv[1:])
