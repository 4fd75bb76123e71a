#!/usr/bin/env python3
"""count_tests.py LOG.json... - counts what `meson test --logbase` has logged, claim by claim.

Prints one line, PASSED FAILED SKIPPED.  A test that speaks TAP counts for each of its claims, another for one.
A test that failed as a program (a crash, a leak, too slow, too few claims) counts as failed once more when none
of its claims did.  A log that is not there, or cannot be read, counts as one failed test.
SPDX-License-Identifier: EUPL-1.2
"""

import json
import re
import sys

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
    if result not in ("OK", "SKIP") and failed == 0:
        failed = 1
    return passed, failed, skipped


def count_log(path):
    try:
        with open(path, encoding="utf-8") as log:
            counts = [count_test(json.loads(line)) for line in log if line.strip()]
    except (OSError, ValueError, KeyError) as error:
        print(f"count_tests: {path}: {error}", file=sys.stderr)
        return 0, 1, 0
    return tuple(sum(column) for column in zip(*counts)) if counts else (0, 0, 0)


def main(paths):
    totals = [sum(column) for column in zip((0, 0, 0), *(count_log(path) for path in paths))]
    print(*totals)


if __name__ == "__main__":
    main(sys.argv[1:])
