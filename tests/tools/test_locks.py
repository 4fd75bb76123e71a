"""What comes from npm is pinned by its hash, and installs with Debian 12's npm.

SPDX-License-Identifier: EUPL-1.2
"""

import json
import os
import pathlib
import unittest

import tap

SOURCE = pathlib.Path(os.environ["WKS_SOURCE"])
LOCKS = [path for path in (SOURCE / "third_party/package-lock.json", SOURCE / "web/package-lock.json") if path.exists()]


class Locks(unittest.TestCase):
    def entries(self):
        for path in LOCKS:
            for name, entry in json.loads(path.read_text(encoding="utf-8"))["packages"].items():
                if name:
                    yield f"{path.relative_to(SOURCE)}: {name}", entry

    def refuses(self, is_wrong, remedy):
        found = [name for name, entry in self.entries() if is_wrong(entry)]
        self.assertEqual(found, [], remedy)

    def test_there_are_packages_to_look_at(self):
        self.assertGreater(len(list(self.entries())), 2)

    def test_every_package_has_its_hash(self):
        self.refuses(lambda entry: not entry.get("integrity", "").startswith("sha512-"), "npm install writes it")

    def test_no_package_says_where_it_comes_from(self):
        self.refuses(lambda entry: "resolved" in entry, "run tools/tidy_lock.py on the lock file")

    def test_no_package_asks_for_a_node_that_debian_does_not_have(self):
        self.refuses(lambda entry: "engines" in entry, "run tools/tidy_lock.py on the lock file")


if __name__ == "__main__":
    tap.main()
