#!/usr/bin/env python3
"""tidy_lock.py LOCK... - makes a package-lock.json fit for Debian 12's npm 9 on Node 18; run it after an update.

Takes out `engines`, because npm would leave out every optional package that asks for a newer Node, though the
front-end tools run on the Node of the lock file; and `resolved`, because the hash says what a package is and the
user's own settings say where it comes from.
SPDX-License-Identifier: EUPL-1.2
"""

import json
import sys


def tidy(path):
    with open(path, encoding="utf-8") as file:
        lock = json.load(file)
    for name, entry in lock["packages"].items():
        if name:
            entry.pop("engines", None)
            entry.pop("resolved", None)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(lock, file, indent=2, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        tidy(argument)
